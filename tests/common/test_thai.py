"""How Thai is written and sorted."""

from datetime import date

import pytest

from ecotown.common import thai


@pytest.mark.parametrize(
    ("day", "fiscal_year"),
    [
        pytest.param(date(2026, 9, 30), 2569, id="the last day of a fiscal year"),
        pytest.param(date(2026, 10, 1), 2570, id="the first day of the next"),
        pytest.param(date(2026, 1, 1), 2569, id="new year changes nothing"),
    ],
)
def test_fiscal_years_begin_in_october(day, fiscal_year):
    assert thai.fiscal_year(day) == fiscal_year


def test_dates_are_written_in_the_buddhist_era():
    assert thai.long_date(date(2026, 3, 12)) == "12 มีนาคม 2569"
    assert thai.short_date(date(2026, 3, 12)) == "12 มี.ค. 2569"


def test_certificates_use_thai_digits():
    assert thai.digits("10-2/2569") == "๑๐-๒/๒๕๖๙"
    assert thai.arabic_digits("๑๐-๒/๒๕๖๙") == "10-2/2569"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("12/3/2569", date(2026, 3, 12), id="as people type it"),
        pytest.param("๑๒/๓/๒๕๖๙", date(2026, 3, 12), id="with Thai digits"),
        pytest.param("12-03-2569", date(2026, 3, 12), id="with hyphens"),
        pytest.param("31/2/2569", None, id="no such day"),
        pytest.param("12/3", None, id="no year"),
        pytest.param("12/3/0", None, id="before all years"),
        pytest.param("1e2/3/2569", None, id="not digits"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_typed_dates(text, day):
    assert thai.parse_date(text) == day


def test_names_sort_as_in_a_thai_dictionary():
    names = ["แพร่", "เชียงใหม่", "กระบี่", "ไทย", "เลย", "ขอนแก่น", "กาฬสินธุ์", "ชลบุรี", "น่าน", "นครปฐม"]

    assert sorted(names, key=thai.sort_key) == [
        "กระบี่",
        "กาฬสินธุ์",
        "ขอนแก่น",
        "ชลบุรี",
        "เชียงใหม่",
        "ไทย",
        "นครปฐม",
        "น่าน",
        "แพร่",
        "เลย",
    ]
