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
    unconfirmed_quantities: Iterable[str] = (),
    declared: bool,
) -> None:
    """Raise unless an assessment can be submitted.

    A value or a shared quantity carried forward from the previous cycle must be confirmed or changed, a
    warning answered with a typed reason. A quantity that was never typed is no obstacle. Raises
    WorkflowError: with the indicators "incomplete" when one has no answer, "unconfirmed",
    "unanswered-warnings"; with the keys of the quantities "unconfirmed-quantities"; then "undeclared".
    """
    waiting = {
        "incomplete": tuple(missing_codes),
        "unconfirmed": tuple(unconfirmed_codes),
        "unanswered-warnings": tuple(warned_codes),
        "unconfirmed-quantities": tuple(unconfirmed_quantities),
    }
    for code, indicators in waiting.items():
        if indicators:
            raise WorkflowError(code, indicators)
    if not declared:
        raise WorkflowError("undeclared")
