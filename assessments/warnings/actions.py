"""Actions: answer plausibility warnings and write notes on indicators."""

from collections.abc import Mapping, Sequence

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
def answer_warnings(
    *, assessment: Assessment, code: str, marks: Mapping[str, str], reason: str, by: User
) -> Sequence[WarningAnswer]:
    """Store one reason for the warnings of an indicator, shown with the numbers of `marks`, by their keys.

    As many statements for any number of warnings, and one event. Raises WorkflowError: "locked" after
    submission, "not-returned" for a locked indicator, "answer-missing" without a reason and
    "warning-changed" when one of the warnings is no longer raised or its numbers have changed.
    """
    assessment = _lock(assessment, code)
    reason = reason.strip()
    if not visible_text(reason):
        raise WorkflowError("answer-missing", [code])
    shown_warnings = _shown_warnings(assessment, code, marks)
    answers = [shown.answer for shown in shown_warnings if shown.answer and shown.answer.reason == reason]
    if len(answers) == len(shown_warnings):
        return answers
    raised = [plain_warning(shown.warning) for shown in shown_warnings]
    indicator, now = _indicator(assessment, code), timezone.now()
    answers = WarningAnswer.objects.bulk_create(
        [
            WarningAnswer(
                assessment=assessment,
                indicator=indicator,
                kind=shown.warning.kind.value,
                rule=shown.warning.rule,
                raised=plain,
                reason=reason,
                answered_by=by,
                answered_at=now,
            )
            for shown, plain in zip(shown_warnings, raised, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["assessment", "indicator", "kind", "rule"],
        update_fields=["raised", "reason", "answered_by", "answered_at"],
    )
    record(Event.WARNING_ANSWERED, assessment, by=by, indicator=code, raised=raised, reason=reason)
    return answers


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


def _shown_warnings(assessment: Assessment, code: str, marks: Mapping[str, str]) -> list[ShownWarning]:
    """Return the warnings of an indicator that `marks` names; raise WorkflowError("warning-changed")."""
    current = warnings.current_warnings_and_peers(assessment).warnings.get(code, ())
    shown = [warning for warning in current if marks.get(warning.warning.key) == warning.warning.mark]
    if not marks or len(shown) != len(marks):
        raise WorkflowError("warning-changed", [code])
    return shown


def _lock(assessment: Assessment, code: str) -> Assessment:
    """Return the assessment, locked; raise unless the province can change the indicator."""
    locked = lock(assessment)
    domain.check_entering(locked.status)
    domain.check_unlocked([code], locked.unlocked_codes())
    return locked


def _indicator(assessment: Assessment, code: str) -> Indicator:
    return Indicator.objects.get(aspect__dimension__framework_id=assessment.cycle.framework_id, code=code)
