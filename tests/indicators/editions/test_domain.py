"""Worked examples with another level than expected are returned."""

from indicators.editions.domain import check_examples
from tests.indicators.criteria.editions import framework, indicator

EDITION = framework(A=[indicator("X", 1, 2)])


def test_only_red_examples_are_returned():
    examples = [
        ("as expected", {"answers": {"X": 1}}, 1),
        ("one too high", {"answers": {"X": 1}}, 2),
        ("nothing given", {"answers": {}}, 0),
        ("answers that do not fit", {"answers": {"Y": 1}}, 0),
    ]

    red = check_examples(EDITION, examples)

    assert red == [("one too high", 2, 1), ("answers that do not fit", 0, None)]
