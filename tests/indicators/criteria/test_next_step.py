"""The smallest set of indicators that attains the level above."""

from fractions import Fraction

import pytest

from indicators.criteria.domain.scoring import area_level
from tests.indicators.criteria.editions import NOT_APPLICABLE, answers, framework, indicator

IN_A = [indicator(f"A{number}", 10) for number in range(1, 5)]
IN_B = [indicator(f"B{number}", 10) for number in range(1, 5)]
GATE = indicator("G", 10, gate=True)
FAR_GATE = indicator("H", 10, gate=True)
ZERO = indicator("Z", 0, direction="lower")
GROWTH = indicator("R", 0)

# each row: edition, answers, the codes to raise, in order
CHOSEN = {
    "the nearest first": (framework(50, A=IN_A), {"A1": 2, "A2": 9, "A3": 1, "A4": 3}, ["A2", "A4"]),
    "a missing value is the farthest": (framework(50, A=IN_A[:2]), {"A2": -90}, ["A2"]),
    "equally near keep the order of the edition": (framework(50, A=IN_A[:2]), {"A1": 5, "A2": 5}, ["A1"]),
    "only missing values keep the order of the edition": (framework(50, A=IN_A), {}, ["A1", "A2"]),
    "near is relative to what is required": (
        framework(50, A=[indicator("small", 10), indicator("large", 1000)]),
        {"small": 5, "large": 900},
        ["large"],
    ),
    "gates before everything nearer": (framework(50, A=[*IN_A[:3], GATE]), {"A1": 9, "A2": 9}, ["G", "A1"]),
    "all unmet gates though fewer would do": (
        framework(0, A=[*IN_A, FAR_GATE, GATE]),
        {"A1": 9, "G": 9, "H": 1},
        ["G", "H"],
    ),
    "a dimension's shortfall before nearer ones elsewhere": (
        framework(75, 50, A=IN_A[:2], B=IN_B[:2]),
        {"A1": 10, "A2": 9, "B1": 1, "B2": 2},
        ["B2", "A2"],
    ),
    "what a dimension took is not taken twice": (
        framework(75, 50, A=IN_A[:2], B=IN_B[:2]),
        {"A1": 10, "A2": 1, "B1": 9, "B2": 2},
        ["B1", "B2"],
    ),
    "a gate counts for its dimension and for the whole": (
        framework(50, 50, A=[GATE, *IN_A[:1]], B=IN_B[:2]),
        {"A1": 9, "B1": 10, "B2": 9},
        ["G"],
    ),
    "each dimension its own shortfall": (
        framework(0, 50, A=IN_A[:2], B=IN_B[:2]),
        {"A1": 1, "A2": 9, "B1": 9, "B2": 1},
        ["A2", "B1"],
    ),
    "not applicable is never asked for": (framework(100, A=IN_A[:3]), {"A1": NOT_APPLICABLE}, ["A2", "A3"]),
    "not counting yet is never asked for": (
        framework(100, A=[indicator("now", 1, 1), indicator("later", None, 1)]),
        {},
        ["now"],
    ),
    "zero allowed is as far as the whole value": (
        framework(50, A=[ZERO, IN_A[0]]),
        {"Z": 1, "A1": "0.1"},
        ["A1"],
    ),
    "zero required is nearer than twice too little": (
        framework(50, A=[IN_A[0], GROWTH]),
        {"R": "-0.1", "A1": -10},
        ["R"],
    ),
}


@pytest.mark.parametrize(("edition", "values", "codes"), CHOSEN.values(), ids=CHOSEN)
def test_what_is_chosen(edition, values, codes):
    result = area_level(edition, answers(**values))

    assert [step.code for step in result.next.indicators] == codes


def test_a_step_names_the_value_and_what_is_required():
    edition = framework(A=[indicator("A1", 1, "2.5"), indicator("A2", 1, 4)])

    result = area_level(edition, answers(A1="1.5", A2=3))

    assert result.next == (
        2,
        (("A2", Fraction(3), Fraction(4)), ("A1", Fraction(3, 2), Fraction(5, 2))),
    )


NO_NEXT = {
    "at the highest level": (framework(A=IN_A[:1]), {"A1": 10}),
    "when everything is not applicable": (framework(A=IN_A[:1]), {"A1": NOT_APPLICABLE}),
    "when nothing counts at the next level": (framework(A=[indicator("A1", None, 1)]), {}),
}


@pytest.mark.parametrize(("edition", "values"), NO_NEXT.values(), ids=NO_NEXT)
def test_there_is_no_next_step(edition, values):
    result = area_level(edition, answers(**values))

    assert result.next is None
