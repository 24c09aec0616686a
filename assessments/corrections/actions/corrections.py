"""Actions: propose, approve or refuse corrections of published results. Granted levels are never edited."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from assessments.committee import domain as committee_domain
from assessments.committee import queries as committee_queries
from assessments.committee.actions.meetings import lock_meeting
from assessments.committee.models.meetings import Meeting
from assessments.committee.models.resolutions import Resolution
from assessments.corrections import domain as corrections_domain
from assessments.corrections import queries as corrections_queries
from assessments.corrections import tasks
from assessments.corrections.actions.questions import correct_question, handle, lock_question
from assessments.corrections.domain import CorrectionState, QuestionState
from assessments.corrections.models import Correction, Erratum, ErratumInput, Question
from assessments.entry.domain.values import EntryValue, entry_faults, is_answered, plain
from assessments.workflow import domain as workflow_domain
from assessments.workflow import queries as workflow_queries
from assessments.workflow.actions import lock, record
from assessments.workflow.domain import Step, WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history import recording
from indicators.criteria.domain.framework import Framework
from indicators.editions.models import Indicator


@transaction.atomic
def propose_correction(
    *,
    assessment: Assessment,
    values: Mapping[str, EntryValue],
    reason: str,
    question: Question | None = None,
    by: User,
) -> Correction:
    """Propose corrected values for a published result; a worker computes the resulting level.

    Raises WorkflowError: "not-now", "wrong-value", "own-entries-result", and what `check_proposal` raises.
    """
    assessment = lock(assessment)
    workflow_domain.target(assessment.status, Step.CORRECT)
    workflow_queries.check_apart([assessment], by.pk)
    published = corrections_queries.published_values(assessment)
    _check_values(values, workflow_queries.edition_of(assessment))
    has_open_correction = assessment.corrections.filter(state=CorrectionState.PROPOSED).exists()
    corrections_domain.check_proposal(published, values, reason, has_open_correction=has_open_correction)
    now = timezone.now()
    correction = Correction.objects.create(
        assessment=assessment,
        number=assessment.corrections.count() + 1,
        question=question,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=now,
        level_asked_at=now,
    )
    _write_errata(correction, values, published)
    if question is not None and question.state == QuestionState.NEW:
        handle(lock_question(question), QuestionState.HANDLING, by=by)
    changes = _changes(values, published)
    record(Event.CORRECTION_PROPOSED, assessment, by=by, changes=changes, reason=correction.reason)
    tasks.compute_correction.delay_on_commit(correction_id=correction.pk)
    return correction


@transaction.atomic
def retry_corrected_level(*, correction: Correction, by: User) -> Correction:
    """Request the level of a proposed correction again after an error.

    The event stands in a separate chain, because computing again is no step of the assessment. Raises
    WorkflowError: "correction-decided", "level-not-failed".
    """
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    if correction.state != CorrectionState.PROPOSED:
        raise WorkflowError("correction-decided")
    if not correction.level_error:
        raise WorkflowError("level-not-failed")
    event_data = {"correction": correction.pk, "error": correction.level_error}
    recording.record(f"levels:{correction.assessment_id}", Event.LEVEL_RETRIED, by=by, data=event_data)
    correction.level_asked_at, correction.level_attempts, correction.level_error = timezone.now(), 0, ""
    correction.save(update_fields=["level_asked_at", "level_attempts", "level_error"])
    tasks.compute_correction.delay_on_commit(correction_id=correction.pk)
    return correction


@transaction.atomic
def set_corrected_level(
    *, correction: Correction, granted_level: int | None, meeting: Meeting | None, reason: str, by: User
) -> Correction:
    """Store the level that the committee grants with a proposed correction; None keeps the present level.

    `reason` and `meeting` say why a level is granted that differs from the computed one, or who decided so.
    Raises WorkflowError: "correction-decided", "own-entries-result", "meeting-closed", "meeting-date", and
    what `check_level` raises.
    """
    assessment = lock(correction.assessment)
    correction = assessment.corrections.select_for_update().get(pk=correction.pk)
    if correction.state != CorrectionState.PROPOSED:
        raise WorkflowError("correction-decided")
    workflow_queries.check_apart([assessment], by.pk)
    corrections_domain.check_level(
        granted_level,
        present_level=committee_queries.resolution_of(assessment).granted_level,
        reason=reason,
        has_meeting=meeting is not None,
    )
    if meeting is not None:
        _check_meeting(meeting, assessment)
    correction.granted_level, correction.meeting = granted_level, meeting
    correction.level_reason = reason.strip()
    correction.save(update_fields=["granted_level", "meeting", "level_reason"])
    record(
        Event.CORRECTION_LEVEL_SET,
        assessment,
        by=by,
        granted_level=granted_level,
        reason=correction.level_reason,
        **_meeting_facts(meeting),
    )
    return correction


@transaction.atomic
def approve_correction(*, correction: Correction, by: User) -> Correction:
    """Approve a correction: it is shown as an erratum, and the committee's new level, if any, takes effect.

    The published entries and the old resolution stay. Where both levels stay different, the reason given
    before goes on to hold. Raises WorkflowError:
    "not-now", "own-entries-result", "meeting-closed", "meeting-date", and what `check_approval` raises.
    """
    assessment = lock(correction.assessment)
    workflow_domain.target(assessment.status, Step.CORRECT)
    correction = corrections_queries.all_corrections().get(pk=correction.pk)
    facts = corrections_queries.facts_of(correction)
    corrections_domain.check_approval(by.pk, facts)
    workflow_queries.check_apart([assessment], by.pk)
    computed, resolution = correction.computed, committee_queries.resolution_of(assessment)
    old_level = resolution.granted_level
    if correction.granted_level is not None:
        meeting = _check_meeting(correction.meeting, assessment)
        correction.resolution = _replace_resolution(
            assessment, correction, meeting, computed.level, correction.granted_level, by=by
        )
    elif correction.meeting is not None:
        _check_meeting(correction.meeting, assessment)
    elif facts.differs and not correction.level_reason:
        correction.level_reason = facts.standing_reason
    _decide(correction, CorrectionState.APPROVED, by=by)
    correction.save(update_fields=["state", "decided_by", "decided_at", "resolution", "level_reason"])
    if correction.question is not None:
        correct_question(lock_question(correction.question))
    changes = {
        erratum.indicator.code: {"old": erratum.old, "new": plain(erratum.corrected_value)}
        for erratum in correction.errata.all()
    }
    record(
        Event.CORRECTION_APPROVED,
        assessment,
        by=by,
        changes=changes,
        correction=correction.number,
        reason=correction.reason,
        old_computed_level=computed.former_level,
        computed_level=computed.level,
        old_level=old_level,
        granted_level=facts.granted_level,
        level_reason=correction.level_reason,
        **_meeting_facts(correction.meeting),
    )
    return correction


@transaction.atomic
def refuse_correction(*, correction: Correction, note: str, by: User) -> Correction:
    """Refuse a correction; the published result stays. Raises what `check_refusal` raises."""
    assessment = lock(correction.assessment)
    correction = corrections_queries.all_corrections().get(pk=correction.pk)
    corrections_domain.check_refusal(by.pk, corrections_queries.facts_of(correction), note)
    workflow_queries.check_apart([assessment], by.pk)
    _decide(correction, CorrectionState.REFUSED, by=by)
    correction.note = note.strip()
    correction.save(update_fields=["state", "decided_by", "decided_at", "note"])
    record(Event.CORRECTION_REFUSED, assessment, by=by, correction=correction.number, reason=correction.note)
    return correction


def _decide(correction: Correction, state: CorrectionState, *, by: User) -> None:
    """Set the decision on a correction, without saving it."""
    correction.state, correction.decided_by, correction.decided_at = state, by, timezone.now()


def _meeting_facts(meeting: Meeting | None) -> dict[str, str]:
    if meeting is None:
        return {}
    return {"meeting_number": meeting.number, "meeting_date": meeting.date.isoformat()}


def _check_values(values: Mapping[str, EntryValue], edition: Framework) -> None:
    wrong_codes = [
        code
        for code, entry_value in values.items()
        if code not in edition.by_code
        or entry_value.not_applicable
        or not is_answered(entry_value, edition.by_code[code])
        or entry_faults(entry_value, edition.by_code[code])
    ]
    if wrong_codes:
        raise WorkflowError("wrong-value", wrong_codes)


def _check_meeting(meeting: Meeting | None, assessment: Assessment) -> Meeting:
    """Return the meeting, locked; raise WorkflowError unless it can decide on the assessment."""
    if meeting is None:
        raise WorkflowError("not-on-agenda")
    locked = lock_meeting(meeting)
    committee_domain.check_open(is_closed=locked.is_closed)
    committee_queries.check_meeting(assessment, locked)
    return locked


def _write_errata(
    correction: Correction, values: Mapping[str, EntryValue], published: Mapping[str, EntryValue]
) -> None:
    indicators = Indicator.objects.filter(
        aspect__dimension__framework_id=correction.assessment.cycle.framework_id, code__in=values
    )
    errata = Erratum.objects.bulk_create(
        Erratum(
            correction=correction,
            indicator=indicator,
            old=plain(published.get(indicator.code, EntryValue())),
            value=values[indicator.code].value,
        )
        for indicator in indicators
    )
    ErratumInput.objects.bulk_create(
        ErratumInput(erratum=erratum, key=key, value=value)
        for erratum in errata
        for key, value in values[erratum.indicator.code].inputs.items()
    )


def _replace_resolution(
    assessment: Assessment,
    correction: Correction,
    meeting: Meeting,
    computed_level: int,
    granted_level: int,
    *,
    by: User,
) -> Resolution:
    """Create the committee's new resolution and put it in force; the replaced one stays unchanged."""
    resolution = Resolution.objects.create(
        assessment=assessment,
        meeting=meeting,
        replaces=assessment.resolution,
        computed_level=computed_level,
        granted_level=granted_level,
        reason=correction.level_reason,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    assessment.resolution = resolution
    assessment.save(update_fields=["resolution"])
    return resolution


def _changes(
    values: Mapping[str, EntryValue], published: Mapping[str, EntryValue]
) -> dict[str, dict[str, object]]:
    return {
        code: {"old": plain(published.get(code, EntryValue())), "new": plain(entry_value)}
        for code, entry_value in values.items()
    }
