"""Random editions and answers, small enough that every subset of their indicators can be tried."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, product

from hypothesis import strategies as st

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.formulas import FORMULAS
from tests.indicators.criteria.editions import NOT_APPLICABLE, framework, indicator

NUMBERS = tuple(map(Fraction, ("-2", "0", "0.1", "0.3", "1", "66.67")))
TOTALS = tuple(map(Fraction, ("0", "1", "3", "1000")))
SHARES = ("0", "33.4", "50", "66.67", "80", "100")


def _thresholds(levels, direction):
    """Yield all tuples of thresholds out of NUMBERS, counting from any level on and never easier."""
    for start in range(levels + 1):
        if direction == "equals":
            rising = [(threshold,) * (levels - start) for threshold in NUMBERS]
        else:
            ordered = NUMBERS if direction == "higher" else NUMBERS[::-1]
            rising = combinations_with_replacement(ordered, levels - start)
        yield from ((None,) * start + thresholds for thresholds in rising)


def _every_indicator(levels):
    return [
        indicator("", *thresholds, direction=direction, gate=gate, formula=formula, base=1000)
        for direction in ("higher", "lower", "equals")
        for thresholds in _thresholds(levels, direction)
        for gate, formula in product((False, True), FORMULAS)
    ]


def _every_answer(formula):
    """Return a missing answer, not applicable, values (often exactly a threshold) and inputs."""
    keys = [item.key for item in indicator("", 1, formula=formula).inputs]
    inputs = [dict(zip(keys, pair, strict=True)) for pair in product(TOTALS, repeat=2)] if keys else []
    ready = [Answer(value=value) for value in NUMBERS]
    return [None, NOT_APPLICABLE, *ready, *(Answer(inputs=numbers) for numbers in inputs)]


INDICATORS = {levels: st.sampled_from(_every_indicator(levels)) for levels in (1, 2, 3)}
ANSWERS = {formula: st.sampled_from(_every_answer(formula)) for formula in FORMULAS}


@st.composite
def assessed(draw):
    """Draw an edition (at most 3 dimensions of 3 indicators, 3 levels) and the answers of an area."""
    levels, sizes = draw(st.integers(1, 3)), draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    dimensions, area = {}, {}
    for name, size in zip("ABC", sizes, strict=False):
        drawn = [draw(INDICATORS[levels]) for _ in range(size)]
        dimensions[name] = [replace(criterion, code=f"{name}{i}") for i, criterion in enumerate(drawn)]
        area |= {criterion.code: draw(ANSWERS[criterion.formula]) for criterion in dimensions[name]}
    edition = framework(draw(st.sampled_from(SHARES)), draw(st.sampled_from(SHARES)), **dimensions)
    return edition, {code: answer for code, answer in area.items() if answer is not None}
