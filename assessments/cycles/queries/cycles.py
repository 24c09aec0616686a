"""What is carried forward into a cycle, how far its assessments are, and its history."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from areas.models import TargetArea
from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import AgendaItem
from assessments.cycles import words
from assessments.entry.models import Entry, QuantityEntry
from assessments.entry.queries import EarlierValues, entered_values_in, same_quantities
from assessments.past_years.queries import last_years, quantities_in, values_in
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, Cycle
from assessments.workflow.queries import edition_of
from ecotown.accounts.models import User
from ecotown.common.history.models import Event
from ecotown.common.history.reading import Change, ShownEvent, shown_events
from ecotown.common.thai.formats import short_date
from indicators.crosswalks.queries import origins_between
from indicators.editions.models import Framework
from indicators.editions.queries import editions


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """What the assessment of an area would begin with: counts of values and basic data of an earlier year.

    `year` is None when the area has neither an earlier assessment nor a loaded year, which `is_loaded` says.
    """

    area: TargetArea
    year: int | None
    values: int = 0
    quantities: int = 0
    is_loaded: bool = False


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many assessments of a cycle have each status."""

    by_status: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.by_status.values())

    def of(self, *statuses: Status) -> int:
        return sum(self.by_status.get(status, 0) for status in statuses)


def carried_lines(areas: Collection[TargetArea], framework: Framework, year: int) -> list[CarriedLine]:
    """Return what a cycle of `year` by the edition `framework` would carry forward for each area.

    It is what `open_assessment` writes. A constant number of queries for any number of areas.
    """
    latest = _latest_assessments(areas, before=year)
    values = entered_values_in(Entry.objects.filter(assessment__in=latest.values()))
    quantities = _quantity_keys(latest.values())
    lines = _lines_of_loaded_years([area for area in areas if area.pk not in latest], framework, year)
    for area_id, assessment in latest.items():
        lines[area_id] = _carried_line(
            assessment.area,
            EarlierValues(
                assessment=assessment,
                year=assessment.cycle.year,
                edition=edition_of(assessment),
                values=values.get(assessment.pk, {}),
                origins=origins_between(framework, assessment.cycle.framework),
            ),
            quantities[assessment.pk],
            framework,
        )
    return [lines.get(area.pk, CarriedLine(area, None)) for area in areas]


def _lines_of_loaded_years(
    areas: Collection[TargetArea], framework: Framework, year: int
) -> dict[int, CarriedLine]:
    """Return what is carried forward for areas that have no assessment, from the years loaded of them."""
    latest = last_years(areas, before=year)
    keys = [past_year.pk for past_year in latest.values()]
    values, quantities = values_in(keys), quantities_in(keys)
    lines = {}
    for area in areas:
        if past_year := latest.get(area.pk):
            earlier = EarlierValues(
                assessment=None,
                year=past_year.year,
                edition=editions.edition_of(past_year.framework),
                values=values.get(past_year.pk, {}),
                origins=origins_between(framework, past_year.framework),
            )
            lines[area.pk] = _carried_line(area, earlier, {*quantities.get(past_year.pk, {})}, framework)
    return lines


def _carried_line(
    area: TargetArea, earlier: EarlierValues, quantities: set[str], framework: Framework
) -> CarriedLine:
    kept = quantities & same_quantities(earlier.edition, editions.edition_of(framework))
    return CarriedLine(area, earlier.year, len(earlier.comparable), len(kept), earlier.is_loaded)


def _latest_assessments(areas: Collection[TargetArea], *, before: int) -> dict[int, Assessment]:
    """Return the last assessment of each area before a year, by the id of the area; one query."""
    rows = Assessment.objects.filter(area__in=areas, cycle__year__lt=before)
    latest: dict[int, Assessment] = {}
    for assessment in rows.select_related("cycle__framework", "area__province").order_by("cycle__year"):
        latest[assessment.area_id] = assessment
    return latest


def _quantity_keys(assessments: Collection[Assessment]) -> Mapping[int, set[str]]:
    keys: defaultdict[int, set[str]] = defaultdict(set)
    rows = QuantityEntry.objects.filter(assessment__in=assessments)
    for assessment, key in rows.order_by().values_list("assessment", "quantity__key"):
        keys[assessment].add(key)
    return keys


def status_counts(cycles: Collection[Cycle] | QuerySet[Cycle]) -> Mapping[int, StatusCounts]:
    """Return how many assessments of each cycle have each status, by the id of the cycle; one query."""
    rows = Assessment.objects.filter(cycle__in=cycles).order_by().values("cycle", "status")
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for row in rows.annotate(number=Count("pk")):
        counts[row["cycle"]][row["status"]] = row["number"]
    return {cycle: StatusCounts(by_status) for cycle, by_status in counts.items()}


def taking_part(cycle: Cycle, user: User) -> QuerySet[Assessment]:
    """Return the assessments of a cycle that the user may see, by province and area."""
    rows = Assessment.objects.visible_to(user).filter(cycle=cycle).select_related("area__province")
    return rows.order_by("area__province__sort_key", "area__sort_key", "area__key")


def on_open_agenda(cycle: Cycle) -> int:
    """Return how many assessments of a cycle wait on the agenda of a meeting for its decision."""
    return AgendaItem.objects.filter(assessment__cycle=cycle, outcome=Outcome.WAITING).count()


def areas_left_out(cycle: Cycle) -> QuerySet[TargetArea]:
    """Return the target areas of today that do not take part in a cycle."""
    areas = TargetArea.objects.in_force_on(timezone.localdate())
    return areas.exclude(assessments__cycle=cycle).select_related("province")


def history_of(cycle: Cycle, assessments: Collection[Assessment]) -> list[ShownEvent]:
    """Return what was done with the cycle, the newest first; one query.

    Of the areas only those of `assessments` are named, which the reader may see.
    """
    names = {assessment.area.key: str(assessment.area) for assessment in assessments}
    return shown_events(
        cycle.history_subject,
        words.event_label,
        changes=_moved,
        facts=lambda row: words.facts_of(row.data, names),
    )


def _moved(row: Event) -> list[Change]:
    return [
        (str(words.DATE_LABELS.get(name, name)), _day(change, "old"), _day(change, "new"))
        for name, change in row.data.get("moved", {}).items()
    ]


def _day(change: Mapping[str, str], side: str) -> str:
    try:
        return str(short_date(date.fromisoformat(change[side])))
    except (KeyError, TypeError, ValueError):
        # A row that was tampered with is shown unformatted; the verification of the chain reports it.
        return str(change)
