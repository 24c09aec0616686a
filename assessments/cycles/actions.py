"""What administrators do with a cycle: open it, move its dates, add areas to it."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import IntegrityError, transaction

from areas.models import TargetArea
from assessments.cycles import domain, notices
from assessments.entry.actions.entries import open_assessment
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment, Cycle
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.thai import dates as thai_dates
from indicators.editions.models import Framework


def usual_dates(year: int) -> dict[str, date]:
    """Return suggested dates for a cycle of fiscal year `year` (B.E.), by field name of Cycle.

    The real dates differ from year to year by months.
    """
    common_era = year - thai_dates.BUDDHIST_ERA
    return {
        "opens_on": date(common_era - 1, 10, 1),
        "submit_by": date(common_era, 3, 31),
        "internal_audit_by": date(common_era, 5, 31),
        "external_audit_by": date(common_era, 7, 31),
        "committee_by": date(common_era, 9, 30),
    }


def days_of(year: int) -> tuple[date, date]:
    """Return the first and the last day that a date of a cycle of fiscal year `year` (B.E.) can have.

    From nine months before the fiscal year to fifteen months after it: another date has a mistyped year.
    """
    common_era = year - thai_dates.BUDDHIST_ERA
    return date(common_era - 1, 1, 1), date(common_era + 1, 12, 31)


@transaction.atomic
def open_cycle(
    *,
    year: int,
    framework: Framework,
    dates: Mapping[str, date],
    areas: Collection[TargetArea] = (),
    is_demonstration: bool = False,
    by: User | None,
) -> Cycle:
    """Open a cycle with an assessment for each area, which begins with the values of the cycle before.

    `dates` holds the five date fields of Cycle by name. Raises WorkflowError: "cycle-exists" when the year
    has a cycle already, and what `check_edition` and `check_dates` raise.
    """
    domain.check_edition(
        is_published=framework.is_published, effective_from=framework.effective_from, year=year
    )
    _check_dates(year, dates)
    cycle = Cycle(year=year, framework=framework, is_demonstration=is_demonstration, **dates)
    _insert(cycle)
    event_data = {
        "edition": framework.edition,
        "dates": _plain(dates),
        "areas": [area.key for area in areas],
    }
    recording.record(cycle.history_subject, Event.CYCLE_OPENED, by=by, data=event_data)
    _open_assessments(cycle, areas, by=by)
    return cycle


@transaction.atomic
def move_dates(*, cycle: Cycle, dates: Mapping[str, date], reason: str, by: User) -> Cycle:
    """Move dates of the stages; `dates` holds all five. Those whose work a moved date concerns are told.

    Raises WorkflowError: "dates-unchanged", and what `check_dates` raises.
    """
    cycle = lock_cycle(cycle)
    _check_dates(cycle.year, dates)
    moved = domain.moved_dates(cycle.dates, dates)
    if not moved:
        raise WorkflowError("dates-unchanged")
    for name, (_old, new) in moved.items():
        setattr(cycle, name, new)
    cycle.save(update_fields=list(moved))
    changes = {name: {"old": old.isoformat(), "new": new.isoformat()} for name, (old, new) in moved.items()}
    event_data = {"moved": changes, "reason": reason.strip()}
    recording.record(cycle.history_subject, Event.DATES_MOVED, by=by, data=event_data)
    notices.notify_moved(cycle, moved, by=by)
    return cycle


@transaction.atomic
def add_areas(*, cycle: Cycle, areas: Collection[TargetArea], by: User | None) -> list[Assessment]:
    """Add areas to a cycle that is open already; those that take part already stay as they are.

    Raises WorkflowError: "nothing-chosen", "areas-take-part" when all of them take part already.
    """
    cycle = lock_cycle(cycle)
    if not areas:
        raise WorkflowError("nothing-chosen")
    taking_part = set(cycle.assessments.values_list("area", flat=True))
    added = [area for area in areas if area.pk not in taking_part]
    if not added:
        raise WorkflowError("areas-take-part")
    event_data = {"areas": [area.key for area in added]}
    recording.record(cycle.history_subject, Event.CYCLE_AREAS_ADDED, by=by, data=event_data)
    return _open_assessments(cycle, added, by=by)


def lock_cycle(cycle: Cycle) -> Cycle:
    """Return the stored cycle, locked until the transaction ends."""
    return Cycle.objects.select_for_update(of=("self",)).select_related("framework").get(pk=cycle.pk)


def _insert(cycle: Cycle) -> None:
    try:
        with transaction.atomic():
            cycle.save(force_insert=True)
    except IntegrityError as error:
        if Cycle.objects.filter(year=cycle.year).exists():
            raise WorkflowError("cycle-exists") from error
        raise


def _check_dates(year: int, dates: Mapping[str, date]) -> None:
    first, last = days_of(year)
    domain.check_dates(dates, first=first, last=last)


def _open_assessments(cycle: Cycle, areas: Collection[TargetArea], *, by: User | None) -> list[Assessment]:
    assessments = [open_assessment(area=area, cycle=cycle, by=by) for area in areas]
    notices.notify_opened(cycle, assessments, by=by)
    return assessments


def _plain(dates: Mapping[str, date]) -> dict[str, str]:
    return {name: day.isoformat() for name, day in dates.items()}
