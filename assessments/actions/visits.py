"""The site visit of the external audit: recording it, its findings and its photographs."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from assessments import queries
from assessments.actions.assignments import begin_audit, check_assessor
from assessments.actions.audits import compute_again
from assessments.actions.deeds import lock, record
from assessments.actions.evidence import keep_file, known_file
from assessments.domain.visits import Tone, check_visiting
from assessments.domain.workflow import WorkflowError
from assessments.models import Assessment, Citation, Evidence, SiteVisit, VisitFinding
from ecotown.accounts.models import User
from ecotown.common import history
from ecotown.common.typed_text import visible
from ecotown.common.uploads import IMAGES, Upload
from indicators.models import Indicator

TOLD = ("visited_on", "place", "participants", "summary")


@transaction.atomic
def record_visit(
    *,
    assessment: Assessment,
    visited_on: date,
    place: str,
    participants: str,
    summary: str = "",
    by: User,
) -> SiteVisit:
    """Keep where the assessor of the external audit went, when and with whom; it begins the audit.

    `participants` has a line for each, "name, position". Raises WorkflowError: "no-visit-now",
    "visit-date", "visit-incomplete", and what `check_assessor` raises.
    """
    assessment = _visited(assessment, by=by)
    begin_audit(assessment=assessment, by=by)
    visit = SiteVisit(assessment=assessment, recorded_by=by, recorded_at=timezone.now())
    _tell(visit, visited_on, place, participants, summary)
    visit.save(force_insert=True)
    record("visit-recorded", assessment, by=by, visit=visit.pk, **_told(visit))
    return visit


@transaction.atomic
def change_visit(
    *, visit: SiteVisit, visited_on: date, place: str, participants: str, summary: str = "", by: User
) -> SiteVisit:
    """Tell a visit otherwise, until the recommendation. Raises what `record_visit` raises."""
    assessment = _visited(visit.assessment, by=by)
    visit = SiteVisit.objects.select_for_update().select_related("assessment__cycle").get(pk=visit.pk)
    before = _told(visit)
    _tell(visit, visited_on, place, participants, summary)
    if _told(visit) != before:
        visit.save(update_fields=TOLD)
        record("visit-changed", assessment, by=by, visit=visit.pk, old=before, **_told(visit))
    return visit


@transaction.atomic
def save_finding(*, visit: SiteVisit, code: str, tone: Tone, text: str, by: User) -> VisitFinding:
    """Keep what was found about an indicator; what was kept before is replaced, the history has both.

    Raises WorkflowError: "no-visit-now", "empty-text", "unknown-indicator", and what `check_assessor` raises.
    """
    assessment = _visited(visit.assessment, by=by)
    if not visible(text):
        raise WorkflowError("empty-text")
    indicator = _indicator(assessment, code)
    before = visit.findings.filter(indicator=indicator).first()
    said = {"tone": Tone(tone).value, "text": text.strip()}
    finding, _ = VisitFinding.objects.update_or_create(visit=visit, indicator=indicator, defaults=said)
    old = {"tone": before.tone, "text": before.text} if before else None
    record("finding-saved", assessment, by=by, visit=visit.pk, indicator=code, old=old, **said)
    return finding


@transaction.atomic
def remove_finding(*, finding: VisitFinding, by: User) -> None:
    """Take back a finding; the history keeps it. Raises "no-visit-now" and what `check_assessor` raises."""
    assessment = _visited(finding.visit.assessment, by=by)
    said = {"tone": finding.tone, "text": finding.text}
    code = finding.indicator.code
    record("finding-removed", assessment, by=by, visit=finding.visit_id, indicator=code, **said)
    finding.delete()


@transaction.atomic
def add_photo(*, visit: SiteVisit, upload: Upload, by: User) -> tuple[Evidence, bool]:
    """Keep a photograph of a visit, and whether it is new; it proves nothing until it is cited.

    Raises WorkflowError: "no-visit-now", "not-a-photo", and what `check_assessor` raises.
    """
    assessment = _visited(visit.assessment, by=by)
    if upload.kind not in IMAGES:
        raise WorkflowError("not-a-photo")
    if known := known_file(assessment, upload):
        return known, False
    photo = keep_file(assessment, upload, visit=visit, by=by)
    _record("visit-photo-added", assessment, photo, by=by)
    return photo, True


@transaction.atomic
def cite_photo(*, photo: Evidence, code: str, note: str = "", by: User) -> Citation:
    """Say that a photograph shows something about an indicator, whose external verdict is then given again.

    Raises WorkflowError: "no-visit-now", "visit-photo", "evidence-removed", "evidence-unexamined",
    "evidence-refused", "evidence-infected", "unknown-indicator", "cited-already", and what `check_assessor`
    raises.
    """
    assessment = _visited(photo.assessment, by=by)
    photo = _photo(assessment, photo)
    # A verdict is about what was kept, and that is not known before.
    if photo.is_unexamined:
        raise WorkflowError("evidence-unexamined")
    if photo.is_refused:
        raise WorkflowError("evidence-refused")
    if photo.scan == Evidence.Scan.INFECTED:
        raise WorkflowError("evidence-infected")
    indicator = _indicator(assessment, code)
    if photo.citations.filter(indicator=indicator).exists():
        raise WorkflowError("cited-already")
    audit = queries.audit_of(assessment)
    citation = Citation.objects.create(
        evidence=photo, indicator=indicator, note=note.strip(), cited_by=by, cited_at=timezone.now()
    )
    _record("visit-photo-cited", assessment, photo, by=by, indicator=code, note=citation.note)
    compute_again(assessment, audit)
    return citation


@transaction.atomic
def remove_photo_citation(*, citation: Citation, by: User) -> None:
    """Take back what `cite_photo` said. Raises what it raises."""
    assessment = _visited(citation.evidence.assessment, by=by)
    photo = _photo(assessment, citation.evidence)
    audit = queries.audit_of(assessment)
    code = citation.indicator.code
    _record("photo-citation-removed", assessment, photo, by=by, indicator=code, note=citation.note)
    citation.delete()
    compute_again(assessment, audit)


@transaction.atomic
def remove_photo(*, photo: Evidence, by: User) -> None:
    """Take a photograph that nothing cites out of a visit; its file is kept.

    Raises WorkflowError: "no-visit-now", "visit-photo", "evidence-removed", "evidence-cited", and what
    `check_assessor` raises.
    """
    assessment = _visited(photo.assessment, by=by)
    photo = _photo(assessment, photo)
    if photo.citations.exists():
        raise WorkflowError("evidence-cited")
    photo.removed_by, photo.removed_at = by, timezone.now()
    photo.save(update_fields=["removed_by", "removed_at"])
    _record("visit-photo-removed", assessment, photo, by=by)


def _visited(assessment, *, by):
    """The assessment, locked, in its external audit and in the hands of `by`."""
    assessment = lock(assessment)
    check_visiting(assessment.status)
    check_assessor(assessment, by=by)
    return assessment


def _photo(assessment, photo):
    photo = assessment.evidence.get(pk=photo.pk)
    if photo.visit_id is None:
        raise WorkflowError("visit-photo")
    if photo.is_removed:
        raise WorkflowError("evidence-removed")
    return photo


def _tell(visit, visited_on, place, participants, summary):
    if not visit.assessment.cycle.opens_on <= visited_on <= timezone.localdate():
        raise WorkflowError("visit-date")
    visit.visited_on, visit.place = visited_on, place.strip()
    visit.participants, visit.summary = participants.strip(), summary.strip()
    if not (visit.place and visit.participant_lines):
        raise WorkflowError("visit-incomplete")


def _told(visit):
    return {
        "visited_on": visit.visited_on.isoformat(),
        "place": visit.place,
        "participants": visit.participants,
        "summary": visit.summary,
    }


def _indicator(assessment, code):
    found = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id, code=code
    ).first()
    if found is None:
        raise WorkflowError("unknown-indicator")
    return found


def _record(name, assessment, photo, *, by, **data):
    seals = {"sha256": photo.sha256, "sent_sha256": photo.sent_sha256}
    about = {"evidence": photo.pk, "name": photo.name, **seals, **data}
    history.record(assessment.history_subject, name, by=by, data=about)
