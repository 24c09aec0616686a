"""Actions: answer plausibility warnings and write notes on indicators."""

from django.db import transaction
from django.utils import timezone

from assessments.warnings.domain.stored_warnings import plain_warning
from assessments.warnings.models import Note, WarningAnswer
from assessments.warnings.queries import warnings
from assessments.warnings.queries.warnings import ShownWarning
from assessments.workflow import domain
from assessments.workflow.actions import lock, record
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.thai.typed_text import visible_text
from indicators.editions.models import Indicator


@transaction.atomic
def answer_warning(
    *, assessment: Assessment, code: str, key: str, mark: str, reason: str, by: User
) -> WarningAnswer:
    """Store the reason for the warning `key` of an indicator, shown with the numbers of `mark`.

    Raises WorkflowError: "locked" after submission, "not-returned" for a locked indicator,
    "answer-missing" without a reason and "warning-changed" when the warning is no longer raised or its
    numbers have changed.
    """
    assessment = _lock(assessment, code)
    reason = reason.strip()
    if not visible_text(reason):
        raise WorkflowError("answer-missing", [code])
    shown_warning = _shown_warning(assessment, code, key, mark)
    if shown_warning.answer and shown_warning.answer.reason == reason:
        return shown_warning.answer
    warning = shown_warning.warning
    raised = plain_warning(warning)
    answer, _ = WarningAnswer.objects.update_or_create(
        assessment=assessment,
        indicator=_indicator(assessment, code),
        kind=warning.kind.value,
        rule=warning.rule,
        defaults={
            "raised": raised,
            "reason": reason,
            "answered_by": by,
            "answered_at": timezone.now(),
        },
    )
    record(Event.WARNING_ANSWERED, assessment, by=by, indicator=code, raised=raised, reason=reason)
    return answer


@transaction.atomic
def save_note(
    *, assessment: Assessment, code: str, text: str, expected: int | None = None, by: User
) -> Note | None:
    """Store the officer's note on an indicator and return it; None when there was none and `text` is empty.

    `expected` is the revision of the note when the officer began to write, 0 for none. Raises WorkflowError:
    "locked" after submission, "not-returned" for a locked indicator, "changed-meanwhile" when someone else
    changed the note first; Indicator.DoesNotExist for an unknown code.
    """
    assessment = _lock(assessment, code)
    indicator = _indicator(assessment, code)
    stored = assessment.notes.filter(indicator=indicator).first()
    text = "\n".join(text.strip().splitlines())
    old, revision = (stored.text, stored.revision) if stored else ("", 0)
    if text == old:
        return stored
    if expected is not None and expected != revision:
        raise WorkflowError("changed-meanwhile", [code])
    note, _ = Note.objects.update_or_create(
        assessment=assessment,
        indicator=indicator,
        defaults={
            "text": text,
            "revision": revision + 1,
            "written_by": by,
            "written_at": timezone.now(),
        },
    )
    record(Event.NOTE_SAVED, assessment, by=by, indicator=code, old=old, note=text)
    return note


def _shown_warning(assessment: Assessment, code: str, key: str, mark: str) -> ShownWarning:
    """Return the warning of an indicator by key and mark; raise WorkflowError("warning-changed") for none."""
    for shown_warning in warnings.current_warnings_and_peers(assessment).warnings.get(code, ()):
        if (shown_warning.warning.key, shown_warning.warning.mark) == (key, mark):
            return shown_warning
    raise WorkflowError("warning-changed", [code])


def _lock(assessment: Assessment, code: str) -> Assessment:
    """Return the assessment, locked; raise unless the province can change the indicator."""
    locked = lock(assessment)
    domain.check_entering(locked.status)
    domain.check_unlocked([code], locked.unlocked_codes())
    return locked


def _indicator(assessment: Assessment, code: str) -> Indicator:
    return Indicator.objects.get(aspect__dimension__framework_id=assessment.cycle.framework_id, code=code)
