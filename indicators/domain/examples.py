"""The worked examples that an edition must compute as expected before it is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from indicators.domain.answers_reading import AnswersError, read_answers
from indicators.domain.faults import Place
from indicators.domain.fields import Fields
from indicators.domain.framework import Framework, Indicator
from indicators.domain.scoring import area_level


@dataclass(frozen=True, slots=True)
class Example:
    """Answers by code, as a file of answers has them, and the level that they are expected to give."""

    name: str
    answers: dict[str, object]
    expected_level: int


def read_examples(value: object, at: Place) -> list[Example]:
    """Return the examples of a list in a file, recording what breaks its form.

    Whether the answers fit an edition is for `compute` to say: such an example is red, not broken.
    """
    if not isinstance(value, list):
        at.refuse("a list of examples is expected")
        return []
    examples = [_example(item, at.item(index)) for index, item in enumerate(value)]
    seen: dict[str, int] = {}
    for index, example in enumerate(examples):
        if example.name and seen.setdefault(example.name, index) != index:
            at.item(index).key("name").refuse("two examples have this name")
    return examples


def _example(value: object, at: Place) -> Example:
    fields = Fields(value, at)
    name = fields.code("name")
    answers = fields.fields("answers")
    level = fields.number("expected_level")
    if level.denominator != 1 or not 0 <= level <= 9:
        at.key("expected_level").refuse("a level is a whole number")
    return Example(name, dict(answers.entries()) if answers else {}, int(level))


def compute(framework: Framework, document: object) -> tuple[int | None, tuple[str, ...]]:
    """Return the level that the answers give, or None and why they do not fit the framework."""
    try:
        return area_level(framework, read_answers(document, framework)).level, ()
    except AnswersError as error:
        return None, error.faults


def check_examples(
    framework: Framework, examples: Iterable[tuple[str, object, int]]
) -> list[tuple[str, int, int | None]]:
    """Return (name, expected level, computed level) of every example that does not compute as expected.

    An example is (name, answers document, expected level). Answers that do not fit the framework
    compute to None, so they are always red.
    """
    computed = [(name, expected, compute(framework, document)[0]) for name, document, expected in examples]
    return [row for row in computed if row[1] != row[2]]


def answers_reaching(framework: Framework, level: int) -> dict[str, object]:
    """Return answers that just reach what `level` asks of each indicator, to begin an example with.

    An indicator that does not count yet at `level` is left out.
    """
    reached = ((one, one.thresholds[level - 1]) for one in framework.indicators if level)
    return {one.code: _ready(one, bar) for one, bar in reached if bar is not None}


def _ready(indicator: Indicator, value: Fraction) -> object:
    if indicator.kind == "boolean":
        return bool(value)
    return value.numerator if value.denominator == 1 else value
