"""Public holidays as administrators keep them: a list with its preview, a day removed, what is missing."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.actions.holidays import ListedHoliday, remove_holiday, save_holidays
from areas.actions.lists import load_public_holidays
from areas.domain.register import AreaError
from areas.events import Event
from areas.words import refusal_sentence
from ecotown.common.history import recording
from ecotown.common.holidays.models import PublicHoliday
from ecotown.portal.forms import HolidayListForm
from ecotown.portal.screens.holidays import history_of, holiday_years, pending_years

pytestmark = pytest.mark.django_db
PAGE = "portal:keep-holidays"
NEW_YEAR = ListedHoliday(date(2028, 1, 1), "วันขึ้นปีใหม่", "New Year's Day")
SOURCE = "มติคณะรัฐมนตรี 12 ตุลาคม 2570"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel("2027-11-02T09:00:00+07:00", tick=True):
        yield


@pytest.fixture
def known():
    """Return the only holiday of the present year."""
    values = {"name_th": "วันขึ้นปีใหม่", "name_en": "New Year's Day", "source": SOURCE}
    return PublicHoliday.objects.create(day=date(2027, 1, 1), confidence="rule", **values)


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


def save(administrator, *listed, source=SOURCE):
    return save_holidays(listed=listed, confidence="announced", source=source, by=administrator)


def data(text, **values):
    return {"holidays": text, "confidence": "announced", "source": SOURCE, **values}


def events(year):
    return [(event.label, event.changes) for event in history_of(year)]


class TestActions:
    def test_a_list_is_saved_with_the_history_of_each_of_its_years(self, administrator):
        later = ListedHoliday(date(2029, 1, 1), "วันขึ้นปีใหม่")

        saved = save(administrator, NEW_YEAR, later)

        assert [row.day.year for row in saved] == [2028, 2029]
        assert PublicHoliday.objects.get(day=NEW_YEAR.day).name_en == "New Year's Day"
        change = ("1 มกราคม 2571", "ไม่ใช่วันหยุด", "วันขึ้นปีใหม่")
        assert events(2028) == [("บันทึกวันหยุดราชการ", (change,))]
        assert len(events(2029)) == 1

    def test_a_corrected_day_leaves_its_former_name_in_the_history(self, administrator):
        save(administrator, ListedHoliday(NEW_YEAR.day, "วันปีใหม"))

        save(administrator, NEW_YEAR)

        assert events(2028)[0][1] == (("1 มกราคม 2571", "วันปีใหม", "วันขึ้นปีใหม่"),)
        assert PublicHoliday.objects.count() == 1

    def test_days_that_are_not_listed_stay(self, administrator, known):
        save(administrator, NEW_YEAR)

        assert PublicHoliday.objects.filter(pk=known.pk).exists()

    @pytest.mark.parametrize(
        ("listed", "source", "code"),
        [
            pytest.param([], SOURCE, "no-holidays", id="an empty list"),
            pytest.param([NEW_YEAR], " ", "no-source", id="no source"),
            pytest.param([NEW_YEAR, NEW_YEAR], SOURCE, "holiday-twice", id="a day twice"),
        ],
    )
    def test_a_list_is_refused(self, administrator, listed, source, code):
        with pytest.raises(AreaError, match=f"^{code}$"):
            save(administrator, *listed, source=source)

        assert not PublicHoliday.objects.exists()

    def test_the_same_list_twice_is_saved_once(self, administrator):
        save(administrator, NEW_YEAR)

        with pytest.raises(AreaError, match="^holidays-unchanged$"):
            save(administrator, NEW_YEAR)

        assert len(events(2028)) == 1

    def test_a_removed_day_is_a_working_day_again(self, administrator, known):
        remove_holiday(day=known.day, by=administrator)

        assert not PublicHoliday.objects.exists()
        change = ("1 มกราคม 2570", "วันขึ้นปีใหม่", "ไม่ใช่วันหยุด")
        assert events(2027) == [("นำวันหยุดราชการออก", (change,))]
        with pytest.raises(AreaError, match="^holiday-is-gone$"):
            remove_holiday(day=known.day, by=administrator)

    def test_the_list_of_the_portal_leaves_alone_what_administrators_keep(self, administrator, known):
        save(administrator, NEW_YEAR)
        row = {"name_th": "จากแฟ้ม", "name_en": "From the file", "confidence": "rule", "source": "แฟ้ม"}

        changed = load_public_holidays([{"day": "2028-01-03", **row}, {"day": "2027-04-06", **row}], by=None)

        days = PublicHoliday.objects.values_list("day", flat=True)
        assert (list(days), changed) == ([date(2027, 4, 6), NEW_YEAR.day], 2)

    def test_any_number_of_days_takes_the_same_queries(self, administrator, django_assert_num_queries):
        save(administrator, NEW_YEAR)
        with CaptureQueriesContext(connection) as one:
            save(administrator, ListedHoliday(date(2028, 4, 6), "วันจักรี"))

        with django_assert_num_queries(len(one)):
            save(administrator, *(ListedHoliday(date(2028, 4, day), "วันสงกรานต์") for day in (13, 14, 15)))


class TestForm:
    def test_lines_are_read_as_people_write_and_paste_them(self):
        text = "๑ ม.ค. ๒๕๗๑, วันขึ้นปีใหม่,  New Year's  Day\n\n6/4/2571\tวันจักรี\n2028-04-13,วันสงกรานต์,"

        form = HolidayListForm(data(text))

        assert form.is_valid()
        assert form.cleaned_data["holidays"] == [
            NEW_YEAR,
            ListedHoliday(date(2028, 4, 6), "วันจักรี"),
            ListedHoliday(date(2028, 4, 13), "วันสงกรานต์"),
        ]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            pytest.param("วันจักรี", "unreadable", id="no day"),
            pytest.param("30/2/2571, วันจักรี", "no-such-day", id="no such day"),
            pytest.param("6/4/2571", "no-name", id="no name"),
            pytest.param("6/4/2571, " + "ก" * 201, "no-name", id="too long a name"),
            pytest.param("6/4/2771, วันจักรี", "year", id="a mistyped year"),
            pytest.param("6/4/2571, วันจักรี\n6/4/2571, วันจักรี", "twice", id="a day twice"),
            pytest.param("6/4/2571, วันจักรี\n" * 61, "too-many", id="too many lines"),
            pytest.param("", "required", id="nothing"),
            pytest.param(", ,\n", "required", id="empty lines"),
        ],
    )
    def test_a_line_that_cannot_be_read_is_named(self, text, code):
        form = HolidayListForm(data(text))

        assert [error.code for error in form.errors.as_data()["holidays"]] == [code]


class TestPages:
    def test_a_list_is_saved_once_its_preview_was_confirmed(self, as_administrator, known):
        text = "1/1/2570, วันปีใหม่\n1/1/2571, วันขึ้นปีใหม่"
        shown = as_administrator.post(reverse(PAGE), data(text))
        kinds = [(line.kind, line.former) for line in shown.context["statement"].lines]
        assert PublicHoliday.objects.count() == 1

        mark = shown.context["statement"].mark
        answer = as_administrator.post(reverse(PAGE), data(text, statement=mark))

        assert kinds == [("changed", "วันขึ้นปีใหม่"), ("new", "")]
        assert answer.headers["Location"] == f"{reverse(PAGE)}?year=2570"
        assert PublicHoliday.objects.count() == 2

    def test_what_was_changed_meanwhile_is_shown_again(self, as_administrator, administrator):
        text = "1/1/2571, วันขึ้นปีใหม่"
        mark = as_administrator.post(reverse(PAGE), data(text)).context["statement"].mark
        save(administrator, ListedHoliday(NEW_YEAR.day, "วันปีใหม่"))

        shown = as_administrator.post(reverse(PAGE), data(text, statement=mark))

        assert (shown.context["is_outdated"], shown.context["statement"].lines[0].kind) == (True, "changed")
        assert PublicHoliday.objects.get().name_th == "วันปีใหม่"

    def test_the_preview_leads_back_to_what_was_typed(self, as_administrator):
        answer = as_administrator.post(reverse(PAGE), data("1/1/2571, วันขึ้นปีใหม่", change="1"))

        assert "1/1/2571, วันขึ้นปีใหม่" in answer.content.decode()
        assert answer.status_code == 200

    def test_a_list_that_changes_nothing_says_so(self, as_administrator, administrator):
        save(administrator, NEW_YEAR)

        answer = as_administrator.post(reverse(PAGE), data("1/1/2571, วันขึ้นปีใหม่, New Year's Day"))

        assert answer.status_code == 422
        assert answer.context["form"].errors["holidays"] == [refusal_sentence("holidays-unchanged")]

    def test_the_missing_year_is_shown_first(self, as_administrator, known):
        context = as_administrator.get(reverse(PAGE)).context

        assert (context["year"], context["years"], context["missing"]) == (2571, [2570, 2571, 2572], [2571])
        assert as_administrator.get(f"{reverse(PAGE)}?year=2570").context["holidays"] == [known]
        assert as_administrator.get(f"{reverse(PAGE)}?year=3000").context["year"] == 2571

    def test_a_day_is_removed_once(self, as_administrator, known):
        url = reverse("portal:remove-holiday")
        told = [
            [f"{told}" for told in as_administrator.post(url, {"day": day}, follow=True).context["messages"]]
            for day in ("2027-01-01", "2027-01-02", "2027-02-30", "x")
        ]

        assert told == [["นำวันหยุดราชการออกแล้ว"], [refusal_sentence("holiday-is-gone")], [], []]
        assert not PublicHoliday.objects.exists()

    def test_a_double_click_is_told_kindly(self, as_administrator, known):
        url = reverse("portal:remove-holiday")
        as_administrator.post(url, {"day": "2027-01-01"}, follow=True)

        (message,) = as_administrator.post(url, {"day": "2027-01-01"}, follow=True).context["messages"]

        assert message.level_tag == "info"

    def test_any_number_of_holidays_takes_the_same_queries(
        self, as_administrator, known, administrator, django_assert_num_queries
    ):
        save(administrator, NEW_YEAR)
        url = f"{reverse(PAGE)}?year=2571"
        with CaptureQueriesContext(connection) as one:
            as_administrator.get(url)
        save(administrator, *(ListedHoliday(date(2028, 4, day), "วันสงกรานต์") for day in (13, 14)))

        with django_assert_num_queries(len(one)):
            as_administrator.get(url)


class TestMissingYears:
    @pytest.mark.parametrize(
        ("today", "missing"),
        [
            pytest.param("2027-09-30", [], id="before October nothing of the next year"),
            pytest.param("2027-10-01", [2028], id="from October on the next year"),
            pytest.param("2028-01-01", [2028], id="a year that has begun"),
            pytest.param("2028-10-01", [2028, 2029], id="two years"),
        ],
    )
    def test_years_are_missing_from_october_on(self, administrator, known, today, missing):
        with time_machine.travel(f"{today}T09:00:00+07:00"):
            assert holiday_years().missing == missing
            assert [work.due.year for work in pending_years(administrator)] == [year - 1 for year in missing]

    def test_before_the_first_list_the_set_up_leads_on(self, administrator):
        assert (holiday_years().missing, pending_years(administrator)) == ([], [])

    def test_the_work_leads_to_the_year_and_is_that_of_administrators(self, administrator, officer, known):
        (work,) = pending_years(administrator)

        assert (work.name, work.url) == ("วันหยุดราชการ พ.ศ. 2571", f"{reverse(PAGE)}?year=2571")
        assert (work.since, work.due) == (date(2027, 10, 1), date(2027, 12, 31))
        assert pending_years(officer) == []

    def test_entered_holidays_end_the_work(self, administrator, known):
        save(administrator, NEW_YEAR)

        assert pending_years(administrator) == []


def test_a_broken_row_of_the_history_is_shown_as_it_is(administrator):
    recording.record("holidays:2028", Event.HOLIDAYS_SAVED, by=administrator, data={"days": {"x": None}})

    assert events(2028)[0][1] == (("", "", "{'days': {'x': None}}"),)
