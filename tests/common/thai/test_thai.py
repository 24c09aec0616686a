"""Thai digits, dates, sort keys and search keys."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from ecotown.common.thai import dates, formats, numerals, ordering, papers


@pytest.mark.parametrize(
    ("day", "fiscal_year"),
    [
        pytest.param(date(2026, 9, 30), 2569, id="the last day of a fiscal year"),
        pytest.param(date(2026, 10, 1), 2570, id="the first day of the next"),
        pytest.param(date(2026, 1, 1), 2569, id="new year changes nothing"),
    ],
)
def test_fiscal_years_begin_in_october(day, fiscal_year):
    assert dates.fiscal_year(day) == fiscal_year


def test_dates_are_written_in_the_buddhist_era():
    assert dates.long_date(date(2026, 3, 12)) == "12 มีนาคม 2569"
    assert dates.short_date(date(2026, 3, 12)) == "12 มี.ค. 2569"


def test_certificates_name_the_era():
    assert dates.full_date(date(2026, 12, 15)) == "15 ธันวาคม พ.ศ. 2569"


def test_on_a_paper_dates_have_thai_digits_and_numbers_have_not():
    at = datetime(2026, 3, 12, 7, 5, tzinfo=UTC)

    def written():
        words = (formats.long_date(at), formats.moment(at), formats.era_year(2569), formats.number(1200))
        return *words, papers.paper_digits("10-2/2569")

    with papers.formal_paper():
        on_paper = written()
    with papers.formal_paper("en"):
        in_english = written()

    assert written() == ("12 มีนาคม 2569", "12 มี.ค. 2569 14:05\u00a0น.", "2569", "1,200", "10-2/2569")
    assert on_paper == ("๑๒ มีนาคม ๒๕๖๙", "๑๒ มี.ค. ๒๕๖๙ ๑๔:๐๕\u00a0น.", "๒๕๖๙", "1,200", "๑๐-๒/๒๕๖๙")
    assert in_english == ("12 March 2026", "12 Mar 2026 14:05", "2569 (2026)", "1,200", "10-2/2569")


def test_only_the_dates_of_a_text_get_thai_digits():
    text = "ISO 14001 นับ 12 ราย ณ 30 กันยายน และตั้งแต่ 1 ม.ค. 2569 ถึงธันวาคม พ.ศ. 2570 ปีงบประมาณ 2571"

    with papers.formal_paper():
        on_paper = papers.paper_dates(text)

    assert on_paper == "ISO 14001 นับ 12 ราย ณ ๓๐ กันยายน และตั้งแต่ ๑ ม.ค. ๒๕๖๙ ถึงธันวาคม พ.ศ. ๒๕๗๐ ปีงบประมาณ ๒๕๗๑"
    assert papers.paper_dates(text) == text


def test_a_name_is_kept_whole_and_what_is_typed_stays_text():
    assert papers.unbroken_name("<b> ใจดี") == (
        '<span class="name"><span class="word">&lt;b&gt;</span> <span class="word">ใจดี</span></span>'
    )
    assert papers.unbroken_name("สมุทรสาคร") == '<span class="word">สมุทรสาคร</span>'


def test_certificates_use_thai_digits():
    assert numerals.digits("10-2/2569") == "๑๐-๒/๒๕๖๙"


@pytest.mark.parametrize(
    "text",
    [
        *("14/12/2569", "14-12-69", "14.12.2569", "14 12 2569", "๑๔/๑๒/๒๕๖๙", "14–12–2569"),
        *("14 ธ.ค. 69", "14 ธ.ค. 2569", "14ธค69", "14 ธันวาคม 2569", "14 ธันวา 69", "14/ธ.ค./69"),
        *("วันจันทร์ที่ 14 ธันวาคม พ.ศ. 2569", "จันทร์ที่ 14 ธันวาคม 2569", "จันทร์ 14 ธ.ค. 2569", "วันที่ 14 ธ.ค. 69"),
        *("2026-12-14", "2569-12-14", "2026/12/14", "14/12/2026"),
        *("14 December 2026", "14 Dec 69", "Monday, 14 December 2026 CE", " 14/12/2569 "),
        *("วันที่ ๑๔ เดือนธันวาคม พุทธศักราช ๒๕๖๙", "วันที่ 14 เดือน ธันวาคม พ.ศ. 2569", "14 ธ. ค. พ.ศ. 69"),
        *(
            "จ. 14 ธ.ค. 2569",
            "14 ธ.ค. 2569 (วันจันทร์)",
            "14 ธ.ค. ’69",
            "Mon 14th Dec 2026",
            "December 14, 2026",
        ),
    ],
)
def test_dates_are_read_as_people_write_them(text):
    assert dates.read_date(text) == date(2026, 12, 14)


@pytest.mark.parametrize("number", range(1, 13))
def test_each_month_is_read_as_it_is_written(number):
    day = date(2026, number, 2)

    written = [dates.long_date(day), dates.short_date(day), dates.weekday_date(day), f"{day:%-d %B %Y}"]

    assert {dates.read_date(text) for text in written} == {day}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("14/12/26", "short-year", id="two digits of either era"),
        pytest.param("14/12", "no-year", id="no year"),
        pytest.param("14 ธ.ค.", "no-year", id="no year after a name"),
        pytest.param("31/11/2569", "no-such-day", id="a day that the month lacks"),
        pytest.param("29/2/2569", "no-such-day", id="no leap year"),
        pytest.param("12/14/2569", "no-such-day", id="the month before the day"),
        pytest.param("12/3/0", "unreadable", id="before all years"),
        pytest.param("12/3/2300", "unreadable", id="a year of neither era"),
        pytest.param("12 มี.ค. ค.ศ. 2569", "unreadable", id="a year of the other era"),
        pytest.param("12 มี.ค. พ.ศ. 2026", "unreadable", id="a year of the other era, too"),
        pytest.param("12/3/169", "unreadable", id="three digits"),
        pytest.param("12/3/" + "9" * 5000, "unreadable", id="very many digits"),
        pytest.param("1e2/3/2569", "unreadable", id="not digits"),
        pytest.param("14/12/2569/1", "unreadable", id="four parts"),
        pytest.param("/12/2569", "unreadable", id="a part missing in front"),
        pytest.param("พรุ่งนี้", "unreadable", id="a word"),
        pytest.param("", "unreadable", id="nothing"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text, code):
    with pytest.raises(dates.DateError) as refused:
        dates.read_date(text)

    assert refused.value.code == code


def test_a_date_is_written_with_its_weekday():
    assert dates.weekday_date(date(2026, 12, 14)) == "วันจันทร์ที่ 14 ธันวาคม 2569"


def test_names_sort_as_in_a_thai_dictionary():
    names = ["แพร่", "เชียงใหม่", "กระบี่", "ไทย", "เลย", "ขอนแก่น", "กาฬสินธุ์", "ชลบุรี", "น่าน", "นครปฐม"]

    assert sorted(names, key=ordering.sort_key) == [
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


@pytest.mark.parametrize(
    ("spelling", "variant"),
    [
        pytest.param("น้ำ", "นํ้า", id="sara am as nikhahit before the tone and sara aa"),
        pytest.param("น้ำ", "น้ํา", id="the tone before nikhahit"),
        pytest.param("น้ำ", "น้้ำ", id="the tone twice"),
        pytest.param("แม่เมาะ", "เเม่เมาะ", id="sara ae as two sara e"),
        pytest.param("Om Noi", "om-noi", id="capitals and hyphens"),
        pytest.param("ตำบล ๕", "ตำบล5", id="digits and spaces"),
        pytest.param("Café", "cafe", id="accents"),
        pytest.param("ที่\u200bดิน", "ที่ดิน", id="a break that nobody sees"),
    ],
)
def test_spellings_of_one_name_have_one_search_key(spelling, variant):
    assert ordering.search_key(spelling) == ordering.search_key(variant) != ""


def test_different_tones_have_different_search_keys():
    assert len({ordering.search_key(word) for word in ["มา", "ม่า", "ม้า", "มำ"]}) == 4


def test_stored_keys_sort_as_in_a_thai_dictionary():
    names = ["แพร่", "เชียงใหม่", "กระบี่", "ไทย", "เลย", "แพ", "แพร", "กา", "ก่า", "ก", "A", "5"]

    assert sorted(names, key=ordering.stored_sort_key) == sorted(names, key=ordering.sort_key)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("th", "น้ำ <b>\nISO", "น้ำ &lt;b&gt;<br>ISO"),
        ("en", "น้ำ <b>\nISO", '<span lang="th">น้ำ &lt;b&gt;<br>ISO</span>'),
        ("en", "Water\nISO", "Water<br>ISO"),
        ("en", "", ""),
    ],
)
def test_a_typed_thai_text_says_so_on_a_page_in_english(language, text, expected):
    with override(language):
        assert formats.typed(text) == expected
