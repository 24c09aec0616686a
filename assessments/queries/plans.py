"""What an area plans to reach and how far each target has come."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from areas.models import TargetArea
from assessments import labels
from assessments.domain.entries import Given, answers_of
from assessments.domain.plans import Progress, progress_to
from assessments.models import Assessment, PlanTarget
from assessments.queries.entries import edition_of, given_of
from ecotown.common import thai
from indicators import queries as criteria
from indicators.domain.crosswalk import SAME
from indicators.domain.framework import Indicator
from indicators.domain.result import IndicatorResult
from indicators.domain.scoring import area_level
from indicators.models import Framework


@dataclass(frozen=True, slots=True)
class Target:
    """A target with its indicator as the level rule knows it, what was planned, and the level that meets."""

    row: PlanTarget
    indicator: Indicator
    given: Given
    value: Fraction | None
    level: int

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def framework(self) -> Framework:
        """The edition that the target was planned in."""
        return self.row.indicator.aspect.dimension.framework


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A target beside the present value; `now` is None where the present edition asks something else."""

    target: Target
    now: IndicatorResult | None
    now_level: int
    progress: Progress

    @property
    def words(self) -> str:
        return labels.target_progress(self.progress)


def targets_of(area: TargetArea) -> list[Target]:
    """The targets of an area, by year and in the order of the criteria; two queries."""
    rows = (
        PlanTarget.objects.filter(area=area)
        .select_related("indicator__aspect__dimension__framework", "assessment__cycle")
        .prefetch_related("inputs")
        .order_by("year", "indicator_id")
    )
    return [_target(row) for row in rows]


def targets_in(area: TargetArea, year: int) -> dict[str, Target]:
    """The targets of one year, by the code of their indicator."""
    return {one.code: one for one in targets_of(area) if one.row.year == year}


def plan_subject(area: TargetArea) -> str:
    """Where the history of an area's plan is kept."""
    return f"plan:{area.key}"


def latest_of(area: TargetArea) -> Assessment:
    """The assessment whose values are the present ones; an area with a plan has one."""
    return area.assessments.select_related("cycle__framework").latest("cycle__year")


def plan_of(area: TargetArea) -> list[PlanLine]:
    """Every target with its progress, the late ones first; the same queries for any number of targets."""
    latest = latest_of(area)
    edition = edition_of(latest)
    results = area_level(edition, answers_of(given_of(latest), edition)).indicators
    by_code = {one.code: one for one in results}
    this_year = thai.fiscal_year(timezone.localdate())
    targets = targets_of(area)
    followed = {of: _successors(latest.cycle.framework, of) for of in {one.framework for one in targets}}
    lines = [_line(one, by_code.get(followed[one.framework].get(one.code)), this_year) for one in targets]
    order = [Progress.LATE, Progress.ON_THE_WAY, Progress.REACHED]
    return sorted(lines, key=lambda line: order.index(line.progress))


def _target(row):
    edition = criteria.edition_of(row.indicator.aspect.dimension.framework)
    indicator = edition.by_code[row.indicator.code]
    given = Given(value=row.value, inputs={item.key: item.value for item in row.inputs.all()})
    result = _result(edition, indicator.code, given)
    return Target(row, indicator, given, result.value, max(result.meets, default=0))


def _successors(new: Framework, old: Framework) -> dict[str, str]:
    """The code in a later edition of each indicator that means the same there."""
    origins = criteria.origins_between(new, old)
    return {origin.code: code for code, origin in origins.items() if origin.relation == SAME}


def _line(target, now: IndicatorResult | None, this_year):
    value = now.value if now else None
    progress = progress_to(target.indicator, value, target.value, year=target.row.year, this_year=this_year)
    return PlanLine(target, now, max(now.meets, default=0) if now else 0, progress)


def _result(edition, code, given) -> IndicatorResult:
    """What the level rule says of one value."""
    results = area_level(edition, answers_of({code: given}, edition)).indicators
    return next(one for one in results if one.code == code)
