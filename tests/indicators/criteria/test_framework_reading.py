"""Reading an edition file: a framework, or an error with every fault and its place."""

from collections import Counter
from fractions import Fraction

import pytest

from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.framework import FormulaInput, Guidance, Indicator, LevelRule
from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from tests.indicators.criteria.editions import EDITION_FILE, edition_document

SHARE = "dimensions[0].aspects[0].indicators[0]"
NUMBER = "dimensions[0].aspects[0].indicators[1]"
COUNT = "dimensions[0].aspects[0].indicators[2]"
YES = "dimensions[0].aspects[0].indicators[3]"
STEP = "dimensions[1].aspects[0].indicators[0]"
RATE = "dimensions[1].aspects[0].indicators[1]"

ABSENT = object()
BEYOND = "null above the level at which the indicator starts to count"


def changed(path, value):
    """Return the small edition with the value at `path` changed, or removed when it is ABSENT."""
    document = edition_document()
    *keys, last = path.replace("[", ".[").split(".")
    spot = document
    for key in keys:
        spot = spot[int(key[1:-1])] if key.startswith("[") else spot[key]
    key = int(last[1:-1]) if last.startswith("[") else last
    if value is ABSENT:
        del spot[key]
    else:
        spot[key] = value
    return document


def test_the_working_edition_has_5_dimensions_20_aspects_and_41_indicators():
    framework = read_framework(parse_json(EDITION_FILE.read_bytes()))

    aspects = [aspect for dimension in framework.dimensions for aspect in dimension.aspects]
    assert (len(framework.dimensions), len(aspects), len(framework.indicators)) == (5, 20, 41)
    assert [dimension.code for dimension in framework.dimensions] == ["PH", "EC", "EN", "SO", "MG"]
    assert [rule.name_en for rule in framework.levels] == [
        "Engagement",
        "Enhancement",
        "Resource Efficiency",
        "Symbiosis",
        "Happiness",
    ]


def test_the_working_edition_keeps_all_that_its_file_says():
    document = parse_json(EDITION_FILE.read_bytes())

    framework = read_framework(document)

    assert framework.levels[2] == LevelRule(
        level=3,
        name_th="ประสิทธิภาพในการใช้ทรัพยากร",
        name_en="Resource Efficiency",
        pass_share=Fraction(80),
        dimension_share=Fraction(60),
    )
    assert (framework.edition, framework.effective_from_fiscal_year, framework.official) == (
        "2565-working",
        2566,
        False,
    )
    raw = document["dimensions"][2]["aspects"][4]["indicators"][0]
    indicator = framework.by_code["EN5.1"]
    plain = {key: raw[key] for key in raw if hasattr(indicator, key) and key not in ("levels", "inputs")}
    texts = {key: raw[key] for key in raw if hasattr(indicator.guidance, key)}
    numbers = raw["example"]["inputs"]
    assert indicator == Indicator(
        **plain,
        thresholds=tuple(map(Fraction, (15, 10, 6, 3, 1))),
        inputs=tuple(FormulaInput(**item, example=numbers[item["key"]]) for item in raw["inputs"]),
        guidance=Guidance(
            **texts,
            **{
                f"{quality}_evidence_{language}": raw["evidence_examples"][f"{quality}_{language}"]
                for quality in ("good", "bad")
                for language in ("th", "en")
            },
            example_value=raw["example"]["value"],
            example_th=raw["example"]["text_th"],
            example_en=raw["example"]["text_en"],
        ),
    )


def test_the_working_edition_uses_every_kind_and_formula():
    framework = read_framework(parse_json(EDITION_FILE.read_bytes()))

    kinds = Counter(indicator.kind for indicator in framework.indicators)
    formulas = Counter(indicator.formula for indicator in framework.indicators)
    assert kinds == {"percent": 25, "count": 9, "number": 3, "boolean": 2, "choice": 2}
    assert formulas == {"percent": 19, "direct": 16, "reduction": 2, "growth": 2, "rate": 2}


def test_yes_and_no_become_one_and_zero():
    framework = read_framework(changed(f"{YES}.levels", {"1": None, "2": False}))

    assert framework.by_code["yes"].thresholds == (None, Fraction(0))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param("edition", ABSENT, id="no name of the edition"),
        pytest.param(f"{NUMBER}.derived_from", ABSENT, id="no register"),
        pytest.param(f"{NUMBER}.inputs", ABSENT, id="a direct indicator without inputs"),
        pytest.param(f"{NUMBER}.levels", {"1": None, "2": None}, id="an indicator that never counts"),
        pytest.param(f"{NUMBER}.levels", {"1": 2, "2": 2}, id="the same threshold twice"),
        pytest.param(f"{NUMBER}.levels", {"1": -2, "2": Fraction(1, 10)}, id="a negative threshold"),
        pytest.param("levels[0].pass_share", Fraction("66.67"), id="a share with decimals"),
    ],
)
def test_what_the_rule_does_not_need_may_be_left_out(path, value):
    framework = read_framework(changed(path, value))

    assert len(framework.levels) == 2


ADDRESS = "a code has only letters A-Z, digits, full stops and hyphens"
BROKEN = {
    "no dimension": ("dimensions", [], "at least one dimension is needed"),
    "a dimension without aspects": ("dimensions[1].aspects", [], "at least one aspect is needed"),
    "an aspect without indicators": (
        "dimensions[0].aspects[0].indicators",
        [],
        "at least one indicator is needed",
    ),
    "a slash in the code of a dimension": ("dimensions[0].code", "A/B", ADDRESS),
    "a space in the code of an aspect": ("dimensions[0].aspects[0].code", "A 1", ADDRESS),
    "a Thai code": (f"{COUNT}.code", "กก1", ADDRESS),
    "a question mark in a code": (f"{COUNT}.code", "EN1?", ADDRESS),
    "an underscore in a code": (f"{COUNT}.code", "EN_1", ADDRESS),
    "a full-width digit in a code": (f"{COUNT}.code", "EN１", ADDRESS),
    "a line break behind a code": (f"{COUNT}.code", "EN1\n", ADDRESS),
    "the code of the same place": (f"{COUNT}.code", ".", ADDRESS),
    "the code of the place above": ("dimensions[1].code", "..", ADDRESS),
    "a long code of a dimension": ("dimensions[0].code", "D" * 11, "longer than 10 characters"),
    "a long code of an indicator": (f"{COUNT}.code", "E" * 21, "longer than 20 characters"),
    "no levels": ("levels", ABSENT, "missing"),
    "a gap in the levels": ("levels[1].level", 3, "2 is expected here: levels run from 1 without gaps"),
    "no pass share": ("levels[0].pass_share", ABSENT, "missing"),
    "true for a share": ("levels[0].pass_share", True, "true where a number is expected"),
    "a share above 100": ("levels[0].pass_share", 101, "a share is from 0 to 100 percent"),
    "a negative share": ("levels[1].dimension_share", -1, "a share is from 0 to 100 percent"),
    "text for a level": ("levels[0]", "one", "text where an object is expected"),
    "no list of dimensions": ("dimensions", {}, "an object where a list is expected"),
    "two dimensions with one code": ("dimensions[1].code", "A", "'A' is already the code of dimensions[0]"),
    "two aspects with one code": (
        "dimensions[1].aspects[0].code",
        "A1",
        "'A1' is already the code of dimensions[0].aspects[0]",
    ),
    "two indicators with one code": (f"{STEP}.code", "share", f"'share' is already the code of {SHARE}"),
    "a blank code": (f"{STEP}.code", " ", "blank"),
    "a number for a code": (f"{STEP}.code", 7, "a number where text is expected"),
    "a number for a name": (f"{SHARE}.name_th", 7, "a number where text is expected"),
    "an unknown kind": (
        f"{SHARE}.kind",
        "share",
        "unknown kind 'share', expected one of percent, number, count, boolean, choice",
    ),
    "an unknown direction": (
        f"{SHARE}.direction",
        "up",
        "unknown direction 'up', expected one of higher, lower, equals",
    ),
    "an unknown formula": (
        f"{SHARE}.formula",
        "sum",
        "unknown formula 'sum', expected one of direct, percent, rate, growth, reduction",
    ),
    "no formula": (f"{SHARE}.formula", ABSENT, "missing"),
    "not said whether it is a gate": (f"{SHARE}.gate", ABSENT, "missing"),
    "1 for a gate": (f"{SHARE}.gate", 1, "a number where true or false is expected"),
    "a formula without inputs": (f"{SHARE}.inputs", ABSENT, "missing"),
    "an input too few": (f"{SHARE}.inputs", [{"key": "part"}], "the formula percent has part and whole"),
    "an input too many": (f"{NUMBER}.inputs", [{"key": "part"}], "the formula direct has no inputs"),
    "a rate without a base": (f"{RATE}.base", ABSENT, "missing"),
    "a rate per nothing": (f"{RATE}.base", 0, "the base of a rate is greater than 0"),
    "no thresholds": (f"{SHARE}.levels", ABSENT, "missing"),
    "a level without a threshold": (f"{SHARE}.levels.2", ABSENT, "missing"),
    "a threshold for a level that is not": (f"{SHARE}.levels.3", 70, "unknown level"),
    "null above a threshold": (f"{SHARE}.levels.2", None, f"{BEYOND}"),
    "a threshold that gets easier, more is better": (
        f"{SHARE}.levels.2",
        49,
        "easier than the level below (50, then 49, higher)",
    ),
    "a threshold that gets easier, less is better": (
        f"{RATE}.levels.2",
        6,
        "easier than the level below (5, then 6, lower)",
    ),
    "another value to be equal to": (
        f"{YES}.levels.2",
        False,
        "easier than the level below (1, then 0, equals)",
    ),
    "text for a threshold": (f"{SHARE}.levels.2", "60", "text where a number is expected"),
    "true for a threshold": (f"{SHARE}.levels.2", True, "true where a number is expected"),
    "1 for a yes": (f"{YES}.levels.2", 1, "a number where true or false is expected"),
    "a share that cannot be reached": (
        f"{SHARE}.levels.2",
        101,
        "a part of a whole is from 0 to 100 percent",
    ),
    "a step that does not exist": (f"{STEP}.levels.2", 6, "a choice is a whole number from 0 to 5"),
    "half a project": (f"{COUNT}.levels.2", Fraction(5, 2), "a count is a whole number, 0 or more"),
    "a number beyond any sense": (f"{COUNT}.levels.2", 10**14, "a number beyond any sense"),
}


@pytest.mark.parametrize(("path", "value", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_edition_is_refused_with_the_place_of_the_fault(path, value, message):
    document = changed(path, value)

    with pytest.raises(FrameworkError) as refusal:
        read_framework(document)

    assert refusal.value.faults == (f"{path}: {message}",)


@pytest.mark.parametrize("document", [None, [], "text", 7], ids=["null", "a list", "text", "a number"])
def test_a_document_that_is_no_object_is_one_fault(document):
    with pytest.raises(FrameworkError) as refusal:
        read_framework(document)

    assert [fault.split(" where")[1] for fault in refusal.value.faults] == [" an object is expected"]


def test_all_faults_are_reported_at_once():
    document = changed(f"{SHARE}.gate", "no")
    document["levels"][1]["pass_share"] = None
    document["dimensions"][1]["aspects"][0]["indicators"][0]["levels"]["2"] = None
    document["dimensions"][1]["aspects"][0]["indicators"][1]["direction"] = None

    with pytest.raises(FrameworkError) as refusal:
        read_framework(document)

    assert refusal.value.faults == (
        "levels[1].pass_share: null where a number is expected",
        f"{SHARE}.gate: text where true or false is expected",
        f"{RATE}.direction: null where text is expected",
    )


def test_a_count_has_no_formula():
    document = changed(f"{SHARE}.kind", "count")

    with pytest.raises(FrameworkError) as refusal:
        read_framework(document)

    assert refusal.value.faults == (f"{SHARE}.formula: a count is typed as it is, formula direct",)


def test_an_edition_without_levels_is_refused():
    with pytest.raises(FrameworkError) as refusal:
        read_framework({"levels": [], "dimensions": []})

    assert refusal.value.faults == (
        "levels: at least one level is needed",
        "dimensions: at least one dimension is needed",
    )
