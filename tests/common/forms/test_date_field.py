"""The field of a date: what it takes, refuses and says beside the field."""

from datetime import date

import pytest
from django import forms
from django.utils.translation import override

from assessments.pages.forms.committee import MeetingForm
from awards.pages.forms.ceremonies import CeremonyForm
from ecotown.common.forms.dates import DateField, Period
from ecotown.common.holidays.models import PublicHoliday

TODAY = "2026-11-29T12:00:00+07:00"


class DueForm(forms.Form):
    day = DateField(wants_working_day=True)
    other = DateField(required=False)


@pytest.mark.parametrize(
    ("period", "typed", "code"),
    [
        pytest.param(Period.FROM_TODAY, "29/11/2569", None, id="today is in the future"),
        pytest.param(Period.UNTIL_TODAY, "29/11/2569", None, id="today is in the past"),
        pytest.param(Period.FROM_TODAY, "28/11/2569", "past", id="yesterday is past"),
        pytest.param(Period.UNTIL_TODAY, "30/11/2569", "future", id="tomorrow is future"),
        pytest.param(Period.ANY, "30/12/2559", "too-early", id="before the first day"),
        pytest.param(Period.FROM_TODAY, "29/11/2570", None, id="a year ahead"),
        pytest.param(Period.FROM_TODAY, "14/12/2659", "too-late", id="two digits of the year changed places"),
        pytest.param(Period.ANY, "14/12/26", "short-year", id="an ambiguous year"),
        pytest.param(Period.ANY, "", "required", id="nothing"),
    ],
)
def test_a_date_beyond_its_limits_is_refused(time_machine, period, typed, code):
    time_machine.move_to(TODAY)
    form = forms.Form({"day": typed})
    form.fields["day"] = DateField(period=period, first_day=date(2017, 1, 1), most_days_ahead=366)

    assert [error.code for error in form.errors.as_data().get("day", [])] == ([code] if code else [])


def test_an_ambiguous_year_is_refused_with_an_example():
    assert DueForm({"day": "14/12/26"}).errors["day"] == [
        "ปีสองหลักนี้อาจเป็น พ.ศ. หรือ ค.ศ. โปรดพิมพ์ปีให้ครบสี่หลัก เช่น 14/12/2569"
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_date_comes_back_as_it_was_shown(language):
    with override(language):
        day = date(2026, 12, 14)
        shown = DueForm(initial={"day": day, "other": day})
        typed = shown["day"].field.widget.format_value(day)

        assert typed == {"th": "14/12/2569", "en": "14/12/2026"}[language]
        assert DueForm({"day": typed, "other": typed}, initial=shown.initial).changed_data == []
        assert {"th": "วันจันทร์ที่ 14 ธันวาคม 2569", "en": "Monday, 14 December 2026"}[language] in str(
            shown["day"]
        )


@pytest.mark.django_db
def test_a_weekend_or_a_holiday_is_pointed_out_and_not_refused():
    PublicHoliday.objects.create(
        day="2026-12-10", name_th="วันรัฐธรรมนูญ", name_en="Constitution Day", confidence="rule", source="มติ"
    )
    form = DueForm({"day": "10 ธ.ค. 69", "other": "10 ธ.ค. 69"})

    assert form.is_valid()
    assert "ตรงกับวันหยุดราชการ: วันรัฐธรรมนูญ" in str(form["day"])
    assert "วันหยุดราชการ" not in str(form["other"])


def test_the_words_describe_the_field():
    markup = str(DueForm(auto_id="id_%s")["other"])

    assert 'aria-describedby="id_other_helptext id_other_words"' in markup
    assert 'id="id_other_words"' in markup


@pytest.mark.django_db
@pytest.mark.parametrize("form_class", [MeetingForm, CeremonyForm])
def test_a_far_year_of_a_meeting_or_a_ceremony_is_refused(form_class):
    errors = form_class({"date": "12/3/2659"}).errors

    assert errors["date"] == ["วันที่นี้ช้าเกินไป โปรดตรวจสอบปี"]
