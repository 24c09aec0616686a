"""Fitting texts: smaller, then broken between words, never overflowing, never inside a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.designs.domain.designs import Box, Slot
from awards.designs.domain.fitting import ASCENT, DESCENT, POINTS, breakable_parts, fit

LONGEST = "๕ ตำบล อำเภอสีคิ้ว (สีคิ้ว มิตรภาพ หนองหญ้าขาว ลาดบัวขาว กุดน้อย)"


def half_width(text, weight):
    return len(text) / 2


def slot(**changes):
    return Slot(
        "recipient", **({"box": Box(20, 40, 100, 20), "size": 24, "least_size": 12, "lines": 2} | changes)
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("เขตพัฒนาเศรษฐกิจพิเศษสระแก้ว", ["เขตพัฒนาเศรษฐกิจพิเศษสระแก้ว"], id="a name is one part"),
        pytest.param("บ้านบึง ชลบุรี", ["บ้านบึง ", "ชลบุรี"], id="breaks at a space"),
        pytest.param(
            "อาร์\u00a0ไอ\u00a0แอล ระยอง", ["อาร์\u00a0ไอ\u00a0แอล ", "ระยอง"], id="no-break spaces hold"
        ),
        pytest.param("๕ ตำบล อำเภอ", ["๕ ตำบล ", "อำเภอ"], id="a number stays with what it counts"),
        pytest.param(
            "ผู้ร่วมพัฒนา ระดับที่ 5 เมืองน่าอยู่", ["ผู้ร่วมพัฒนา ", "ระดับที่ 5 ", "เมืองน่าอยู่"], id="an ordinal is whole"
        ),
        pytest.param(
            "มาตรฐาน ISO 14001 และ GI 5", ["มาตรฐาน ", "ISO 14001 ", "และ ", "GI 5"], id="a standard is whole"
        ),
        pytest.param("https://\u200ba/\u200bb", ["https://", "a/", "b"], id="zero-width spaces vanish"),
        pytest.param("  ก \n ข ", ["ก ", "ข"], id="spaces around are none"),
    ],
)
def test_words_are_the_parts_between_possible_breaks(text, parts):
    assert breakable_parts(text) == parts


def test_a_short_text_stands_in_the_middle_in_full_size():
    (line,) = fit("ชะอำ", slot(), half_width)

    assert line.size == 24
    assert line.x == pytest.approx(20 + (100 - 2 * 24 / POINTS) / 2)
    assert line.y == pytest.approx(50 + (ASCENT - DESCENT) / 2 * 24 / POINTS)


@pytest.mark.parametrize(("align", "x"), [("left", 20), ("right", 120 - 2 * 24 / POINTS)])
def test_a_text_stands_at_the_edge_it_is_aligned_to(align, x):
    (line,) = fit("ชะอำ", slot(align=align), half_width)

    assert line.x == pytest.approx(x)


def test_a_longer_text_is_first_set_smaller():
    (line,) = fit("ก" * 30, slot(), half_width)

    assert line.size == 18.75  # 100 mm are 283.5 pt: 15 sizes of 18.9 pt


def test_what_is_too_long_for_one_line_is_broken_evenly_at_a_larger_size():
    lines = fit("กกกกกกกกกกกกกกกกกกกก ขขขขขขขขขข คคคคคคคคคคคคคคคคคค", slot(least_size=13), half_width)

    assert [line.text for line in lines] == ["กกกกกกกกกกกกกกกกกกกก", "ขขขขขขขขขข คคคคคคคคคคคคคคคคคค"]
    assert {line.size for line in lines} == {18.75}


def test_more_lines_are_taken_for_larger_letters_only_where_letters_come_first():
    text = "กกกกกกกกกก ขขขขขขขขขข กกกกกกกกกก ขขขขขขขขขข"

    usual, large = fit(text, slot(), half_width), fit(text, slot(letters_come_first=True), half_width)

    assert (len(usual), len(large)) == (1, 2)
    assert large[0].size >= 1.2 * usual[0].size


def test_what_is_in_brackets_stays_together_when_there_is_room():
    lines = fit("เทศบาลนครอ้อมน้อย (อำเภอกระทุ่มแบน สมุทรสาคร)", slot(least_size=13), half_width)

    assert [line.text for line in lines] == ["เทศบาลนครอ้อมน้อย", "(อำเภอกระทุ่มแบน สมุทรสาคร)"]


@pytest.mark.parametrize(
    "text", ["ก" * 60, "ก " * 100, ""], ids=["one long name", "too many words", "nothing"]
)
def test_what_does_not_fit_is_no_lines(text):
    assert not fit(text, slot(), half_width)


@given(st.text("กขค (๕)\u00a0\u200b", min_size=1, max_size=60), st.integers(1, 3), st.floats(8, 40))
def test_lines_never_leave_their_box_and_lose_no_letter(text, lines, height):
    place = slot(lines=lines, box=Box(20, 40, 80, height))

    fitted = fit(text, place, half_width) or []

    for line in fitted:
        assert 20 - 1e-6 <= line.x
        assert line.x + half_width(line.text, 400) * line.size / POINTS <= 100 + 1e-6
        assert line.y - ASCENT * line.size / POINTS >= 40 - 1e-6
        assert line.y + DESCENT * line.size / POINTS <= 40 + height + 1e-6
        assert 12 <= line.size <= 24
    if fitted:
        assert "".join(line.text for line in fitted).replace(" ", "") == text.replace(" ", "").replace(
            "\u200b", ""
        )


def test_the_longest_name_is_never_split_inside_a_place():
    for width in range(40, 240, 5):
        lines = fit(LONGEST, slot(lines=3, box=Box(0, 0, width, 40), least_size=8), half_width) or []

        assert [word for line in lines for word in line.text.split()] in (LONGEST.split(), [])
