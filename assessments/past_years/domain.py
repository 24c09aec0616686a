"""Which years of an area can be loaded, and what a loaded year must hold."""

from __future__ import annotations

from collections.abc import Sized

from assessments.workflow.domain import WorkflowError

FIRST_YEAR = 2560  # B.E., of the first criteria of the department
LONGEST_SOURCE = 2000
LONGEST_REASON = 500


def check_year(year: int, *, first_assessed: int | None, this_year: int) -> None:
    """Check that a year lies before the area's first assessment in the portal, and has begun.

    Raises WorkflowError: "year-impossible", "year-assessed" from the first assessed year on.
    """
    if not FIRST_YEAR <= year <= this_year:
        raise WorkflowError("year-impossible")
    if first_assessed is not None and year >= first_assessed:
        raise WorkflowError("year-assessed")


def check_content(*, granted_level: int | None, source: str, values: Sized, quantities: Sized) -> None:
    """Check that a loaded year says something, and from where.

    Raises WorkflowError: "no-source", "nothing-to-load" without a value, basic data and a level.
    """
    if not source.strip():
        raise WorkflowError("no-source")
    if granted_level is None and not values and not quantities:
        raise WorkflowError("nothing-to-load")
