"""What capabilities above the entry declare: where the values of years before the portal are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.entry.domain.values import EntryValue
from indicators.editions.models import Framework


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """The values of an area in a year before the portal, by the indicator codes of `framework`.

    `quantities` are the shared quantities by key.
    """

    year: int
    framework: Framework
    values: Mapping[str, EntryValue]
    quantities: Mapping[str, Decimal] = field(default_factory=dict)


# Takes the id of an area, a year and a number: so many of the last loaded years before it, the newest first.
LoadedYears = Callable[[int, int, int], list[LoadedYear]]
LOADED_YEARS: list[LoadedYears] = []


def declare_loaded_years(source: LoadedYears) -> None:
    """Register what finds the last loaded years of an area before a year."""
    LOADED_YEARS.append(source)
