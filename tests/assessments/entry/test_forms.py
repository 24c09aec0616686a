"""The entry form: what it accepts, parses and refuses."""

import json
from decimal import Decimal

import pytest

from assessments.entry.domain.values import EntryValue, from_plain, plain
from assessments.pages.forms.entry import EntryForm
from indicators.editions.queries import editions


@pytest.fixture
def form_of(framework):
    """Return a function that binds the form of an indicator: `form_of("EN9.1", value="3")`."""
    edition = editions.edition_of(framework)

    def make(code, **typed):
        fields = {f"{code}-{name}": value for name, value in typed.items()}
        return EntryForm(fields, indicator=edition.by_code[code], entry_value=EntryValue())

    return make


@pytest.mark.parametrize(
    ("code", "typed", "entry_value"),
    [
        pytest.param("EN9.1", {"value": ""}, EntryValue(), id="nothing"),
        pytest.param("EN9.1", {"value": " 1,234 "}, EntryValue(value=Decimal(1234)), id="thousands comma"),
        pytest.param("EN9.1", {"value": "๑๒"}, EntryValue(value=Decimal(12)), id="Thai digits"),
        pytest.param("SO1.1", {"value": "66.67"}, EntryValue(value=Decimal("66.67")), id="decimals are kept"),
        pytest.param(
            "SO1.1", {"value": "๘๕ %"}, EntryValue(value=Decimal(85)), id="a percentage with its sign"
        ),
        pytest.param("PH1.2", {"value": "1"}, EntryValue(value=Decimal(1)), id="yes"),
        pytest.param(
            "PH1.2", {"value": "\u202d1\u202c"}, EntryValue(value=Decimal(1)), id="yes, as it was copied"
        ),
        pytest.param("PH1.2", {"value": "0"}, EntryValue(value=Decimal(0)), id="no is an answer"),
        pytest.param("EN9.2", {"value": "0"}, EntryValue(value=Decimal(0)), id="step 0 is an answer"),
        pytest.param(
            "EN1.1",
            {"part": "11", "whole": "40"},
            EntryValue(inputs={"part": Decimal(11), "whole": Decimal(40)}),
            id="the inputs of a formula",
        ),
        pytest.param(
            "EN1.1", {"whole": "40"}, EntryValue(inputs={"whole": Decimal(40)}), id="half a formula"
        ),
        pytest.param(
            "EN1.1",
            {"part": "11", "whole": "40", "not_applicable": "on", "reason": "ไม่มีแหล่งน้ำ"},
            EntryValue(not_applicable=True, reason="ไม่มีแหล่งน้ำ"),
            id="not applicable wins over numbers",
        ),
        pytest.param(
            "SO1.1", {"value": "66.6667"}, EntryValue(value=Decimal("66.6667")), id="four decimal places"
        ),
        pytest.param(
            "EC1.1",
            {"current": "-5", "baseline": "100"},
            EntryValue(inputs={"current": Decimal(-5), "baseline": Decimal(100)}),
            id="a loss is possible",
        ),
    ],
)
def test_typed_values_are_parsed(form_of, code, typed, entry_value):
    form = form_of(code, **typed)

    assert form.is_valid(), form.errors
    assert form.entry_value == entry_value


@pytest.mark.parametrize("whole", ["0", "40"])
def test_a_part_may_equal_its_whole(form_of, whole):
    assert form_of("EN1.1", part=whole, whole=whole).is_valid()


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "1.2.3",
        "--1",
        "1e5",
        "0e999",
        "inf",
        "NaN",
        "9" * 30,
        "<script>",
        "=1+1",
        "12,5",
        "1.234,5",
        "1_0",
    ],
    ids=repr,
)
def test_a_text_that_is_no_number_is_refused(form_of, text):
    assert set(form_of("SO1.1", value=text).errors) == {"value"}


@pytest.mark.parametrize(
    ("code", "typed", "field"),
    [
        pytest.param("EC1.1", {"current": "5", "baseline": "-100"}, "baseline", id="a negative baseline"),
        pytest.param("EC1.1", {"baseline": "-100"}, "baseline", id="even while the rest is missing"),
        pytest.param("SO1.2", {"part": "-1", "whole": "10"}, "part", id="a negative part of a rate"),
        pytest.param("EN9.1", {"value": "", "reason": "ลืมติ๊ก"}, "reason", id="a reason without the tick"),
        pytest.param("SO1.1", {"value": "1.23456"}, "value", id="more places than are kept"),
        pytest.param("SO1.1", {"value": "101%"}, "value", id="more than everything"),
        pytest.param("EN9.1", {"value": "85%"}, "value", id="a percentage for a count"),
        pytest.param("EN1.1", {"part": "85%"}, "part", id="a percentage for a part"),
        pytest.param(
            "SO1.1", {"not_applicable": "on", "reason": "\u200b"}, "reason", id="a reason nobody sees"
        ),
    ],
)
def test_a_value_refused_by_the_rule_is_refused_at_its_field(form_of, code, typed, field):
    assert set(form_of(code, **typed).errors) == {field}


@pytest.mark.parametrize(
    "entry_value",
    [
        pytest.param(EntryValue(), id="nothing"),
        pytest.param(EntryValue(value=Decimal("3.5000")), id="a value"),
        pytest.param(EntryValue(inputs={"part": Decimal(1), "whole": Decimal(2)}), id="inputs"),
        pytest.param(EntryValue(not_applicable=True, reason="ไม่มี"), id="not applicable"),
    ],
)
def test_the_value_at_opening_comes_back_from_the_page(entry_value):
    assert from_plain(json.loads(json.dumps(plain(entry_value)))) == entry_value


def test_each_number_is_looked_at_by_itself(form_of):
    assert set(form_of("EN1.1", part="abc", whole="-5").errors) == {"part", "whole"}
