"""All fields that read a typed value or a search ignore invisible characters in the same way."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from assessments.pages.forms.committee import MeetingNumberField
from awards.verification import domain
from ecotown.accounts.forms import NameField
from ecotown.common.forms.dates import DateField, Period
from ecotown.common.forms.fields import (
    AnswerField,
    CodeField,
    MailField,
    NumberField,
    PagesField,
    PercentField,
    TextField,
    WholeNumberField,
)
from ecotown.common.thai import ordering
from indicators.pages.forms.fields import EditionField, YearField, code_field

UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u00ad\u061c\u180e\ufe0f\u034f\u3164\u2800\x01\x08\x7f\x9f"
)
SPACES = "\u00a0\u202f\u2000\u2003\u2007\u2009\u205f\u3000"
MARKS = [pytest.param(mark, id=f"U+{ord(mark):04X}") for mark in UNSEEN + SPACES]
MEETING = MeetingNumberField(regex=r"^\d{1,3}(-\d{1,3})?/25\d\d$")
YEAR = YearField(min_value=2560, max_value=2699)
CHOICE = AnswerField(choices=[("1", "มี"), ("0", "ไม่มี")])


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        pytest.param(NumberField(), "{0}8{0}5{0}", Decimal(85), id="a number"),
        pytest.param(NumberField(), "{0}-1,234.5{0}", Decimal("-1234.5"), id="a number with signs"),
        pytest.param(NumberField(), "๘{0}๕", Decimal(85), id="a number in Thai digits"),
        pytest.param(
            NumberField(), "\uff0d\uff18\uff15\uff0e\uff15{0}", Decimal("-85.5"), id="a full-width number"
        ),
        pytest.param(PercentField(), "{0}85{0}%{0}", Decimal(85), id="a percentage"),
        pytest.param(CHOICE, "{0}1{0}", "1", id="an answer"),
        pytest.param(YEAR, "{0}2570{0}", 2570, id="a year"),
        pytest.param(WholeNumberField(), "{0}๑๒{0}", 12, id="a whole number"),
        pytest.param(DateField(period=Period.FROM_TODAY), "{0}12/3{0}/2699", date(2156, 3, 12), id="a date"),
        pytest.param(MEETING, "{0}10-2/2569{0}", "10-2/2569", id="the number of a meeting"),
        pytest.param(CodeField(), "{0}EN1.1{0}", "EN1.1", id="a code"),
        pytest.param(PagesField(), "{0}หน้า ๔–๖{0}", "4-6", id="pages"),
        pytest.param(EditionField(), "{0}2570-draft{0}", "2570-draft", id="the code of an edition"),
        pytest.param(code_field("indicator"), "{0}EN1.1{0}", "EN1.1", id="the code of an indicator"),
        pytest.param(NameField(), "{0}officer{0}", "officer", id="a user name"),
        pytest.param(MailField(), "{0}a@example.com{0}", "a@example.com", id="an e-mail address"),
    ],
)
def test_a_field_ignores_invisible_characters(field, typed, value, mark):
    assert field.clean(typed.format(mark)) == value


@pytest.mark.parametrize("mark", MARKS)
def test_an_invisible_text_is_empty(mark):
    with pytest.raises(forms.ValidationError) as refused:
        TextField().clean(f"{mark}\n{mark} ")

    assert refused.value.error_list[0].code == "required"


def test_a_text_in_words_is_kept_as_it_was_typed():
    assert TextField().clean(" ก\u200bข \u200d ๙ \uff19 ") == "ก\u200bข \u200d ๙ \uff19"


def test_an_invisible_date_is_empty():
    with pytest.raises(forms.ValidationError) as refused:
        DateField().clean("\u200b \u2060")

    assert refused.value.code == "required"


@pytest.mark.parametrize("mark", MARKS)
def test_a_search_ignores_invisible_characters(mark):
    assert ordering.search_words(f"{mark}อ้อมน้อย{mark}") == ordering.search_words("อ้อมน้อย") != []


@pytest.mark.parametrize("mark", [pytest.param(mark, id=f"U+{ord(mark):04X}") for mark in UNSEEN])
def test_a_word_with_an_invisible_character_is_found(mark):
    assert ordering.search_words(f"อ้อม{mark}น้อย") == ordering.search_words("อ้อมน้อย")


@pytest.mark.parametrize("mark", MARKS)
def test_an_award_number_with_invisible_characters_is_found(mark):
    assert domain.is_same_number(f"{mark}12/2569{mark}", "12/2569")


@pytest.mark.parametrize("typed", ["8 5", "8,5", "1e3", "85%", "๘๕ ร้อยละ", "--5", "5\u2028/5"], ids=ascii)
def test_a_text_that_is_no_number_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        NumberField().clean(typed)


@pytest.mark.parametrize("typed", ["-0", "-0.00", "\u22120"], ids=ascii)
def test_zero_has_no_sign(typed):
    assert str(NumberField().clean(typed)).lstrip("0.") == ""


@pytest.mark.parametrize("typed", ["%", "85%%", "%85", "8 5%"])
def test_a_text_that_is_no_percentage_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        PercentField(required=False).clean(typed)
