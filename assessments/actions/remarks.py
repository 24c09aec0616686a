"""Giving the reason why a doubted value is right, and writing notes beside the values."""

from django.db import transaction
from django.utils import timezone

from assessments import queries
from assessments.actions.deeds import lock, record
from assessments.domain import workflow
from assessments.domain.kept_warnings import plain
from assessments.domain.workflow import WorkflowError
from assessments.models import Assessment, Note, WarningAnswer
from ecotown.accounts.models import User
from ecotown.common.typed_text import visible
from indicators.models import Indicator


@transaction.atomic
def answer_warning(
    *, assessment: Assessment, code: str, key: str, mark: str, reason: str, by: User
) -> WarningAnswer:
    """Give the reason for the warning `key` of an indicator, as it was shown with the numbers of `mark`.

    Raises WorkflowError: "locked" after submission, "not-returned" for a locked indicator,
    "answer-missing" without a reason and "warning-changed" when there is no such warning or it is about
    other numbers now.
    """
    assessment = _lock(assessment, code)
    reason = reason.strip()
    if not visible(reason):
        raise WorkflowError("answer-missing", [code])
    shown = queries.remarks_now(assessment).warnings.get(code, ())
    found = next((one for one in shown if (one.warning.key, one.warning.mark) == (key, mark)), None)
    if found is None:
        raise WorkflowError("warning-changed", [code])
    if found.answer and found.answer.reason == reason:
        return found.answer
    warning = found.warning
    answer, _ = WarningAnswer.objects.update_or_create(
        assessment=assessment,
        indicator=_indicator(assessment, code),
        kind=warning.kind.value,
        rule=warning.rule,
        defaults={
            "raised": plain(warning),
            "reason": reason,
            "answered_by": by,
            "answered_at": timezone.now(),
        },
    )
    record("warning-answered", assessment, by=by, indicator=code, raised=plain(warning), reason=reason)
    return answer


@transaction.atomic
def save_note(
    *, assessment: Assessment, code: str, text: str, seen: int | None = None, by: User
) -> Note | None:
    """Keep what the officer wrote about an indicator; None while nothing was ever written.

    `seen` is the revision of the note that stood there when the officer began to write, 0 for none.
    Raises WorkflowError: "locked" after submission and "changed-meanwhile" when someone else was faster;
    Indicator.DoesNotExist for an unknown code.
    """
    assessment = _lock(assessment, code)
    indicator = _indicator(assessment, code)
    stored = assessment.notes.filter(indicator=indicator).first()
    text = "\n".join(text.strip().splitlines())
    old, revision = (stored.text, stored.revision) if stored else ("", 0)
    if text == old:
        return stored
    if seen is not None and seen != revision:
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
    record("note-saved", assessment, by=by, indicator=code, old=old, note=text)
    return note


def _lock(assessment, code):
    """The assessment, locked, while the province has it and the indicator is open to it."""
    locked = lock(assessment)
    workflow.check_entering(locked.status)
    workflow.check_unlocked([code], locked.unlocked_codes())
    return locked


def _indicator(assessment, code):
    return Indicator.objects.get(aspect__dimension__framework_id=assessment.cycle.framework_id, code=code)
