"""What holds for a cycle: which edition and areas it can have, and which dates."""

import itertools
from collections.abc import Mapping

from assessments.workflow.domain import STAGE_DATES, Day, WorkflowError


def check_edition(*, is_published: bool, effective_from: int, year: int) -> None:
    """Raise WorkflowError unless a cycle of fiscal year `year` can have the edition.

    Raises: "edition-not-published", "edition-not-in-force" for an edition that takes effect in a later year.
    """
    if not is_published:
        raise WorkflowError("edition-not-published")
    if effective_from > year:
        raise WorkflowError("edition-not-in-force")


def check_dates(dates: Mapping[str, Day], *, first: Day, last: Day) -> None:
    """Raise WorkflowError unless the dates follow each other and lie between `first` and `last`.

    Raises: "dates-beyond-year", "dates-out-of-order".
    """
    if any(day < first or last < day for day in dates.values()):
        raise WorkflowError("dates-beyond-year")
    if out_of_order(dates):
        raise WorkflowError("dates-out-of-order")


def out_of_order(dates: Mapping[str, Day]) -> tuple[str, ...]:
    """Return the names of the dates that lie before the date of the stage before them."""
    given = [name for name in STAGE_DATES if name in dates]
    return tuple(name for before, name in itertools.pairwise(given) if dates[name] < dates[before])


def moved_dates(before: Mapping[str, Day], after: Mapping[str, Day]) -> dict[str, tuple[Day, Day]]:
    """Return the dates that differ, each with the old and the new day, in the order of the stages."""
    return {name: (before[name], after[name]) for name in STAGE_DATES if before[name] != after[name]}
