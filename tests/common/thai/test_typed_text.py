"""Invisible characters pasted with a value are not part of it."""

import sys
import unicodedata

import pytest

from ecotown.common.thai import typed_text


@pytest.mark.parametrize(
    "invisible",
    [
        pytest.param(mark, id=f"U+{ord(mark):04X}")
        for mark in "\u200b\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        "\u2066\u2067\u2068\u2069\u00ad\u2060\ufe0f"
    ],
)
def test_invisible_characters_are_ignored_around_and_inside_a_value(invisible):
    assert typed_text.visible_text(f"{invisible}1{invisible}2{invisible}") == "12"


@pytest.mark.parametrize(
    "space", [pytest.param(mark, id=f"U+{ord(mark):04X}") for mark in "\u00a0\u202f\u2009\u3000\u2028"]
)
def test_each_special_space_becomes_a_plain_one(space):
    assert typed_text.visible_text(f"{space}1{space}234{space}") == "1 234"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("๑๒.๕", "12.5", id="Thai digits"),
        pytest.param("๑๐-๒/๒๕๖๙", "10-2/2569", id="the number of a meeting in Thai digits"),
        pytest.param("\uff11\uff12\uff0e\uff15", "12.5", id="full-width digits and dot"),
        pytest.param("\uff0d\uff15", "-5", id="full-width minus"),
        pytest.param("\u22125", "-5", id="minus sign"),
        pytest.param("\uff0b5\uff05", "+5%", id="full-width plus and percent"),
        pytest.param("\ufe635\ufe52\ufe505", "-5.,5", id="small minus, dot and comma"),
        pytest.param("10\u20132/2569", "10-2/2569", id="a dash for a hyphen"),
        pytest.param("١٢", "12", id="digits of another script"),
        pytest.param("\u202d1,234.50\u202c", "1,234.50", id="as the calculator of Windows copies it"),
    ],
)
def test_a_value_is_read_in_ascii(typed, value):
    assert typed_text.ascii_value(typed) == value


def test_words_are_unchanged():
    assert typed_text.ascii_value(" ไม่ใช่ ") == "ไม่ใช่"


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        pytest.param("หน้า 3", "3", id="the word for a page"),
        pytest.param("หน้า หน้า ๓", "3", id="the word twice"),
        pytest.param("น.๓", "3", id="the short word"),
        pytest.param("P. 3", "3", id="the short word in English"),
        pytest.param("page 3", "3", id="the word in English"),
        pytest.param("\u200bหน้า ๓–๕", "3-5", id="a range"),
        pytest.param("หน้า 3 ถึงหน้า 5", "3-5", id="a range in words"),
        pytest.param("3,5", "3, 5", id="a list"),
        pytest.param("น. 1-3, น. 7 และ 9", "1-3, 7, 9", id="ranges and a list"),
        pytest.param("\uff13\uff0d\uff15", "3-5", id="full-width pages"),
        pytest.param("ภาคผนวก ก หน้า 3", "ภาคผนวก ก หน้า 3", id="more than pages"),
        pytest.param("ย่อหน้า 2", "ย่อหน้า 2", id="another word that ends alike"),
        pytest.param("หน้าปก", "หน้าปก", id="a page without a number"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_pages_are_read_as_people_write_them(typed, pages):
    assert typed_text.page_numbers(typed) == pages
    assert typed_text.page_numbers(pages) == pages


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        pytest.param("8\u00a05", "85", id="a space that does not break inside a number"),
        pytest.param("1\u202f234\u2009567", "1234567", id="spaces of a typesetter between thousands"),
        pytest.param("ไม่\u00a0มี", "ไม่มี", id="a space that does not break inside a word"),
        pytest.param(" 8 5 ", "8 5", id="a space that was typed stays"),
    ],
)
def test_an_answer_has_no_special_spaces(typed, answer):
    assert typed_text.ascii_answer(typed) == answer


def test_no_space_digit_or_invisible_character_lies_beyond_the_planes_that_are_read():
    others = (chr(code) for code in range(sys.maxunicode + 1) if code >> 16 not in typed_text._PLANES)

    changed = [
        letter
        for letter in others
        if unicodedata.category(letter) in {"Cf", "Zs", "Cc", "Zl", "Zp"} or letter.isdecimal()
    ]

    assert changed == []
