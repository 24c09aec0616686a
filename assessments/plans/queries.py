"""The targets in the plan of an area and the progress towards each."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from areas.models import TargetArea
from assessments.entry.domain.values import EntryValue, answers_of
from assessments.entry.queries import entered_values
from assessments.plans import words
from assessments.plans.domain import TargetProgress, progress_to
from assessments.plans.models import PlanTarget
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.common.thai import dates
from indicators.criteria.domain import framework as framework_domain
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.result import IndicatorResult
from indicators.criteria.domain.scoring import area_level
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import SAME
from indicators.editions.models import Framework
from indicators.editions.queries import editions


@dataclass(frozen=True, slots=True)
class Target:
    """A target with its indicator, the planned value and the level that the planned value meets."""

    row: PlanTarget
    indicator: Indicator
    entry_value: EntryValue
    value: Fraction | None
    level: int

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def framework(self) -> Framework:
        """Return the edition that the target was planned in."""
        return self.row.indicator.aspect.dimension.framework


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A target beside the present result; `now` is None where the present edition lacks the indicator."""

    target: Target
    now: IndicatorResult | None
    progress: TargetProgress

    @property
    def words(self) -> str:
        return words.target_progress(self.progress)


def targets_of(area: TargetArea) -> list[Target]:
    """Return the targets of an area, by year and in the order of the criteria; two queries."""
    rows = (
        PlanTarget.objects.filter(area=area)
        .select_related("indicator__aspect__dimension__framework", "assessment__cycle")
        .prefetch_related("inputs")
        .order_by("year", "indicator_id")
    )
    return [_target(row) for row in rows]


def targets_in(area: TargetArea, year: int) -> dict[str, Target]:
    """Return the targets of one year, by indicator code."""
    return {target.code: target for target in targets_of(area) if target.row.year == year}


def plan_subject(area: TargetArea) -> str:
    """Return the subject of the history chain of an area's plan."""
    return f"plan:{area.key}"


def latest_assessment(area: TargetArea) -> Assessment:
    """Return the newest assessment of an area; an area with a plan has one."""
    return area.assessments.select_related("cycle__framework").latest("cycle__year")


def plan_of(area: TargetArea) -> list[PlanLine]:
    """Return every target with its progress, late ones first; a constant number of queries."""
    latest = latest_assessment(area)
    edition = edition_of(latest)
    indicator_results = area_level(edition, answers_of(entered_values(latest), edition)).indicators
    results = {result.code: result for result in indicator_results}
    this_year = dates.fiscal_year(timezone.localdate())
    targets = targets_of(area)
    successors = {
        framework: _successors(latest.cycle.framework, framework)
        for framework in {target.framework for target in targets}
    }
    lines = [
        _line(target, results.get(successors[target.framework].get(target.code, "")), this_year)
        for target in targets
    ]
    order = [TargetProgress.LATE, TargetProgress.ON_THE_WAY, TargetProgress.REACHED]
    return sorted(lines, key=lambda line: order.index(line.progress))


def _target(row: PlanTarget) -> Target:
    edition = editions.edition_of(row.indicator.aspect.dimension.framework)
    indicator = edition.by_code[row.indicator.code]
    value = EntryValue(
        value=row.value, inputs={target_input.key: target_input.value for target_input in row.inputs.all()}
    )
    result = _result(edition, indicator.code, value)
    return Target(row, indicator, value, result.value, max(result.meets, default=0))


def _successors(new: Framework, old: Framework) -> dict[str, str]:
    """Return the code in the edition `new` of each indicator of `old` that has the same meaning there."""
    origins = queries.origins_between(new, old)
    return {origin.code: code for code, origin in origins.items() if origin.relation == SAME and origin.code}


def _line(target: Target, present: IndicatorResult | None, this_year: int) -> PlanLine:
    present_value = present.value if present else None
    progress = progress_to(
        target.indicator, present_value, target.value, year=target.row.year, this_year=this_year
    )
    return PlanLine(target, present, progress)


def _result(edition: framework_domain.Framework, code: str, value: EntryValue) -> IndicatorResult:
    """Return the result of the level rule for one value."""
    results = area_level(edition, answers_of({code: value}, edition)).indicators
    return next(result for result in results if result.code == code)
