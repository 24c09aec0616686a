"""Worked examples: answers with an expected level, which an edition must compute before it is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from indicators.criteria.domain.answers_reading import AnswersError, read_answers
from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.domain.scoring import area_level


@dataclass(frozen=True, slots=True)
class Example:
    """Answers by code, in the form of an answers file, and the level they are expected to give."""

    name: str
    answers: dict[str, object]
    expected_level: int


def read_examples(value: object, at: Place) -> list[Example]:
    """Return the worked examples in a list of a file; faults of its structure are recorded at `at`.

    Whether the answers fit the edition is not checked here: `example_level` returns their faults.
    """
    if not isinstance(value, list):
        at.refuse("a list of examples is expected")
        return []
    examples = [_example(item, at.item(index)) for index, item in enumerate(value)]
    first_indices: dict[str, int] = {}
    for index, example in enumerate(examples):
        if example.name and first_indices.setdefault(example.name, index) != index:
            at.item(index).key("name").refuse("two examples have this name")
    return examples


def _example(value: object, at: Place) -> Example:
    fields = Fields(value, at)
    name = fields.required_text("name")
    answers = fields.fields("answers")
    level = fields.number("expected_level")
    if level.denominator != 1 or not 0 <= level <= 9:
        at.key("expected_level").refuse("a level is a whole number")
    return Example(name, dict(answers.entries()) if answers else {}, int(level))


def example_level(framework: Framework, document: object) -> tuple[int | None, tuple[str, ...]]:
    """Return (level, ()) for an answers document, or (None, faults) when it does not fit the framework."""
    try:
        return area_level(framework, read_answers(document, framework)).level, ()
    except AnswersError as error:
        return None, error.faults


def check_examples(
    framework: Framework, examples: Iterable[tuple[str, object, int]]
) -> list[tuple[str, int, int | None]]:
    """Return (name, expected level, computed level) of every example with another level than expected.

    An example is (name, answers document, expected level). The computed level is None when the answers
    do not fit the framework, so such an example is always in the list.
    """
    computed = [
        (name, expected, example_level(framework, document)[0]) for name, document, expected in examples
    ]
    return [row for row in computed if row[1] != row[2]]


def threshold_answers(framework: Framework, level: int) -> dict[str, object]:
    """Return answers equal to the threshold of each indicator at `level`: the start of a new example.

    An indicator that does not count at `level` is left out.
    """
    thresholds = ((indicator, indicator.thresholds[level - 1]) for indicator in framework.indicators if level)
    return {
        indicator.code: _answer_value(indicator, threshold)
        for indicator, threshold in thresholds
        if threshold is not None
    }


def _answer_value(indicator: Indicator, value: Fraction) -> object:
    return KINDS[indicator.kind].written(value.numerator if value.denominator == 1 else value)
