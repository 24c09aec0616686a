"""What holds for a cycle: which edition and areas it can have, and which dates."""

import itertools
from collections.abc import Mapping, Sequence
from typing import TypeVar

from assessments.workflow.domain import STAGE_DATES, Day, Status, WorkflowError

AnyDay = TypeVar("AnyDay", bound=Day)

# The steps of a year that every area takes, each with the statuses of an assessment that has taken it.
STEP_STATUSES: Mapping[str, tuple[Status, ...]] = {
    "submit": (
        *(Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT),
        *(Status.COMMITTEE, Status.GRANTED, Status.PUBLISHED),
    ),
    "internal-audit": (Status.EXTERNAL_AUDIT, Status.COMMITTEE, Status.GRANTED, Status.PUBLISHED),
    "external-audit": (Status.COMMITTEE, Status.GRANTED, Status.PUBLISHED),
    "resolve": (Status.GRANTED, Status.PUBLISHED),
    "publish": (Status.PUBLISHED,),
}


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


def moved_dates(
    before: Mapping[str, AnyDay], after: Mapping[str, AnyDay]
) -> dict[str, tuple[AnyDay, AnyDay]]:
    """Return the dates that differ, each with the old and the new day, in the order of the stages."""
    return {name: (before[name], after[name]) for name in STAGE_DATES if before[name] != after[name]}


def check_areas(*, ended: int) -> None:
    """Raise WorkflowError("area-ended") when some of the areas are no target areas any more."""
    if ended:
        raise WorkflowError("area-ended")


def check_open(*, is_closed: bool) -> None:
    """Raise WorkflowError("cycle-closed") after the cycle was closed."""
    if is_closed:
        raise WorkflowError("cycle-closed")


def check_closing(*, granted: int, on_agenda: int, unfinished: int, reason: str) -> None:
    """Raise WorkflowError unless a cycle can be closed.

    `granted` results are not published yet, `on_agenda` counts assessments on the agenda of an open meeting,
    and `unfinished` those that would end without a result. Raises: "granted-unpublished", "still-on-agenda",
    "closing-needs-reason" when something would end without a result.
    """
    if granted:
        raise WorkflowError("granted-unpublished")
    if on_agenda:
        raise WorkflowError("still-on-agenda")
    if unfinished and not reason.strip():
        raise WorkflowError("closing-needs-reason")


def check_reopening(*, is_closed: bool, reason: str) -> None:
    """Raise WorkflowError unless it can be opened again: "cycle-not-closed", "reopening-needs-reason"."""
    if not is_closed:
        raise WorkflowError("cycle-not-closed")
    if not reason.strip():
        raise WorkflowError("reopening-needs-reason")


def step_states(done: Sequence[bool]) -> list[str]:
    """Return the state of each step: "done", "current" for the first that is not done, else "waiting"."""
    current = next((number for number, is_done in enumerate(done) if not is_done), None)
    return [
        "done" if is_done else "current" if number == current else "waiting"
        for number, is_done in enumerate(done)
    ]
