"""Actions on site visits of the external audit: record visits, findings and photographs."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from assessments.audit.actions.assignments import begin, check_assessor
from assessments.audit.actions.verdicts import ask_for_changed_level
from assessments.audit.queries import audits
from assessments.evidence.actions import keep_file, known_file
from assessments.evidence.models import Citation, Evidence
from assessments.visits.domain import Tone, check_visiting
from assessments.visits.models import SiteVisit, VisitFinding
from assessments.workflow.actions import lock, record
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.files.uploads import IMAGES, Upload
from ecotown.common.history import recording
from ecotown.common.thai.typed_text import visible_text
from indicators.editions.models import Indicator

VISIT_FIELDS = ("visited_on", "place", "participants", "summary")


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
    """Store a site visit of the external audit and begin the audit.

    `participants` has one line per person, "name, position". Raises WorkflowError: "no-visit-now",
    "visit-date", "visit-incomplete", and what `check_assessor` raises.
    """
    assessment = lock(assessment)
    check_visiting(assessment.status)
    begin(check_assessor(assessment, by=by), assessment, by=by)
    visit = SiteVisit(assessment=assessment, recorded_by=by, recorded_at=timezone.now())
    _set_facts(visit, visited_on, place, participants, summary)
    visit.save(force_insert=True)
    record(Event.VISIT_RECORDED, assessment, by=by, visit=visit.pk, **_visit_event_data(visit))
    return visit


@transaction.atomic
def change_visit(
    *, visit: SiteVisit, visited_on: date, place: str, participants: str, summary: str = "", by: User
) -> SiteVisit:
    """Change a visit before the recommendation. Raises what `record_visit` raises."""
    assessment = _lock_visited(visit.assessment, by=by)
    visit = SiteVisit.objects.select_for_update().select_related("assessment__cycle").get(pk=visit.pk)
    before = _visit_event_data(visit)
    _set_facts(visit, visited_on, place, participants, summary)
    if _visit_event_data(visit) != before:
        visit.save(update_fields=VISIT_FIELDS)
        record(Event.VISIT_CHANGED, assessment, by=by, visit=visit.pk, old=before, **_visit_event_data(visit))
    return visit


@transaction.atomic
def save_finding(*, visit: SiteVisit, code: str, tone: Tone, text: str, by: User) -> VisitFinding:
    """Store the finding of a visit about an indicator, replacing the earlier one; the event keeps both.

    Raises WorkflowError: "no-visit-now", "empty-text", "unknown-indicator", and what `check_assessor` raises.
    """
    assessment = _lock_visited(visit.assessment, by=by)
    if not visible_text(text):
        raise WorkflowError("empty-text")
    indicator = _indicator(assessment, code)
    before = visit.findings.filter(indicator=indicator).first()
    finding_data = {"tone": Tone(tone).value, "text": text.strip()}
    finding, _ = VisitFinding.objects.update_or_create(
        visit_id=visit.pk, indicator=indicator, defaults=finding_data
    )
    old = {"tone": before.tone, "text": before.text} if before else None
    record(Event.FINDING_SAVED, assessment, by=by, visit=visit.pk, indicator=code, old=old, **finding_data)
    return finding


@transaction.atomic
def remove_finding(*, finding: VisitFinding, by: User) -> None:
    """Remove a finding; the event keeps it.

    Raises WorkflowError("no-visit-now") and what `check_assessor` raises.
    """
    assessment = _lock_visited(finding.visit.assessment, by=by)
    finding_data = {"tone": finding.tone, "text": finding.text}
    code = finding.indicator.code
    record(Event.FINDING_REMOVED, assessment, by=by, visit=finding.visit_id, indicator=code, **finding_data)
    finding.delete()


@transaction.atomic
def add_photo(*, visit: SiteVisit, upload: Upload, by: User) -> tuple[Evidence, bool]:
    """Store a photograph of a visit; return it and whether it is new. It counts only once it is cited.

    Raises WorkflowError: "no-visit-now", "not-a-photo", and what `check_assessor` raises.
    """
    assessment = _lock_visited(visit.assessment, by=by)
    if upload.kind not in IMAGES:
        raise WorkflowError("not-a-photo")
    if existing := known_file(assessment, upload):
        return existing, False
    photo = keep_file(assessment, upload, visit_id=visit.pk, by=by)
    _record(Event.VISIT_PHOTO_ADDED, assessment, photo, by=by)
    return photo, True


@transaction.atomic
def cite_photo(*, photo: Evidence, code: str, note: str = "", by: User) -> Citation:
    """Cite a photograph for an indicator, whose external verdict then must be given again.

    Raises WorkflowError: "no-visit-now", "visit-photo", "evidence-removed", "evidence-unexamined",
    "evidence-refused", "evidence-infected", "unknown-indicator", "cited-already", and what `check_assessor`
    raises.
    """
    assessment = _lock_visited(photo.assessment, by=by)
    photo = _photo(assessment, photo)
    # A verdict is given for the kept file, which is known only after the examination.
    if photo.is_unexamined:
        raise WorkflowError("evidence-unexamined")
    if photo.is_refused:
        raise WorkflowError("evidence-refused")
    if photo.scan == Evidence.Scan.INFECTED:
        raise WorkflowError("evidence-infected")
    indicator = _indicator(assessment, code)
    if photo.citations.filter(indicator=indicator).exists():
        raise WorkflowError("cited-already")
    audit = audits.audit_of(assessment)
    citation = Citation.objects.create(
        evidence=photo, indicator=indicator, note=note.strip(), cited_by=by, cited_at=timezone.now()
    )
    _record(Event.VISIT_PHOTO_CITED, assessment, photo, by=by, indicator=code, note=citation.note)
    ask_for_changed_level(assessment, audit)
    return citation


@transaction.atomic
def remove_photo_citation(*, citation: Citation, by: User) -> None:
    """Remove the citation of a photograph.

    Raises WorkflowError: "no-visit-now", "visit-photo", "evidence-removed", and what `check_assessor` raises.
    """
    assessment = _lock_visited(citation.evidence.assessment, by=by)
    photo = _photo(assessment, citation.evidence)
    audit = audits.audit_of(assessment)
    code = citation.indicator.code
    _record(Event.PHOTO_CITATION_REMOVED, assessment, photo, by=by, indicator=code, note=citation.note)
    citation.delete()
    ask_for_changed_level(assessment, audit)


@transaction.atomic
def remove_photo(*, photo: Evidence, by: User) -> None:
    """Remove an uncited photograph from a visit; its file is kept.

    Raises WorkflowError: "no-visit-now", "visit-photo", "evidence-removed", "evidence-cited", and what
    `check_assessor` raises.
    """
    assessment = _lock_visited(photo.assessment, by=by)
    photo = _photo(assessment, photo)
    if photo.citations.exists():
        raise WorkflowError("evidence-cited")
    photo.removed_by, photo.removed_at = by, timezone.now()
    photo.save(update_fields=["removed_by", "removed_at"])
    _record(Event.VISIT_PHOTO_REMOVED, assessment, photo, by=by)


def _lock_visited(assessment: Assessment, *, by: User) -> Assessment:
    """Return the assessment, locked; raise unless it is in the external audit and `by` is its assessor."""
    assessment = lock(assessment)
    check_visiting(assessment.status)
    check_assessor(assessment, by=by)
    return assessment


def _photo(assessment: Assessment, photo: Evidence) -> Evidence:
    photo = assessment.evidence.get(pk=photo.pk)
    if photo.visit_id is None:
        raise WorkflowError("visit-photo")
    if photo.is_removed:
        raise WorkflowError("evidence-removed")
    return photo


def _set_facts(visit: SiteVisit, visited_on: date, place: str, participants: str, summary: str) -> None:
    if not visit.assessment.cycle.opens_on <= visited_on <= timezone.localdate():
        raise WorkflowError("visit-date")
    visit.visited_on, visit.place = visited_on, place.strip()
    visit.participants, visit.summary = participants.strip(), summary.strip()
    if not (visit.place and visit.participant_lines):
        raise WorkflowError("visit-incomplete")


def _visit_event_data(visit: SiteVisit) -> dict[str, str]:
    return {
        "visited_on": visit.visited_on.isoformat(),
        "place": visit.place,
        "participants": visit.participants,
        "summary": visit.summary,
    }


def _indicator(assessment: Assessment, code: str) -> Indicator:
    indicator = Indicator.objects.filter(
        aspect__dimension__framework_id=assessment.cycle.framework_id, code=code
    ).first()
    if indicator is None:
        raise WorkflowError("unknown-indicator")
    return indicator


def _record(event: Event, assessment: Assessment, photo: Evidence, *, by: User, **facts: object) -> None:
    hashes = {"sha256": photo.sha256, "sent_sha256": photo.sent_sha256}
    event_data = {"evidence": photo.pk, "name": photo.name, **hashes, **facts}
    recording.record(assessment.history_subject, event, by=by, data=event_data)
