"""Reading an answers file: exact answers, or an error with every fault and its place."""

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.answers_reading import AnswersError, read_answers
from indicators.criteria.domain.exact_json import parse_json
from indicators.criteria.domain.framework_reading import read_framework
from tests.indicators.criteria.editions import edition_document

EDITION = read_framework(edition_document())


def ready(value):
    return Answer(value=Fraction(value))


def inputs(**numbers):
    return Answer(inputs={key: Fraction(value) for key, value in numbers.items()})


GOOD = {
    "a number, exactly": ("number", "0.1", ready("0.1")),
    "a negative number": ("number", "-3", ready(-3)),
    "a large number": ("number", "99999999999999.5", ready("99999999999999.5")),
    "a count of none": ("count", "0", ready(0)),
    "a count written with a decimal point": ("count", "3.0", ready(3)),
    "the highest step": ("step", "5", ready(5)),
    "yes": ("yes", "true", ready(1)),
    "no": ("yes", "false", ready(0)),
    "a share that is already computed": ("share", "92.5", ready("92.5")),
    "a growth below minus 100, already computed": ("growth", "-120", ready(-120)),
    "a reduction above 100, already computed": ("reduction", "130", ready(130)),
    "a rate that is already computed": ("rate", "250", ready(250)),
    "inputs": ("share", '{"inputs": {"part": 40, "whole": 55}}', inputs(part=40, whole=55)),
    "a whole of zero": ("share", '{"inputs": {"part": 0, "whole": 0}}', inputs(part=0, whole=0)),
    "a rate above one each": ("rate", '{"inputs": {"part": 9, "whole": 2}}', inputs(part=9, whole=2)),
    "a negative present": (
        "growth",
        '{"inputs": {"current": -1, "baseline": 2}}',
        inputs(current=-1, baseline=2),
    ),
    "not applicable with a reason": (
        "share",
        '{"na": true, "reason": "ไม่มี"}',
        Answer(not_applicable=True, reason="ไม่มี"),
    ),
}


@pytest.mark.parametrize(("code", "text", "expected"), GOOD.values(), ids=GOOD)
def test_a_good_answer_is_read_exactly(code, text, expected):
    document = parse_json(f'{{"answers": {{"{code}": {text}}}}}')

    answers = read_answers(document, EDITION)

    assert answers == {code: expected}


def test_a_code_that_is_absent_is_left_out():
    answers = read_answers({"answers": {}}, EDITION)

    assert answers == {}


BAD = {
    "an unknown code": ("unknown", 1, "unknown: unknown code"),
    "a code that would break the line": ("two\nlines", 1, "'two\\nlines': unknown code"),
    "null": ("number", None, "number: null where a number is expected"),
    "a list": ("number", [1], "number: a list where a number is expected"),
    "text for a number": ("number", "7", "number: text where a number is expected"),
    "true for a number": ("number", True, "number: true where a number is expected"),
    "false for a count": ("count", False, "count: false where a number is expected"),
    "a number for yes": ("yes", 1, "yes: a number where true or false is expected"),
    "text for yes": ("yes", "yes", "yes: text where true or false is expected"),
    "a number beyond any sense": ("number", 10**14, "number: a number beyond any sense"),
    "a negative number beyond any sense": ("number", -(10**14), "number: a number beyond any sense"),
    "a decimal beyond any sense": ("number", Decimal("1e999999"), "number: a number beyond any sense"),
    "a decimal too fine": ("number", Decimal("1e-61"), "number: a number beyond any sense"),
    "a decimal that is no number": ("number", Decimal("NaN"), "number: a number beyond any sense"),
    "a number that is not exact": (
        "number",
        0.1,
        "number: a binary float (parse_json reads numbers exactly) where a number is expected",
    ),
    "a negative count": ("count", -1, "count: a count is a whole number, 0 or more"),
    "a fractional count": ("count", Fraction(5, 2), "count: a count is a whole number, 0 or more"),
    "a step too high": ("step", 6, "step: a choice is a whole number from 0 to 5"),
    "a step below none": ("step", -1, "step: a choice is a whole number from 0 to 5"),
    "half a step": ("step", Fraction(7, 2), "step: a choice is a whole number from 0 to 5"),
    "more than the whole, already computed": (
        "share",
        101,
        "share: a part of a whole is from 0 to 100 percent",
    ),
    "less than nothing, already computed": ("share", -1, "share: a part of a whole is from 0 to 100 percent"),
    "a negative rate": ("rate", -1, "rate: a rate is not negative"),
    "part greater than whole": (
        "share",
        {"inputs": {"part": 56, "whole": 55}},
        "share.inputs: the part is greater than the whole",
    ),
    "a part of nothing": (
        "share",
        {"inputs": {"part": 1, "whole": 0}},
        "share.inputs: the part is greater than the whole",
    ),
    "a negative part": ("share", {"inputs": {"part": -1, "whole": 5}}, "share.inputs.part: negative"),
    "a negative whole": ("rate", {"inputs": {"part": 1, "whole": -5}}, "rate.inputs.whole: negative"),
    "a negative baseline": (
        "growth",
        {"inputs": {"current": 1, "baseline": -5}},
        "growth.inputs.baseline: negative",
    ),
    "a missing input": ("share", {"inputs": {"part": 1}}, "share.inputs.whole: missing"),
    "an empty input": (
        "share",
        {"inputs": {"part": 1, "whole": None}},
        "share.inputs.whole: null where a number is expected",
    ),
    "true for an input": (
        "share",
        {"inputs": {"part": True, "whole": 5}},
        "share.inputs.part: true where a number is expected",
    ),
    "an unknown input": (
        "share",
        {"inputs": {"part": 1, "whole": 5, "rest": 4}},
        "share.inputs.rest: unknown input",
    ),
    "inputs and something else": (
        "share",
        {"inputs": {"part": 1, "whole": 5}, "value": 20},
        "share.value: unknown key beside inputs",
    ),
    "a list of inputs": ("share", {"inputs": [1, 5]}, "share.inputs: a list where an object is expected"),
    "inputs for a direct indicator": (
        "number",
        {"inputs": {"part": 1, "whole": 5}},
        "number.inputs: this indicator is typed as it is and takes no inputs",
    ),
    "not applicable without a reason": ("share", {"na": True}, "share: not applicable without a reason"),
    "not applicable with a blank reason": ("share", {"na": True, "reason": " "}, "share.reason: blank"),
    "not applicable with a number as the reason": (
        "share",
        {"na": True, "reason": 7},
        "share.reason: a number where text is expected",
    ),
    "not not applicable": (
        "share",
        {"na": False, "reason": "no"},
        "share.na: true is expected; leave a missing indicator out",
    ),
    "1 for not applicable": (
        "share",
        {"na": 1, "reason": "no"},
        "share.na: true is expected; leave a missing indicator out",
    ),
    "not applicable and inputs": (
        "share",
        {"na": True, "reason": "no", "inputs": {}},
        "share.inputs: unknown key beside na",
    ),
    "an empty object": ("share", {}, 'share: an object holds either "na" and "reason", or "inputs"'),
    "an object of another sort": (
        "share",
        {"value": 7},
        'share: an object holds either "na" and "reason", or "inputs"',
    ),
}


@pytest.mark.parametrize(("code", "value", "fault"), BAD.values(), ids=BAD)
def test_a_bad_answer_is_refused_with_its_place(code, value, fault):
    with pytest.raises(AnswersError) as refusal:
        read_answers({"answers": {code: value}}, EDITION)

    assert refusal.value.faults == (f"answers.{fault}",)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        pytest.param([], "document: a list where an object is expected", id="a list"),
        pytest.param({"share": 5}, "answers: missing", id="answers not under their key"),
        pytest.param({"answers": []}, "answers: a list where an object is expected", id="a list of answers"),
        pytest.param({"answers": None}, "answers: null where an object is expected", id="no answers"),
    ],
)
def test_a_document_of_another_shape_is_refused(document, fault):
    with pytest.raises(AnswersError) as refusal:
        read_answers(document, EDITION)

    assert refusal.value.faults == (fault,)


def test_all_faults_are_reported_at_once():
    document = {"answers": {"x": 1, "yes": 1, "share": {"inputs": {"part": -1}}, "count": 2}}

    with pytest.raises(AnswersError) as refusal:
        read_answers(document, EDITION)

    assert refusal.value.faults == (
        "answers.x: unknown code",
        "answers.yes: a number where true or false is expected",
        "answers.share.inputs.whole: missing",
        "answers.share.inputs.part: negative",
    )
