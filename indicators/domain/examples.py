"""The worked examples that an edition must compute as expected before it is published."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.domain.answers_reading import AnswersError, read_answers
from indicators.domain.framework import Framework
from indicators.domain.scoring import area_level


def check_examples(
    framework: Framework, examples: Iterable[tuple[str, object, int]]
) -> list[tuple[str, int, int | None]]:
    """Return (name, expected level, computed level) of every example that does not compute as expected.

    An example is (name, answers document, expected level). Answers that do not fit the framework
    compute to None, so they are always red.
    """
    computed = [(name, expected, _level(framework, document)) for name, document, expected in examples]
    return [row for row in computed if row[1] != row[2]]


def _level(framework: Framework, document: object) -> int | None:
    try:
        return area_level(framework, read_answers(document, framework)).level
    except AnswersError:
        return None
