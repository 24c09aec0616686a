"""Running the worked examples of an edition."""

from dataclasses import dataclass

from indicators.criteria.domain.exact_json import parse_json
from indicators.editions.domain import example_level
from indicators.editions.models import Framework, WorkedExample
from indicators.editions.queries.editions import edition_of


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """A worked example with the level it gives now: None, with `faults`, when its answers do not fit."""

    example: WorkedExample
    computed: int | None
    faults: tuple[str, ...] = ()

    @property
    def is_green(self) -> bool:
        return self.computed == self.example.expected_level


def example_results(framework: Framework) -> list[ExampleResult]:
    """Return every worked example with its computed level; one query besides those of the edition."""
    edition = edition_of(framework)
    examples = framework.worked_examples.all()
    return [
        ExampleResult(example, *example_level(edition, parse_json(example.answers))) for example in examples
    ]


def red_examples(framework: Framework) -> frozenset[int]:
    """Return the ids of the worked examples whose level is not the expected one."""
    return frozenset(result.example.pk for result in example_results(framework) if not result.is_green)


def red_example_lines(framework: Framework) -> list[str]:
    """Return one line for each worked example whose level is not the expected one."""
    return [
        f"{result.example.name}: {result.example.expected_level} expected,"
        f" {'no level' if result.computed is None else result.computed} computed"
        for result in example_results(framework)
        if not result.is_green
    ]
