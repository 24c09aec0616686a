"""Making the papers that people asked for, and deleting them when their time is over."""

from django.db import transaction

from assessments import documents, queries
from assessments.models import Assessment, Paper
from ecotown.common import rendering

TOLD = ("area__province", "cycle__framework", "passed_by", "recommended_by")


def make_paper(*, paper_id: int) -> bool:
    """Make the file of a paper; True when this call made it."""
    return rendering.render(
        Paper.objects.all(),
        paper_id,
        make=_content,
        name=lambda paper, _sha256: paper.kind,
        facts=lambda size: {"size": size},
    )


def claim_due_papers(limit: int = 200) -> list[int]:
    """Ids of papers whose making was asked for in vain, marked as asked for now."""
    return rendering.claim_due(Paper.objects.all(), limit)


def expire_papers() -> int:
    """Delete the files whose time is over; how many papers that were."""
    return rendering.expire(Paper.objects.all())


def _content(paper: Paper) -> bytes:
    """The file; nobody changes the assessment while it is read, so that all totals are of one moment."""
    with transaction.atomic():
        rows = Assessment.objects.with_level().select_for_update(of=("self",))
        assessment = rows.select_related(*TOLD).get(pk=paper.assessment_id)
        dossier = queries.dossier_of(assessment, with_notes=paper.is_internal)
    return documents.MAKERS[paper.kind](dossier)
