"""Reading and writing what explains an indicator, its faults, and the texts of the working edition."""

import re
from fractions import Fraction

import pytest

from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.formulas import FORMULAS, value_of
from indicators.criteria.domain.framework import (
    MAX_TEXT_LENGTHS,
    SHORT_NAME_LENGTH,
    Guidance,
    MaturityStep,
    Quantity,
)
from indicators.criteria.domain.framework_reading import FrameworkError, read_framework
from indicators.criteria.domain.framework_writing import framework_document
from indicators.criteria.domain.kinds import KINDS
from tests.indicators.criteria.editions import EDITION_FILE, edition_document

SHARE = "dimensions[0].aspects[0].indicators[0]"
COUNT = "dimensions[0].aspects[0].indicators[2]"
YES = "dimensions[0].aspects[0].indicators[3]"
STEP = "dimensions[1].aspects[0].indicators[0]"
RATE = "dimensions[1].aspects[0].indicators[1]"
GROWTH = "dimensions[1].aspects[0].indicators[2]"
# Names of schemes and terms that are written in Latin letters in Thai, too.
LATIN_TERMS = {
    *("BOD", "COD", "PM", "ISO", "CSR", "DIW", "MiT", "RECP", "T", "VER", "LESS", "CFO"),
    *("CEMS", "GPS", "pH", "R"),
}


def steps():
    return [{"step": step, "text_th": f"ขั้นที่ {step}", "text_en": f"Step {step}"} for step in range(6)]


def explained_document():
    """Return the small edition with guidance, steps, examples and a shared quantity."""
    document = edition_document()
    document["quantities"] = [
        {"key": "factories", "name_th": "โรงงานทั้งหมด", "unit_th": "โรงงาน", "holder_th": "สอจ."},
        {"key": "people", "name_th": "พนักงานทั้งหมด", "unit_th": "คน"},
    ]
    share, rate = _at(document, SHARE), _at(document, RATE)
    share |= {
        "short_name_th": "โรงงานดี",
        "short_name_en": "Good factories",
        "definition_th": "สัดส่วน",
        "counts_th": "นับโรงงาน\nไม่นับร้านค้า",
        "evidence_en": "List",
        "evidence_examples": {"good_th": "บัญชี", "bad_en": "A picture"},
        "example": {"inputs": {"part": 2, "whole": 3}, "value": Fraction("66.67"), "text_th": "สองในสาม"},
    }
    share["inputs"][1] |= {"unit_th": "โรงงาน", "quantity": "factories"}
    rate["example"] = {"inputs": {"part": 3, "whole": 1500}, "value": 2}
    _at(document, COUNT)["example"] = {"value": 4, "text_th": "สี่ครั้ง"}
    _at(document, YES)["example"] = {"value": True}
    _at(document, STEP)["steps"] = steps()
    return document


def _at(document, path):
    spot = document
    for key in path.replace("[", ".[").split("."):
        spot = spot[int(key[1:-1])] if key.startswith("[") else spot[key]
    return spot


def changed(path, value):
    document = explained_document()
    parent, _dot, key = path.rpartition(".")
    spot = _at(document, parent) if parent else document
    if key.endswith("]"):
        name, index = key.rstrip("]").split("[")
        spot[name][int(index)] = value
    elif value is None:
        del spot[key]
    else:
        spot[key] = value
    return document


def test_all_that_explains_an_indicator_is_read():
    framework = read_framework(explained_document())

    share = framework.by_code["share"]
    assert (share.short_name_th, share.short_name_en, share.evidence_en) == (
        "โรงงานดี",
        "Good factories",
        "List",
    )
    assert share.guidance == Guidance(
        definition_th="สัดส่วน",
        counts_th="นับโรงงาน\nไม่นับร้านค้า",
        good_evidence_th="บัญชี",
        bad_evidence_en="A picture",
        example_value=Fraction("66.67"),
        example_th="สองในสาม",
    )
    assert [(item.quantity, item.example) for item in share.inputs] == [
        ("", Fraction(2)),
        ("factories", Fraction(3)),
    ]
    assert framework.by_code["step"].steps[3] == MaturityStep(step=3, text_th="ขั้นที่ 3", text_en="Step 3")
    assert framework.quantities[1] == Quantity(key="people", name_th="พนักงานทั้งหมด", unit_th="คน")
    assert [indicator.code for indicator, _input in framework.inputs_of("factories")] == ["share"]


def test_an_explained_edition_is_written_as_it_was_read():
    framework = read_framework(explained_document())

    assert read_framework(framework_document(framework)) == framework


def test_an_edition_without_explanations_is_written_without_their_keys():
    written = framework_document(read_framework(edition_document()))

    assert "quantities" not in written
    assert set(written["dimensions"][0]["aspects"][0]["indicators"][0]) == {
        *("code", "name_th", "name_en", "unit_th", "unit_en", "kind", "direction", "levels", "gate"),
        *("formula", "inputs", "derived_from", "evidence_th", "official", "source"),
    }


def test_steps_in_any_order_are_read_from_the_lowest():
    framework = read_framework(changed(f"{STEP}.steps", steps()[::-1]))

    assert [step.step for step in framework.by_code["step"].steps] == [0, 1, 2, 3, 4, 5]


# What is changed → the fault with its place.
BROKEN = {
    "a long short name": (
        f"{SHARE}.short_name_th",
        "ก" * 41,
        f"{SHARE}.short_name_th: longer than 40 characters",
    ),
    "a number for a definition": (
        f"{SHARE}.definition_th",
        7,
        f"{SHARE}.definition_th: a number where text is expected",
    ),
    "a long definition": (
        f"{SHARE}.definition_en",
        "x" * 601,
        f"{SHARE}.definition_en: longer than 600 characters",
    ),
    "a doubled short name": (
        f"{COUNT}.short_name_en",
        "Good factories",
        f"{COUNT}.short_name_en: the same as in {SHARE}",
    ),
    "an unknown quantity": (
        f"{SHARE}.inputs[1]",
        {"key": "whole", "unit_th": "โรงงาน", "quantity": "shops"},
        f"{SHARE}.inputs[1].quantity: unknown quantity",
    ),
    "another unit than that of the quantity": (
        f"{SHARE}.inputs[1]",
        {"key": "whole", "unit_th": "แห่ง", "quantity": "factories"},
        f"{SHARE}.inputs[1].unit_th: another unit than that of its quantity",
    ),
    "one quantity for both inputs": (
        f"{SHARE}.inputs[0]",
        {"key": "part", "unit_th": "โรงงาน", "quantity": "factories"},
        f"{SHARE}.inputs[1].quantity: both inputs are this quantity",
    ),
    "a doubled key of a quantity": (
        "quantities[1]",
        {"key": "factories", "unit_th": "โรงงาน"},
        "quantities[1].key: the same as in quantities[0]",
    ),
    "a key that is no address": (
        "quantities[1]",
        {"key": "all people"},
        "quantities[1].key: a code has only letters A-Z, digits, full stops and hyphens",
    ),
    "a quantity without a key": ("quantities[1]", {"name_th": "x"}, "quantities[1].key: missing"),
    "an example that computes to something else": (
        f"{RATE}.example",
        {"inputs": {"part": 3, "whole": 1500}, "value": 3},
        f"{RATE}.example.value: the formula gives 2",
    ),
    "an example rounded too far": (
        f"{SHARE}.example",
        {"inputs": {"part": 2, "whole": 3}, "value": Fraction("66.6")},
        f"{SHARE}.example.value: the formula gives 66.67",
    ),
    "an example without a number": (
        f"{RATE}.example",
        {"inputs": {"part": 3}, "value": 2},
        f"{RATE}.example.inputs.whole: blank",
    ),
    "an example without numbers": (f"{RATE}.example", {"value": 2}, f"{RATE}.example.inputs: blank"),
    "an example without its result": (
        f"{COUNT}.example",
        {"text_th": "สี่"},
        f"{COUNT}.example.value: blank",
    ),
    "an example that divides by zero": (
        f"{GROWTH}.example",
        {"inputs": {"current": 3, "baseline": 0}, "value": 2},
        f"{GROWTH}.example.inputs: the divisor is zero",
    ),
    "an example with a part above its whole": (
        f"{SHARE}.example",
        {"inputs": {"part": 4, "whole": 3}, "value": 50},
        f"{SHARE}.example.inputs: the part is greater than the whole",
    ),
    "inputs for what is typed as it is": (
        f"{COUNT}.example",
        {"inputs": {"part": 3}, "value": 2},
        f"{COUNT}.example.inputs: unknown key of an example",
    ),
    "half an accident": (
        f"{COUNT}.example",
        {"value": Fraction("1.5")},
        f"{COUNT}.example.value: a count is a whole number, 0 or more",
    ),
    "a text for an example": (
        f"{COUNT}.example",
        "four",
        f"{COUNT}.example: text where an object is expected",
    ),
    "steps of a count": (f"{COUNT}.steps", steps(), f"{COUNT}.steps: only a choice has steps"),
    "a step missing": (f"{STEP}.steps", steps()[:3] + steps()[4:], f"{STEP}.steps: step 3 is missing"),
    "a step given twice": (
        f"{STEP}.steps",
        [*steps(), {"step": 5, "text_th": "อีก"}],
        f"{STEP}.steps[6].step: step 5 is given twice",
    ),
    "a seventh step": (
        f"{STEP}.steps",
        [*steps(), {"step": 6, "text_th": "หก"}],
        f"{STEP}.steps[6].step: unknown step",
    ),
    "a step without words": (
        f"{STEP}.steps[2]",
        {"step": 2, "text_th": " "},
        f"{STEP}.steps[2].text_th: blank",
    ),
    "an unknown kind of examples of evidence": (
        f"{SHARE}.evidence_examples",
        {"ugly_th": "x"},
        f"{SHARE}.evidence_examples.ugly_th: unknown key of the examples of evidence",
    ),
}


@pytest.mark.parametrize(("path", "value", "fault"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_named_with_its_place(path, value, fault):
    document = changed(path, value)

    with pytest.raises(FrameworkError) as refusal:
        read_framework(document)

    assert refusal.value.faults == (fault,)


@pytest.fixture(scope="module")
def working_edition():
    return read_framework(parse_json(EDITION_FILE.read_bytes()))


def texts_of(indicator):
    """Return every text of an indicator by name, without its language, as (Thai, English)."""
    guidance = [name[:-3] for name in Guidance.__dataclass_fields__ if name.endswith("_th")]
    pairs = {
        name: (getattr(indicator, f"{name}_th"), getattr(indicator, f"{name}_en"))
        for name in ("name", "short_name", "unit", "evidence")
    }
    pairs |= {
        name: (getattr(indicator.guidance, f"{name}_th"), getattr(indicator.guidance, f"{name}_en"))
        for name in guidance
    }
    for item in indicator.inputs:
        pairs[f"{item.key} name"] = (item.name_th, item.name_en)
        pairs[f"{item.key} unit"] = (item.unit_th, item.unit_en)
    return pairs | {f"step {step.step}": (step.text_th, step.text_en) for step in indicator.steps}


def test_the_working_edition_has_every_text_in_both_languages(working_edition):
    missing = [
        f"{indicator.code} {name}"
        for indicator in working_edition.indicators
        for name, texts in texts_of(indicator).items()
        if not all(text.strip() for text in texts)
    ]

    assert missing == []
    assert {code for code, row in working_edition.by_code.items() if row.steps} == {"EN9.2", "MG1.1"}


def test_parts_and_quantities_of_the_working_edition_are_named_in_both_languages(working_edition):
    aspects = [aspect for dimension in working_edition.dimensions for aspect in dimension.aspects]
    named = [working_edition, *working_edition.levels, *working_edition.dimensions, *aspects]
    names = [(part.name_th, part.name_en) for part in (*named, *working_edition.quantities)]
    quantities = [
        (getattr(quantity, f"{name}_th"), getattr(quantity, f"{name}_en"))
        for quantity in working_edition.quantities
        for name in ("unit", "definition", "holder")
    ]

    assert [pair for pair in names + quantities if not all(pair)] == []


def test_the_texts_of_the_working_edition_are_bounded(working_edition):
    for indicator in working_edition.indicators:
        for name, texts in texts_of(indicator).items():
            longest = (
                SHORT_NAME_LENGTH if name == "short_name" else MAX_TEXT_LENGTHS.get(name.split()[0], 300)
            )
            assert max(map(len, texts)) <= longest, f"{indicator.code} {name}"


def test_the_thai_texts_of_the_working_edition_have_no_english_words(working_edition):
    quantities = [
        thai
        for quantity in working_edition.quantities
        for thai in (quantity.name_th, quantity.unit_th, quantity.definition_th, quantity.holder_th)
    ]
    thai_texts = {
        f"{indicator.code} {name}": thai
        for indicator in working_edition.indicators
        for name, (thai, _english) in texts_of(indicator).items()
    }

    english = {
        place: words
        for place, text in [*thai_texts.items(), *enumerate(quantities)]
        if (words := set(re.findall(r"[A-Za-z]+", text)) - LATIN_TERMS)
    }
    assert english == {}


def test_every_example_of_the_working_edition_computes_to_what_it_says(working_edition):
    for indicator in working_edition.indicators:
        stated = indicator.guidance.example_value
        numbers = {item.key: item.example for item in indicator.inputs}
        computed = value_of(indicator, numbers) if indicator.inputs else stated
        assert stated is not None
        assert round(computed, 2) == round(stated, 2), indicator.code


def test_the_text_of_an_example_tells_its_numbers(working_edition):
    for indicator in working_edition.indicators:
        written = indicator.guidance.example_th.replace(",", "")
        numbers = [item.example for item in indicator.inputs]
        if not KINDS[indicator.kind].choices and not numbers:
            numbers = [indicator.guidance.example_value]
        told = {Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", written)}
        assert set(numbers) <= told, indicator.code


def test_shared_quantities_are_those_of_several_indicators_and_of_the_whole_area(working_edition):
    asked = {quantity.key: working_edition.inputs_of(quantity.key) for quantity in working_edition.quantities}

    assert {key: len(inputs) for key, inputs in asked.items()} == {
        "factories": 10,
        "workers": 2,
        "industrial-land": 1,
        "output-value": 1,
        "treated-wastewater": 1,
        "energy": 1,
        "industrial-waste": 1,
        "municipal-waste": 1,
    }
    for quantity in working_edition.quantities:
        for _indicator, item in asked[quantity.key]:
            assert (item.name_th, item.unit_th, item.name_en, item.unit_en) == (
                *(quantity.name_th, quantity.unit_th),
                *(quantity.name_en, quantity.unit_en),
            )


def test_accidents_are_counted_in_whole_numbers(working_edition):
    assert {working_edition.by_code[code].kind for code in ("EC4.2", "EN8.1")} == {"count"}
    assert {FORMULAS[working_edition.by_code[code].formula].code for code in ("EC4.2", "EN8.1")} == {"direct"}
