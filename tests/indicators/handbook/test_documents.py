"""The handbook of an edition as a PDF, and its data dictionary as a table."""

import csv
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from io import BytesIO, StringIO
from unicodedata import category

import pikepdf
import pytest

from ecotown.common.files.pictures import CleanedPicture
from ecotown.common.thai import numerals
from ecotown.configuration import results
from indicators.criteria.domain.framework import MAX_TEXT_LENGTHS, Dimension, Framework, Guidance
from indicators.criteria.domain.framework_reading import read_framework
from indicators.handbook.documents.dictionary import dictionary_csv
from indicators.handbook.documents.handbook import handbook_pdf
from tests import builders, files
from tests.builders import fixture
from tests.papers import Paper, has_arabic_date

MADE_AT = datetime(2026, 11, 29, 5, 0, tzinfo=UTC)
FRONT = 4  # pages before the first indicator: cover, contents, level rule, shared quantities
PARTS = {"th": "หน้า {} จาก {}", "en": "page {} of {}"}
MARK = {"th": "ฉบับใช้งาน ไม่ใช่ฉบับทางการ", "en": "Working edition, not official."}
DRAFT = {"th": "ฉบับร่าง ยังไม่เผยแพร่", "en": "Draft, not published."}


def edition():
    return read_framework(fixture("framework-2565-working"))


def with_first(framework, **changes):
    """Return the edition with its first indicator alone, changed."""
    dimension = framework.dimensions[0]
    aspect = dimension.aspects[0]
    indicator = replace(aspect.indicators[0], **changes)
    aspects = (replace(aspect, indicators=(indicator,)),)
    return replace(framework, dimensions=(replace(dimension, aspects=aspects),))


def made(framework, language="th", **options):
    return handbook_pdf(framework, language=language, checksum="c0ffee" * 8, made_at=MADE_AT, **options)


@cache
def whole_handbook(language):
    """Return the handbook of the working edition, which takes seconds."""
    return made(edition(), language)


def pages_of(content, path):
    """Return the text of each page of a PDF."""
    path.write_bytes(content)
    command = ["pdftotext", path, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def words(text):
    """Return the text without spaces and marks above and below, which copying out of a PDF mixes up."""
    letters = text.replace("ำ", "า")
    return "".join(letter for letter in letters if category(letter) not in ("Mn", "Zs", "Cc"))


def test_the_cover_has_the_emblem_of_the_department_in_place_of_the_mark():
    one_page = with_first(edition())
    plain = made(one_page)
    builders.set_setting(emblem=results.store_emblem(CleanedPicture(files.picture("PNG"), "png")))

    assert [pictures_on_cover(content) for content in (plain, made(one_page))] == [0, 1]


def pictures_on_cover(content):
    """Return how many pictures of pixels the first page of a PDF has; drawings are no such pictures."""
    with pikepdf.open(BytesIO(content)) as pdf:
        parts = pdf.pages[0].Resources.get("/XObject", {})
        return sum(part.Subtype == "/Image" for part in dict(parts).values())


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_indicator_of_the_working_edition_has_one_page(language, tmp_path):
    framework = edition()

    pages = pages_of(whole_handbook(language), tmp_path / "handbook.pdf")

    assert len(pages) == FRONT + len(framework.indicators)
    for number, page in enumerate(pages, start=1):
        numbers = [numerals.digits(n) if language == "th" else n for n in (number, len(pages))]
        assert words(PARTS[language].format(*numbers)) in words(page)
        assert words(MARK[language]) in words(page)
        assert framework.edition in page
    heads = [re.search(r"^([A-Z]{2}\d\.\d) ", page, re.MULTILINE)[1] for page in pages[FRONT:]]
    assert heads == [indicator.code for indicator in framework.indicators]


@pytest.mark.parametrize("language", ["th", "en"])
def test_pages_are_filled_by_a_quarter_and_only_the_thai_ones_have_thai_digits(language, tmp_path):
    paper = Paper(whole_handbook(language), tmp_path / "handbook.pdf")

    assert [share for page in paper.pages[:-1] if (share := page.filled(17, 16)) < 0.25] == []
    lines = [line.text for page in paper.pages for line in page.lines]
    assert any(set(line) & set("๐๑๒๓๔๕๖๗๘๙") for line in lines) == (language == "th")
    assert [line for line in lines if has_arabic_date(line)] == []
    assert paper.split_names([indicator.code for indicator in edition().indicators]) == []


def test_indicators_without_explanations_share_pages(tmp_path):
    framework = edition()
    dimensions = [
        replace(dimension, aspects=tuple(map(without_guidance, dimension.aspects)))
        for dimension in framework.dimensions[:2]
    ]

    paper = Paper(made(replace(framework, dimensions=tuple(dimensions))), tmp_path / "handbook.pdf")

    count = sum(len(aspect.indicators) for dimension in dimensions for aspect in dimension.aspects)
    assert len(paper.pages) < FRONT + count
    assert [share for page in paper.pages[:-1] if (share := page.filled(17, 16)) < 0.25] == []


def without_guidance(aspect):
    return replace(
        aspect,
        indicators=tuple(replace(indicator, guidance=Guidance()) for indicator in aspect.indicators),
    )


def test_a_page_tells_everything_about_its_indicator(tmp_path):
    framework = edition()
    indicator = framework.indicators[0]

    page = words(pages_of(whole_handbook("th"), tmp_path / "handbook.pdf")[FRONT])

    guidance = indicator.guidance
    texts = [
        *(indicator.short_name_th, indicator.name_th, indicator.unit_th, guidance.definition_th),
        *guidance.counts_th.splitlines(),
        *(
            guidance.period_th.replace("30 กันยายน", "๓๐ กันยายน"),
            guidance.data_source_th,
            guidance.holder_th,
            guidance.example_th,
        ),
        *guidance.good_evidence_th.splitlines(),
        *guidance.bad_evidence_th.splitlines(),
        *indicator.evidence_th.split("; "),
        *("100 × 38 ÷ 40 = ร้อยละ 95", "ไม่น้อยกว่าร้อยละ 60", "ไม่น้อยกว่าร้อยละ 95", "รายงานประจำปีของโรงงาน"),
    ]
    assert [text for text in texts if words(text) not in page] == []


def test_the_steps_of_a_choice_have_their_sentences(tmp_path):
    framework = edition()
    steps = framework.by_code["EN9.2"].steps

    text = words(" ".join(pages_of(whole_handbook("en"), tmp_path / "handbook.pdf")))

    assert [step.text_en for step in steps if words(step.text_en) not in text] == []


def test_the_file_has_a_title_bookmarks_tags_and_a_language():
    with pikepdf.open(BytesIO(whole_handbook("en"))) as pdf:
        root = pdf.Root
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            first = outline.root[3].children[0]

        assert str(pdf.docinfo["/Title"]).startswith("Handbook of the criteria Eco Industrial Town")
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("en", True)
    assert [title[:2] for title in titles[-5:]] == ["PH", "EC", "EN", "SO", "MG"]
    assert [first.title[:4], *(item.title[:6] for item in first.children)] == ["PH1 ", "PH1.1 ", "PH1.2 "]


def test_a_longer_text_goes_on_on_a_second_page(tmp_path):
    texts = {
        name: ("คำอธิบาย " * 200)[: MAX_TEXT_LENGTHS[name]]
        for name in ("definition", "period", "data_source", "holder", "example")
    }
    lines = {
        name: "\n".join(["นับรายการ"] * (MAX_TEXT_LENGTHS[name] // 10))
        for name in ("counts", "good_evidence", "bad_evidence")
    }
    guidance = Guidance(**{f"{name}_th": text for name, text in {**texts, **lines}.items()})

    pages = pages_of(made(with_first(edition(), guidance=guidance)), tmp_path / "handbook.pdf")

    assert len(pages) > FRONT
    assert words("".join(pages)).count(words("นับรายการ")) == sum(
        MAX_TEXT_LENGTHS[name] // 10 for name in ("counts", "good_evidence", "bad_evidence")
    )


@pytest.mark.parametrize("language", ["th", "en"])
def test_an_edition_without_explanations_has_a_handbook_too(language, tmp_path):
    bare = with_first(edition(), guidance=Guidance(), evidence_th="", evidence_en="", short_name_th="")
    bare = replace(bare, quantities=(), official=True)

    text = words("".join(pages_of(made(bare, language, is_draft=True), tmp_path / "handbook.pdf")))

    assert (words(MARK[language]) in text, words(DRAFT[language]) in text) == (False, True)


def table_of(framework):
    content = dictionary_csv(framework)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_dictionary_has_each_indicator_with_its_inputs_and_each_quantity():
    framework = edition()

    rows = table_of(framework)

    inputs = sum(len(indicator.inputs) for indicator in framework.indicators)
    count = {name: sum(row["row"] == name for row in rows) for name in ("indicator", "input", "quantity")}
    assert count == {"indicator": 41, "input": inputs, "quantity": len(framework.quantities)}
    first, part, whole = rows[:3]
    keys = ("row", "dimension", "aspect", "code", "kind", "formula", "level_1", "level_5", "example_value")
    assert [first[key] for key in keys] == [
        *("indicator", "PH", "PH1", "PH1.1", "percent", "percent", "60", "95", "95"),
    ]
    assert (first["name_th"], first["definition_en"]) == (
        framework.indicators[0].name_th,
        framework.indicators[0].guidance.definition_en,
    )
    assert [(row["key"], row["quantity"], row["example_value"]) for row in (part, whole)] == [
        ("part", "", "38"),
        ("whole", "factories", "40"),
    ]


def test_no_cell_of_the_dictionary_is_a_formula():
    row = table_of(with_first(edition(), name_th='=HYPERLINK("x")', thresholds=(None, Fraction(-5, 2)) * 2))[
        0
    ]

    assert (row["name_th"], row["level_1"], row["level_2"]) == ('\'=HYPERLINK("x")', "", "-2.5")


def test_an_edition_without_anything_has_an_empty_dictionary():
    assert table_of(Framework(edition="x", levels=(), dimensions=(Dimension(code="PH", aspects=()),))) == []
