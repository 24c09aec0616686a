"""Registry of the steps of a year, to which rooms above the assessments add theirs at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class YearStep:
    """A step of a fiscal year: whether it is done, and how far it has come, in words.

    `due` is the day by which it is to be done. `url` leads to where it is done, for those who have the
    permission. `is_left_out` says that it was not done, and is not to be done any more.
    """

    title: str | Promise
    is_done: bool
    detail: str = ""
    due: date | None = None
    url: str = ""
    permission: str = ""
    is_left_out: bool = False


YearSteps = Callable[[int], list[YearStep]]

# Each returns its steps of a fiscal year (B.E.), in a constant number of queries.
YEAR_STEPS: list[YearSteps] = []


def declare_year_steps(steps_of: YearSteps) -> None:
    """Register steps that stand between the publication of the results and the closing of the cycle."""
    YEAR_STEPS.append(steps_of)
