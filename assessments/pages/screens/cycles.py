"""What the pages of cycles show: their list, a cycle, and what opening or moving dates would change."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils import timezone
from django.utils.functional import Promise

from assessments.cycles.domain import check_closing, check_open, moved_dates, step_states
from assessments.cycles.queries.checklist import Checklist, checklist_of_year
from assessments.cycles.queries.cycles import CarriedLine, StatusCounts, status_counts
from assessments.cycles.words import DATE_LABELS, REFUSALS
from assessments.workflow.domain import ENDABLE, Status, WorkflowError
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


@dataclass(frozen=True)
class ClosingStatement:
    """What closing a cycle would do: shown before it is done."""

    cycle: Cycle
    assessments: Sequence[Assessment]
    on_agenda: int

    @property
    def unfinished(self) -> list[Assessment]:
        return [assessment for assessment in self.assessments if assessment.status in ENDABLE]

    @property
    def granted(self) -> list[Assessment]:
        return [assessment for assessment in self.assessments if assessment.status == Status.GRANTED]

    @property
    def published(self) -> int:
        return sum(assessment.status == Status.PUBLISHED for assessment in self.assessments)

    @property
    def refusal(self) -> str:
        """Return why the cycle cannot be closed now, in words; empty when it can."""
        try:
            check_open(is_closed=self.cycle.is_closed)
            check_closing(granted=len(self.granted), on_agenda=self.on_agenda, unfinished=0, reason="")
        except WorkflowError as error:
            return str(REFUSALS[error.code])
        return ""

    @property
    def mark(self) -> str:
        states = [(assessment.pk, assessment.status) for assessment in self.assessments]
        return _mark_of(self.cycle.pk, states)


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of the year as a person sees it: `url` is empty where they have nothing to do."""

    title: str
    state: str
    detail: str
    due: date | None
    is_late: bool
    url: str


@dataclass(frozen=True, slots=True)
class ShownChecklist:
    """The checklist of a fiscal year as a person sees it."""

    year: int
    cycle: Cycle | None
    steps: list[ShownStep]

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.steps)

    @property
    def current(self) -> ShownStep | None:
        """Return the step that is to be done now, None when all are done."""
        return next((step for step in self.steps if step.state == "current"), None)


def checklist_for(user: User, checklist: Checklist | None = None) -> ShownChecklist:
    """Return a checklist as the user sees it, that of the present cycle when none is given."""
    checklist = checklist or checklist_of_year()
    states = step_states([step.is_done or step.is_left_out for step in checklist.steps])
    today = timezone.localdate()
    steps = [
        ShownStep(
            title=str(step.title),
            state="waiting" if step.is_left_out else state,
            detail=step.detail,
            due=step.due,
            is_late=state != "done" and step.due is not None and step.due < today,
            url=step.url if user.has_perm(step.permission) else "",
        )
        for step, state in zip(checklist.steps, states, strict=True)
    ]
    return ShownChecklist(checklist.year, checklist.cycle, steps)


def cycle_lines(user: User) -> list[CycleLine]:
    """Return all cycles, the newest first; two queries."""
    cycles = list(Cycle.objects.visible_to(user).select_related("framework"))
    counts = status_counts(cycles)
    return [CycleLine(cycle, counts.get(cycle.pk, StatusCounts())) for cycle in cycles]


def stage_dates(cycle: Cycle) -> list[StageDate]:
    """Return the dates of a cycle in words."""
    return [StageDate(DATE_LABELS[name], day) for name, day in cycle.dates.items()]


def _mark_of(*content: object) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
