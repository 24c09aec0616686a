"""The trial of a criteria edition with the published values of a year; nothing is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from areas.models import TargetArea
from assessments.corrections.queries import published_values_in
from assessments.entry.domain.values import answers_of
from assessments.trials.domain import Trial, codes_without_value, trial_of
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, Cycle
from indicators.criteria.domain.framework import Indicator
from indicators.crosswalks import queries
from indicators.editions.models import Framework
from indicators.editions.queries import editions


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One assessment with its level in both editions."""

    assessment: Assessment
    trial: Trial


@dataclass(frozen=True, slots=True)
class TrialReport:
    """The published assessments of a cycle, by whether the level changes.

    `without_value` are the indicators of the new edition that no earlier value answers; with
    `leaves_out_missing` they do not count.
    """

    cycle: Cycle
    changed: list[TrialLine]
    unchanged: list[TrialLine]
    without_value: list[Indicator]
    leaves_out_missing: bool

    @property
    def raised(self) -> int:
        return sum(line.trial.new_level > line.trial.old_level for line in self.changed)


def matching(lines: Iterable[TrialLine], values: Mapping[str, object]) -> list[TrialLine]:
    """Return the lines that the filters in `values` leave over, those of `TrialListForm`; at most one query.

    The level is the one under the edition that is tried.
    """
    if {"q", "province", "phase"} & values.keys():
        found = set(TargetArea.objects.matching(values).values_list("pk", flat=True))
        lines = [line for line in lines if line.assessment.area_id in found]
    return [line for line in lines if "level" not in values or line.trial.new_level == values["level"]]


def published_cycles() -> QuerySet[Cycle]:
    """Return the cycles with published results, the newest first."""
    return Cycle.objects.filter(assessments__status=Status.PUBLISHED).distinct().select_related("framework")


def trial_report(framework: Framework, cycle: Cycle, *, leaves_out_missing: bool) -> TrialReport:
    """Return the level of every published assessment of a cycle, by its own edition and by `framework`.

    The values are those that count: audited, and with their corrections. A constant number of queries for
    any number of areas.
    """
    assessments = Assessment.objects.filter(cycle=cycle, status=Status.PUBLISHED)
    assessments = assessments.order_by("area__province__sort_key", "area__sort_key", "area__key")
    rows = list(assessments.select_related("area__province", "cycle__framework", "resolution"))
    values = published_values_in(rows)
    new, old = editions.edition_of(framework), editions.edition_of(cycle.framework)
    origins = queries.origins_between(framework, cycle.framework)
    without_value = codes_without_value(origins)

    def tried(row: Assessment) -> Trial:
        answers = answers_of(values[row.pk], old)
        return trial_of(old, new, answers, origins, leaves_out_missing=leaves_out_missing)

    lines = [TrialLine(row, tried(row)) for row in rows]
    return TrialReport(
        cycle=cycle,
        changed=[line for line in lines if line.trial.is_changed],
        unchanged=[line for line in lines if not line.trial.is_changed],
        without_value=[indicator for indicator in new.indicators if indicator.code in without_value],
        leaves_out_missing=leaves_out_missing,
    )
