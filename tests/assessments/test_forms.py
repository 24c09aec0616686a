"""What officers type, parsed and limited."""

from decimal import Decimal

import pytest

from assessments.domain.entries import Given
from assessments.forms import EntryForm
from indicators import queries


@pytest.fixture
def form_of(framework):
    """`form_of("EN9.1", value="3")`: the bound form of an indicator."""
    edition = queries.edition_of(framework)

    def make(code, **typed):
        data = {f"{code}-{name}": value for name, value in typed.items()}
        return EntryForm(data, indicator=edition.by_code[code], given=Given())

    return make


@pytest.mark.parametrize(
    ("code", "typed", "given"),
    [
        pytest.param("EN9.1", {"value": ""}, Given(), id="nothing"),
        pytest.param("EN9.1", {"value": " 1,234 "}, Given(value=Decimal(1234)), id="thousands comma"),
        pytest.param("EN9.1", {"value": "๑๒"}, Given(value=Decimal(12)), id="Thai digits"),
        pytest.param("SO1.1", {"value": "66.67"}, Given(value=Decimal("66.67")), id="decimals are kept"),
        pytest.param("PH1.2", {"value": "1"}, Given(value=Decimal(1)), id="yes"),
        pytest.param("PH1.2", {"value": "0"}, Given(value=Decimal(0)), id="no is an answer"),
        pytest.param("EN9.2", {"value": "0"}, Given(value=Decimal(0)), id="step 0 is an answer"),
        pytest.param(
            "EN1.1",
            {"part": "11", "whole": "40"},
            Given(inputs={"part": Decimal(11), "whole": Decimal(40)}),
            id="the inputs of a formula",
        ),
        pytest.param("EN1.1", {"whole": "40"}, Given(inputs={"whole": Decimal(40)}), id="half a formula"),
        pytest.param(
            "EN1.1",
            {"part": "11", "whole": "40", "not_applicable": "on", "reason": "ไม่มีแหล่งน้ำ"},
            Given(not_applicable=True, reason="ไม่มีแหล่งน้ำ"),
            id="not applicable wins over numbers",
        ),
        pytest.param("EN9.1", {"value": "", "reason": "ลืมติ๊ก"}, Given(), id="a reason alone is nothing"),
    ],
)
def test_what_is_typed_is_understood(form_of, code, typed, given):
    form = form_of(code, **typed)

    assert form.is_valid(), form.errors
    assert form.given == given


@pytest.mark.parametrize("whole", ["0", "40"])
def test_a_part_may_equal_its_whole(form_of, whole):
    assert form_of("EN1.1", part=whole, whole=whole).is_valid()


@pytest.mark.parametrize(
    "text", ["abc", "1.2.3", "--1", "1e500", "inf", "NaN", "9" * 30, "<script>", "=1+1"], ids=repr
)
def test_what_is_no_number_is_refused(form_of, text):
    assert set(form_of("SO1.1", value=text).errors) == {"value"}
