"""What stands against publishing an edition."""

from dataclasses import dataclass, field

from indicators.criteria.domain.faults import Place, split_fault
from indicators.crosswalks.domain import origins
from indicators.crosswalks.models import Crosswalk
from indicators.crosswalks.queries import crosswalk_of, origins_of
from indicators.editions.models import Aspect, Dimension, Framework, Indicator
from indicators.editions.queries.editions import edition_of
from indicators.editions.queries.examples import ExampleResult, example_results
from indicators.editions.queries.faults import EditionFault, faults_of, parts_of
from indicators.editions.queries.parts import guidance_of, steps_of_kind


@dataclass(frozen=True, slots=True)
class CheckList:
    """The check list of an edition; `counts` are the numbers of dimensions, aspects and indicators."""

    faults: list[EditionFault]
    example_results: list[ExampleResult]
    crosswalk_faults: list[tuple[str, str]]
    counts: tuple[int, int, int]
    without_evidence: list[Indicator] = field(default_factory=list)
    without_definition: list[Indicator] = field(default_factory=list)
    without_step_texts: list[Indicator] = field(default_factory=list)
    never_counting: list[Indicator] = field(default_factory=list)
    has_crosswalk: bool = False

    @property
    def red(self) -> list[ExampleResult]:
        return [result for result in self.example_results if not result.is_green]

    @property
    def open_count(self) -> int:
        """Return the number of points that prevent publishing."""
        return len(self.faults) + len(self.red) + len(self.crosswalk_faults)

    @property
    def is_clean(self) -> bool:
        return not self.open_count


def check_list(framework: Framework) -> CheckList:
    """Return what prevents an edition from being published, and notes about it."""
    parts = parts_of(framework)
    rows = parts.values()
    indicators = [row for row in rows if isinstance(row, Indicator)]
    crosswalk = crosswalk_of(framework)
    return CheckList(
        faults=faults_of(framework, parts),
        example_results=example_results(framework),
        crosswalk_faults=_crosswalk_faults(crosswalk),
        counts=(
            sum(isinstance(row, Dimension) for row in rows),
            sum(isinstance(row, Aspect) for row in rows),
            len(indicators),
        ),
        without_evidence=[row for row in indicators if not row.evidence_th],
        without_definition=[row for row in indicators if not guidance_of(row).definition_th],
        without_step_texts=[row for row in indicators if steps_of_kind(row.kind) and not row.steps.all()],
        never_counting=[row for row in indicators if not row.thresholds.all()],
        has_crosswalk=crosswalk is not None,
    )


def _crosswalk_faults(crosswalk: Crosswalk | None) -> list[tuple[str, str]]:
    if crosswalk is None:
        return []
    faults: list[str] = []
    new, old = edition_of(crosswalk.framework), edition_of(crosswalk.earlier)
    origins.record_origin_faults(origins_of(crosswalk), old, new, Place(faults))
    return [split_fault(fault) for fault in faults]
