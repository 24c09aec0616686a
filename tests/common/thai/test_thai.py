"""Thai digits, dates, sort keys and search keys."""

from datetime import UTC, date, datetime

import pytest

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

    assert written() == ("12 มีนาคม 2569", "12 มี.ค. 2569 14:05 น.", "2569", "1,200", "10-2/2569")
    assert on_paper == ("๑๒ มีนาคม ๒๕๖๙", "๑๒ มี.ค. ๒๕๖๙ ๑๔:๐๕ น.", "๒๕๖๙", "1,200", "๑๐-๒/๒๕๖๙")
    assert in_english == ("12 March 2026", "12 Mar 2026 14:05", "2569 (2026)", "1,200", "10-2/2569")


def test_only_the_dates_of_a_text_get_thai_digits():
    text = "ISO 14001 นับ 12 ราย ณ 30 กันยายน และตั้งแต่ 1 ม.ค. 2569 ถึงธันวาคม พ.ศ. 2570"

    with papers.formal_paper():
        on_paper = papers.paper_dates(text)

    assert on_paper == "ISO 14001 นับ 12 ราย ณ ๓๐ กันยายน และตั้งแต่ ๑ ม.ค. ๒๕๖๙ ถึงธันวาคม พ.ศ. ๒๕๗๐"
    assert papers.paper_dates(text) == text


def test_a_name_is_kept_whole_and_what_is_typed_stays_text():
    assert papers.unbroken_name("<b> ใจดี") == (
        '<span class="name"><span class="word">&lt;b&gt;</span> <span class="word">ใจดี</span></span>'
    )
    assert papers.unbroken_name("สมุทรสาคร") == '<span class="word">สมุทรสาคร</span>'


def test_certificates_use_thai_digits():
    assert numerals.digits("10-2/2569") == "๑๐-๒/๒๕๖๙"


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
def test_typed_dates_are_parsed(text, day):
    assert dates.parse_date(text) == day


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
