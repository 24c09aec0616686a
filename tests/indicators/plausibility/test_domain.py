"""Reading a file of plausibility settings: limits and rules, or an error with every fault."""

import copy
from fractions import Fraction

import pytest

from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.framework_reading import read_framework
from indicators.plausibility.domain import ConsistencyRule, Limit, PlausibilityError, Spot, read_plausibility
from tests.indicators.criteria.editions import EDITION_FILE

EDITION = read_framework(parse_json(EDITION_FILE.read_bytes()))
DOCUMENT = {
    "edition": "2565-working",
    "other_areas": {"minimum_areas": 5, "spread": Fraction("3.5")},
    "last_year": {"EN1.2": {"factor": 10, "points": 30}, "EN9.1": {"factor": 3, "least": 5}},
    "consistency": [
        {"key": "injured", "relation": "not-more", "name_th": "ก", "name_en": "a",
         "numbers": ["SO1.2.part", "SO1.2.whole"]},
        {"key": "same", "relation": "equal", "numbers": ["EN9.1", "EN6.2", "PH1.1.whole"]},
    ],
}  # fmt: skip


def changed(*keys, to):
    document = copy.deepcopy(DOCUMENT)
    spot = document
    for key in keys[:-1]:
        spot = spot[key]
    spot[keys[-1]] = to
    return document


def test_a_file_becomes_limits_and_rules():
    settings = read_plausibility(DOCUMENT, EDITION)

    assert (settings.minimum_areas, settings.spread) == (5, Fraction("3.5"))
    assert settings.limits == {
        "EN1.2": Limit(factor=Fraction(10), points=Fraction(30)),
        "EN9.1": Limit(factor=Fraction(3), least=Fraction(5)),
    }
    assert settings.rules == (
        ConsistencyRule(
            key="injured",
            relation="not-more",
            name_th="ก",
            name_en="a",
            spots=(Spot("SO1.2", "part"), Spot("SO1.2", "whole")),
        ),
        ConsistencyRule(
            key="same", relation="equal", spots=(Spot("EN9.1"), Spot("EN6.2"), Spot("PH1.1", "whole"))
        ),
    )


def test_the_working_settings_compare_every_number_of_the_working_edition():
    path = EDITION_FILE.with_name("plausibility-2565-working.json")

    settings = read_plausibility(parse_json(path.read_bytes()), EDITION)

    compared = [
        indicator.code for indicator in EDITION.indicators if indicator.kind not in {"boolean", "choice"}
    ]
    assert list(settings.limits) == compared
    assert [len(rule.spots) for rule in settings.rules if rule.key == "factories"] == [10]


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        pytest.param([], "document: a list where an object is expected", id="no object"),
        pytest.param(changed("edition", to="2570"), "edition: 2565-working is expected", id="other edition"),
        pytest.param(changed("wishes", to=1), "wishes: unknown setting", id="unknown setting"),
        pytest.param(
            changed("other_areas", "minimum_areas", to=2),
            "other_areas.minimum_areas: a whole number from 3 on is expected",
            id="two areas could be told apart",
        ),
        pytest.param(
            changed("other_areas", "spread", to=0),
            "other_areas.spread: the spread is greater than 0",
            id="no spread",
        ),
        pytest.param(
            changed("last_year", "XX1", to={}), "last_year.XX1: unknown indicator", id="unknown code"
        ),
        pytest.param(
            changed("last_year", "EN9.1", to={"factor": 1}),
            "last_year.EN9.1.factor: a factor is greater than 1",
            id="a factor of one",
        ),
        pytest.param(
            changed("last_year", "EN9.1", to={"factor": "ten"}),
            "last_year.EN9.1.factor: text where a number is expected",
            id="text for a factor",
        ),
        pytest.param(
            changed("last_year", "EN9.1", to={"points": 3}),
            "last_year.EN9.1.points: only a percentage is compared by percentage points",
            id="points of a count",
        ),
        pytest.param(
            changed("last_year", "EN1.2", to={"points": 0}),
            "last_year.EN1.2.points: percentage points are greater than 0",
            id="no points",
        ),
        pytest.param(
            changed("last_year", "EN9.2", to={"factor": 3}),
            "last_year.EN9.2.factor: nothing of this indicator is compared by a factor",
            id="a factor for steps",
        ),
        pytest.param(
            changed("last_year", "EN9.1", to={"least": -1}),
            "last_year.EN9.1.least: the least difference is not negative",
            id="a negative difference",
        ),
        pytest.param(
            changed("consistency", 0, "relation", to="less"),
            "consistency[0].relation: unknown relation 'less', expected one of equal, not-more",
            id="unknown relation",
        ),
        pytest.param(
            changed("consistency", 0, "numbers", 1, to="SO1.2.total"),
            "consistency[0].numbers[1]: no number of the edition: SO1.2.total",
            id="unknown number",
        ),
        pytest.param(
            changed("consistency", 0, "numbers", to=["EN9.1", "EN6.2", "PH2.2"]),
            "consistency[0].numbers: two numbers are compared, or more when they must be equal",
            id="not more of three",
        ),
        pytest.param(
            changed("consistency", 0, "numbers", to=["EN9.1", "EN9.1"]),
            "consistency[0].numbers: a number is compared with itself",
            id="compared with itself",
        ),
        pytest.param(
            changed("consistency", 1, "key", to="injured"),
            "consistency[1].key: already the key of another rule",
            id="a key twice",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(document, fault):
    with pytest.raises(PlausibilityError) as caught:
        read_plausibility(document, EDITION)

    assert caught.value.faults == (fault,)


def test_all_faults_are_told_at_once():
    document = changed("last_year", to={"XX1": {}, "EN9.1": {"factor": 1, "wish": 2}})

    with pytest.raises(PlausibilityError) as caught:
        read_plausibility(document, EDITION)

    assert len(caught.value.faults) == 3
