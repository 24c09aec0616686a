"""Making of requested reports, and deletion of expired ones."""

from django.db import transaction

from assessments import documents, queries
from assessments.models import Assessment, Paper
from ecotown.common import rendering

TOLD = ("area__province", "cycle__framework", "passed_by", "recommended_by")


def make_paper(*, paper_id: int) -> bool:
    """Make the file of a report; return whether this call made it."""
    return rendering.render(
        Paper.objects.all(),
        paper_id,
        make=_content,
        name=lambda paper, _sha256: paper.kind,
        facts=lambda size: {"size": size},
    )


def claim_due_papers(limit: int = 200) -> list[int]:
    """Return ids of reports whose making is overdue, and mark them as requested now."""
    return rendering.claim_due(Paper.objects.all(), limit)


def expire_papers() -> int:
    """Delete the files of expired reports; return the number of reports."""
    return rendering.expire(Paper.objects.all())


def _content(paper: Paper) -> bytes:
    """Return the content of the file, with the assessment locked so that all totals are of one moment."""
    with transaction.atomic():
        rows = Assessment.objects.with_level().select_for_update(of=("self",))
        assessment = rows.select_related(*TOLD).get(pk=paper.assessment_id)
        dossier = queries.dossier_of(assessment, with_notes=paper.is_internal)
    return documents.MAKERS[paper.kind](dossier)
