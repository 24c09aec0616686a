"""Working days, and what is said of the others."""

from datetime import date

import pytest
from django.utils.translation import override

from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.holidays.queries import calendar_from, calendar_of, shared_calendar, whole_calendar
from ecotown.common.holidays.words import day_warning

pytestmark = pytest.mark.django_db


@pytest.fixture
def december():
    """Store a weekend with a substitute on Monday, and a holiday that is only calculated."""
    rows = [
        ("2026-12-05", "วันชาติ", "rule"),
        ("2026-12-07", "วันหยุดชดเชยวันชาติ", "rule"),
        ("2026-12-10", "วันรัฐธรรมนูญ", "calculated"),
        ("2026-12-31", "วันสิ้นปี", "rule"),
        ("2027-01-01", "วันขึ้นปีใหม่", "rule"),
    ]
    PublicHoliday.objects.bulk_create(
        PublicHoliday(day=day, name_th=name, name_en="A holiday", confidence=confidence, source="มติ")
        for day, name, confidence in rows
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-12-04", "2026-12-04", id="a Friday stays"),
        pytest.param("2026-12-05", "2026-12-08", id="over a weekend and its substitute"),
        pytest.param("2026-12-10", "2026-12-11", id="over a holiday"),
        pytest.param("2026-12-31", "2027-01-04", id="over New Year into the next year"),
        pytest.param("2028-01-01", "2028-01-03", id="in a year without data over the weekend"),
    ],
)
def test_the_next_working_day_leaves_out_weekends_and_holidays(december, day, expected):
    start = date.fromisoformat(day)

    assert calendar_from(start).next_working_day(start) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "warning"),
    [
        pytest.param("2026-12-08", "", id="a working day"),
        pytest.param("2026-12-12", "ตรงกับวันเสาร์", id="a Saturday"),
        pytest.param("2026-12-13", "ตรงกับวันอาทิตย์", id="a Sunday"),
        pytest.param("2026-12-05", "ตรงกับวันหยุดราชการ: วันชาติ", id="a holiday in a weekend"),
        pytest.param(
            "2026-12-10",
            "ตรงกับวันหยุดราชการ: วันรัฐธรรมนูญ (คำนวณตามปฏิทินจันทรคติ)",
            id="a holiday that is only calculated",
        ),
        pytest.param("2028-01-03", "ยังไม่มีข้อมูลวันหยุดราชการปี 2571", id="a year without data"),
    ],
)
def test_a_day_that_may_be_no_working_day_is_pointed_out(december, day, warning):
    chosen = date.fromisoformat(day)

    assert day_warning(chosen, calendar_from(chosen)) == warning


def test_the_warning_is_in_the_language_of_the_page(december):
    with override("en"):
        assert day_warning(date(2026, 12, 7), calendar_of(2026, 2026)) == (
            "This day is a public holiday: A holiday"
        )


def test_a_calendar_takes_one_query(december, django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar_from(date(2026, 12, 20)).next_working_day(date(2026, 12, 31))


def test_a_shared_calendar_is_read_once_and_only_in_its_block(december, django_assert_num_queries):
    with django_assert_num_queries(1), shared_calendar():
        assert whole_calendar() == whole_calendar()

    PublicHoliday.objects.all().delete()
    assert whole_calendar().years == frozenset()
