"""What administrators do with a cycle: open it, move its dates, add areas to it, close it."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.models import TargetArea
from assessments.cycles import domain, notices
from assessments.cycles.queries.cycles import on_open_agenda
from assessments.entry.actions.entries import open_assessment
from assessments.workflow.actions import record_all
from assessments.workflow.domain import ENDABLE, Status, Step, WorkflowError, target
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

    Beside a demonstration every further cycle belongs to it, since it begins with invented values.

    `dates` holds the five date fields of Cycle by name. Raises WorkflowError: "cycle-exists" when the year
    has a cycle already, and what `check_edition` and `check_dates` raise.
    """
    domain.check_edition(
        is_published=framework.is_published, effective_from=framework.effective_from, year=year
    )
    _check_dates(year, dates)
    is_demonstration = is_demonstration or Cycle.objects.filter(is_demonstration=True).exists()
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

    Raises WorkflowError: "cycle-closed", "dates-unchanged", and what `check_dates` raises.
    """
    cycle = lock_cycle(cycle)
    domain.check_open(is_closed=cycle.is_closed)
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

    Raises WorkflowError: "cycle-closed", "nothing-chosen", "areas-take-part" when all take part already.
    """
    cycle = lock_cycle(cycle)
    domain.check_open(is_closed=cycle.is_closed)
    if not areas:
        raise WorkflowError("nothing-chosen")
    taking_part = set(cycle.assessments.values_list("area", flat=True))
    added = [area for area in areas if area.pk not in taking_part]
    if not added:
        raise WorkflowError("areas-take-part")
    event_data = {"areas": [area.key for area in added]}
    recording.record(cycle.history_subject, Event.CYCLE_AREAS_ADDED, by=by, data=event_data)
    return _open_assessments(cycle, added, by=by)


@transaction.atomic
def close_cycle(*, cycle: Cycle, reason: str = "", by: User) -> Cycle:
    """Close a cycle: what is not published ends without a result, and its values stay as they are.

    As many statements for any number of areas. Raises WorkflowError: "cycle-closed", and what `check_closing`
    raises.
    """
    cycle = lock_cycle(cycle)
    domain.check_open(is_closed=cycle.is_closed)
    assessments = _lock_assessments(cycle)
    under_way = [assessment for assessment in assessments if assessment.status in ENDABLE]
    domain.check_closing(
        granted=sum(assessment.status == Status.GRANTED for assessment in assessments),
        on_agenda=on_open_agenda(cycle),
        unfinished=len(under_way),
        reason=reason,
    )
    event_data = {}
    for assessment in under_way:
        event_data[assessment] = {"stage": assessment.status, "reason": reason.strip()}
        assessment.ended_from = assessment.status
        assessment.status = target(assessment.status, Step.END)
    Assessment.objects.bulk_update(under_way, ["status", "ended_from"])
    record_all(Event.ENDED, event_data, by=by)
    cycle.closed_by, cycle.closed_at = by, timezone.now()
    cycle.save(update_fields=["closed_by", "closed_at"])
    closing = {
        "published": sum(assessment.status == Status.PUBLISHED for assessment in assessments),
        "unfinished": [assessment.area.key for assessment in under_way],
        "reason": reason.strip(),
    }
    recording.record(cycle.history_subject, Event.CYCLE_CLOSED, by=by, data=closing)
    return cycle


@transaction.atomic
def reopen_cycle(*, cycle: Cycle, reason: str, by: User) -> Cycle:
    """Open a cycle again that was closed by mistake: what had ended goes on in the status in which it ended.

    Raises what `check_reopening` raises.
    """
    cycle = lock_cycle(cycle)
    domain.check_reopening(is_closed=cycle.is_closed, reason=reason)
    cycle.closed_by = cycle.closed_at = None
    cycle.save(update_fields=["closed_by", "closed_at"])
    ended = [assessment for assessment in _lock_assessments(cycle) if assessment.ended_from]
    for assessment in ended:
        assessment.status = target(assessment.status, Step.RESUME, ended_from=assessment.ended_from)
        assessment.ended_from = ""
    Assessment.objects.bulk_update(ended, ["status", "ended_from"])
    event_data = {assessment: {"stage": assessment.status, "reason": reason.strip()} for assessment in ended}
    record_all(Event.RESUMED, event_data, by=by)
    reopening = {"areas": [assessment.area.key for assessment in ended], "reason": reason.strip()}
    recording.record(cycle.history_subject, Event.CYCLE_REOPENED, by=by, data=reopening)
    return cycle


def lock_cycle(cycle: Cycle) -> Cycle:
    """Return the stored cycle, locked until the transaction ends."""
    return Cycle.objects.select_for_update(of=("self",)).select_related("framework").get(pk=cycle.pk)


def _lock_assessments(cycle: Cycle) -> list[Assessment]:
    """Return the assessments of a cycle, locked in the order in which every action locks several."""
    rows = cycle.assessments.select_for_update(of=("self",)).select_related("area", "cycle")
    return list(rows.order_by("pk"))


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
    today = timezone.localdate()
    # Locked, so that who ends one of them at the same moment comes before or after.
    keys = {area.pk for area in areas}
    locked = TargetArea.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    domain.check_areas(ended=len(keys) - len(locked.in_force_on(today)))
    assessments = [open_assessment(area=area, cycle=cycle, by=by) for area in areas]
    notices.notify_opened(cycle, assessments, by=by)
    return assessments


def _plain(dates: Mapping[str, date]) -> dict[str, str]:
    return {name: day.isoformat() for name, day in dates.items()}
