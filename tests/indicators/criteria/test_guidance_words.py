"""What explains an indicator in words: short names, guidance, worked calculation and steps."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation

from indicators.criteria.domain.framework_reading import read_framework
from indicators.criteria.words.guidance import guidance
from indicators.criteria.words.names import short_name, whole_name
from indicators.criteria.words.steps import next_step, step_sentence, steps
from tests.explained import explained_document
from tests.indicators.criteria.editions import indicator

EDITION = read_framework(explained_document())
SITED, CHOICE, PLAIN = (EDITION.by_code[code] for code in ("PH1.1", "EN9.2", "PH1.2"))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("names", "thai", "english"),
    [
        pytest.param({}, "ชื่อเต็ม", "Whole name", id="no short name"),
        pytest.param(
            {"short_name_th": "ชื่อสั้น", "short_name_en": "Short"}, "ชื่อสั้น", "Short", id="both short names"
        ),
        pytest.param({"short_name_th": "ชื่อสั้น"}, "ชื่อสั้น", "Whole name", id="a Thai one only"),
        pytest.param({"short_name_en": "Short"}, "ชื่อเต็ม", "Short", id="an English one only"),
        pytest.param({"short_name_th": "ชื่อสั้น", "name_en": ""}, "ชื่อสั้น", "ชื่อสั้น", id="nothing in English"),
    ],
)
def test_a_short_name_falls_back_to_the_whole_one(names, thai, english, language):
    named = replace(indicator("A1", 1), **{"name_th": "ชื่อเต็ม", "name_en": "Whole name", **names})

    with translation.override(language):
        assert short_name(named) == {"th": thai, "en": english}[language]


def test_the_whole_name_is_said_only_where_it_says_more():
    named = replace(indicator("A1", 1), name_th="ชื่อเต็ม")

    with translation.override("th"):
        assert whole_name(named) == ""
        assert whole_name(replace(named, short_name_th="ชื่อสั้น")) == "ชื่อเต็ม"


def test_a_part_without_short_names_has_its_name():
    with translation.override("th"):
        assert short_name(EDITION.dimensions[0]) == EDITION.dimensions[0].name_th


def test_guidance_in_both_languages():
    with translation.override("th"):
        thai = guidance(SITED)
    with translation.override("en"):
        english = guidance(SITED)

    assert (thai.counted, thai.excluded) == (["นับโรงงานที่ประกอบกิจการ"], ["ไม่นับโรงงานที่เลิกกิจการ"])
    assert (english.counted, english.excluded) == (
        ["Counts factories in operation"],
        ["Does not count closed factories"],
    )
    assert english.definition == "Factories that stand where the town plan allows them"
    assert (english.good_evidence, english.bad_evidence) == (
        ["A map with every factory"],
        ["The town plan alone"],
    )
    assert thai.has_notes
    assert thai.has_evidence


def test_english_guidance_falls_back_to_thai():
    with translation.override("en"):
        assert guidance(EDITION.by_code["EN9.1"]).definition == "จำนวนเครือข่ายที่ยังทำงาน"


@pytest.mark.parametrize(
    ("language", "result"),
    [pytest.param("th", "ร้อยละ 95", id="Thai"), pytest.param("en", "95 percent", id="English")],
)
def test_a_worked_calculation_has_its_numbers_filled_in(language, result):
    with translation.override(language):
        calculation = guidance(SITED).calculation

    assert (calculation.formula, calculation.result) == ("100 × 38 ÷ 40", result)
    assert [number for _, number, _ in calculation.inputs] == ["38", "40"]


def test_what_is_missing_is_empty():
    guide = guidance(PLAIN)

    assert (guide.definition, guide.calculation, guide.steps) == ("", None, [])
    assert not guide.has_notes
    assert not guide.has_evidence


def test_an_example_without_a_formula_has_its_result_and_its_text():
    told = replace(PLAIN.guidance, example_value=Fraction(1), example_th="มีแผนที่")

    with translation.override("th"):
        calculation = guidance(replace(PLAIN, guidance=told)).calculation

    assert (calculation.inputs, calculation.formula, calculation.sentence) == ([], "", "มีแผนที่")


@pytest.mark.parametrize(
    ("value", "sentence", "following"),
    [
        pytest.param(None, "", "", id="no value"),
        pytest.param(
            Fraction(0), "Work of stage 0 is done", "Next is Step 1: Work of stage 1 is done", id="lowest"
        ),
        pytest.param(Fraction(5), "Work of stage 5 is done", "", id="highest"),
        pytest.param(Fraction(9), "", "", id="no step"),
    ],
)
def test_the_sentence_of_a_step_and_of_the_next(value, sentence, following):
    with translation.override("en"):
        assert (step_sentence(value, CHOICE), next_step(value, CHOICE)) == (sentence, following)


def test_steps_without_sentences_say_nothing():
    assert (steps(PLAIN), step_sentence(Fraction(1), PLAIN), next_step(Fraction(1), PLAIN)) == ([], "", "")
