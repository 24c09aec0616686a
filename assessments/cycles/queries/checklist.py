"""The checklist of a fiscal year: it reads from the rows what is done, so that nobody ticks anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from assessments.cycles import words
from assessments.cycles.domain import STEP_STATUSES
from assessments.cycles.queries.cycles import StatusCounts, status_counts
from assessments.cycles.registry import YEAR_STEPS, YearStep
from assessments.workflow.domain import Status
from assessments.workflow.models import Cycle
from ecotown.common.thai.dates import fiscal_year
from indicators.editions.models import Framework

MANAGE, READ = "assessments.manage_cycles", "assessments.read_cycles"
# Where the assessments are led on: URL name and permission of the page, by the step of the year.
PLACES: Mapping[str, tuple[str, str]] = {
    "submit": ("", READ),
    "internal-audit": ("assessments:audits", "assessments.list_audits"),
    "external-audit": ("assessments:audits", "assessments.list_audits"),
    "resolve": ("assessments:committee", "assessments.list_committee"),
    "publish": ("assessments:committee", "assessments.list_committee"),
}
# The field of the cycle that holds the day of a step.
DAYS = {
    "submit": "submit_by",
    "internal-audit": "internal_audit_by",
    "external-audit": "external_audit_by",
    "resolve": "committee_by",
}


@dataclass(frozen=True, slots=True)
class Checklist:
    """The steps of a fiscal year in their order, and its cycle, None before it is opened."""

    year: int
    cycle: Cycle | None
    steps: list[YearStep]


def current_cycle() -> Cycle | None:
    """Return the cycle of the present fiscal year, else the newest one; None without any."""
    cycles = Cycle.objects.select_related("framework")
    return cycles.filter(year=fiscal_year(timezone.localdate())).first() or cycles.first()


def checklist_of_year() -> Checklist:
    """Return the checklist of the present cycle, of the present fiscal year when there is none."""
    cycle = current_cycle()
    return checklist_of(cycle) if cycle else checklist_before(fiscal_year(timezone.localdate()))


def checklist_before(year: int) -> Checklist:
    """Return the checklist of a fiscal year that has no cycle yet."""
    return Checklist(year, None, list(_steps(year, None, StatusCounts())))


def checklist_of(cycle: Cycle) -> Checklist:
    """Return the checklist of a cycle, in a constant number of queries."""
    counts = status_counts([cycle]).get(cycle.pk, StatusCounts())
    return Checklist(cycle.year, cycle, list(_steps(cycle.year, cycle, counts)))


def _steps(year: int, cycle: Cycle | None, counts: StatusCounts) -> Iterator[YearStep]:
    yield YearStep(
        words.YEAR_STEPS["edition"],
        is_done=cycle is not None or Framework.objects.in_force(year).exists(),
        url=reverse("indicators:edition-list"),
        permission="indicators.list_editions",
    )
    yield YearStep(
        words.YEAR_STEPS["open"],
        is_done=cycle is not None,
        detail=words.areas_taking_part(counts.total) if cycle else "",
        due=cycle.opens_on if cycle else None,
        url=cycle.get_absolute_url() if cycle else f"{reverse('assessments:open-cycle')}?year={year}",
        permission=READ if cycle else MANAGE,
    )
    for name in STEP_STATUSES:
        yield _area_step(name, cycle, counts)
    for steps_of in YEAR_STEPS:
        yield from steps_of(year)
    yield YearStep(
        words.YEAR_STEPS["close"],
        is_done=cycle is not None and cycle.is_closed,
        url=reverse("assessments:close-cycle", args=[cycle.pk]) if cycle and not cycle.is_closed else "",
        permission=MANAGE,
    )


def _area_step(name: str, cycle: Cycle | None, counts: StatusCounts) -> YearStep:
    """Return a step that every area takes; those that ended without a result need not take it any more.

    A step that no area took is not done: the closing of the cycle left it out.
    """
    done, total, ended = counts.of(*STEP_STATUSES[name]), counts.total, counts.of(Status.UNFINISHED)
    url_name, permission = PLACES[name]
    is_done = done > 0 and done >= total - ended
    day: date | None = getattr(cycle, DAYS[name]) if cycle and name in DAYS else None
    return YearStep(
        words.YEAR_STEPS[name],
        is_done=is_done,
        detail=words.areas_done(done, total, ended) if total else "",
        due=day,
        url=reverse(url_name) if url_name else _areas_url(cycle),
        permission=permission,
        is_left_out=cycle is not None and cycle.is_closed and not is_done,
    )


def _areas_url(cycle: Cycle | None) -> str:
    return f"{cycle.get_absolute_url()}#areas" if cycle else ""
