"""What the pages of cycles show: their list, a cycle, and what opening or moving dates would change."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.functional import Promise

from assessments.cycles.domain import moved_dates
from assessments.cycles.queries import CarriedLine, StatusCounts, status_counts
from assessments.cycles.words import DATE_LABELS
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, Cycle
from ecotown.accounts.models import User
from indicators.editions.models import Framework


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle in the list of all, with how far its assessments are."""

    cycle: Cycle
    counts: StatusCounts

    @property
    def published(self) -> int:
        return self.counts.of(Status.PUBLISHED)


@dataclass(frozen=True, slots=True)
class StageDate:
    """The date of a stage of a cycle in words."""

    label: str | Promise
    day: date


@dataclass(frozen=True)
class OpeningStatement:
    """What opening a cycle would do: shown before it is done.

    `mark` changes with everything that is shown: what was confirmed is what is opened.
    """

    year: int
    framework: Framework
    dates: Mapping[str, date]
    lines: Collection[CarriedLine]

    @property
    def stage_dates(self) -> list[StageDate]:
        return [StageDate(DATE_LABELS[name], day) for name, day in self.dates.items()]

    @property
    def carried_areas(self) -> int:
        return sum(bool(line.values or line.quantities) for line in self.lines)

    @property
    def empty_areas(self) -> int:
        return len(self.lines) - self.carried_areas

    @property
    def values(self) -> int:
        return sum(line.values for line in self.lines)

    @property
    def mark(self) -> str:
        lines = [(line.area.pk, line.year, line.values, line.quantities) for line in self.lines]
        dates = [day.isoformat() for day in self.dates.values()]
        return _mark_of(self.year, self.framework.pk, dates, lines)


@dataclass(frozen=True, slots=True)
class MovedDate:
    """A date of a cycle that is moved, and how many people are told."""

    label: str | Promise
    old: date
    new: date
    told: int


@dataclass(frozen=True)
class MovingStatement:
    """What moving the dates of a cycle would change, and how many people would be told, before it is done."""

    cycle: Cycle
    dates: Mapping[str, date]
    reason: str
    told: Mapping[str, int]

    @property
    def moved(self) -> list[MovedDate]:
        moved = moved_dates(self.cycle.dates, self.dates)
        return [MovedDate(DATE_LABELS[name], old, new, self.told[name]) for name, (old, new) in moved.items()]

    @property
    def mark(self) -> str:
        days = [(str(moved.old), str(moved.new)) for moved in self.moved]
        return _mark_of(self.cycle.pk, days, self.reason)


def cycle_lines(user: User) -> list[CycleLine]:
    """Return all cycles, the newest first; two queries."""
    cycles = list(Cycle.objects.visible_to(user).select_related("framework"))
    counts = status_counts(cycles)
    return [CycleLine(cycle, counts.get(cycle.pk, StatusCounts())) for cycle in cycles]


def stage_dates(cycle: Cycle) -> list[StageDate]:
    """Return the dates of a cycle in words."""
    return [StageDate(DATE_LABELS[name], day) for name, day in cycle.dates.items()]


def by_province(assessments: Collection[Assessment]) -> dict[str, list[Assessment]]:
    """Return assessments that are sorted by province, by the name of the province."""
    provinces: dict[str, list[Assessment]] = {}
    for assessment in assessments:
        provinces.setdefault(str(assessment.area.province), []).append(assessment)
    return provinces


def _mark_of(*content: object) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
