"""When an assessment can be submitted or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from assessments.workflow.domain import WorkflowError


def check_withdrawal(*, has_begun: bool) -> None:
    """Raise WorkflowError("audit-begun") once an assessor has begun."""
    if has_begun:
        raise WorkflowError("audit-begun")


def check_submission(
    missing_codes: Iterable[str],
    unconfirmed_codes: Iterable[str] = (),
    warned_codes: Iterable[str] = (),
    *,
    declared: bool,
) -> None:
    """Raise unless an assessment can be submitted.

    A value carried forward from the previous cycle must be confirmed or changed, a warning answered with a
    typed reason. Raises WorkflowError: with the indicators "incomplete" when one has no answer,
    "unconfirmed", "unanswered-warnings"; then "undeclared".
    """
    waiting = {
        "incomplete": tuple(missing_codes),
        "unconfirmed": tuple(unconfirmed_codes),
        "unanswered-warnings": tuple(warned_codes),
    }
    for code, indicators in waiting.items():
        if indicators:
            raise WorkflowError(code, indicators)
    if not declared:
        raise WorkflowError("undeclared")
