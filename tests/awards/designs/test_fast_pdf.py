"""Fast PDF files of awards: equal to WeasyPrint's, PDF/A, no overflowing text."""

import io
import json
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat

from awards.designs.documents import background, fast_pdf, placing
from awards.designs.domain.designs import Overflow, Signatory
from awards.designs.domain.layouts import LAYOUTS
from tests.awards.sample_designs import (
    DEMONSTRATION,
    LONGEST,
    SHORTEST,
    award_texts,
    design,
    picture,
    text_boxes,
)

POINTS = 72 / 25.4
NAMES = pytest.mark.parametrize("name", [SHORTEST, LONGEST], ids=["shortest", "longest"])
EACH_LAYOUT = pytest.mark.parametrize("layout", LAYOUTS)
# Out of 255: the outlines of letters are the same, but rounded differently.
MEAN_DIFFERENCE = 0.15


def rendered(design, *recipients):
    return list(fast_pdf.render(design, recipients))


def png(colour, size=(60, 30)):
    file = io.BytesIO()
    Image.new("RGBA", size, colour).save(file, "PNG")
    return file.getvalue()


@EACH_LAYOUT
@NAMES
def test_it_looks_as_by_plain_weasyprint(layout, name):
    award_design = design(layout)
    (content,) = rendered(award_design, award_texts(name))

    fast_picture = picture(content)
    expected = picture(background.weasyprint_pdf(award_design, award_texts(name)))

    assert fast_picture.size == expected.size
    assert max(ImageStat.Stat(ImageChops.difference(fast_picture, expected)).mean) < MEAN_DIFFERENCE


@EACH_LAYOUT
@NAMES
def test_every_word_is_inside_the_frame_and_the_qr_code_can_be_read(layout, name, tmp_path):
    award_design = design(layout)
    (content,) = rendered(award_design, award_texts(name))

    (barcode,) = zxingcpp.read_barcodes(picture(content, resolution=150))

    assert barcode.text == award_texts().qr_content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        left, _, right, top = map(float, pdf.pages[0].trimbox)
        sheet = float(pdf.pages[0].mediabox[3])
    inside = 20 * POINTS
    for x_min, y_min, x_max, y_max in text_boxes(content, tmp_path / "words.pdf"):
        assert left + inside - 1 <= x_min < x_max <= right - inside + 1
        assert sheet - top + inside - 1 <= y_min < y_max


def test_qr_codes_of_many_addresses_can_be_read():
    for number, content in enumerate(
        rendered(design("plaque"), *(award_texts(number=index) for index in range(25)))
    ):
        (barcode,) = zxingcpp.read_barcodes(picture(content))

        assert barcode.text == award_texts(number=number).qr_content


@pytest.mark.parametrize(
    ("layout", "size"), [("certificate-landscape", (297, 210)), ("certificate-portrait", (210, 297))]
)
def test_a_certificate_is_a4_to_the_hundredth_of_a_millimetre(layout, size):
    (content,) = rendered(design(layout), award_texts())

    with pikepdf.open(io.BytesIO(content)) as pdf:
        edges = [float(edge) / POINTS for edge in pdf.pages[0].mediabox]
        assert len(pdf.pages) == 1
    assert edges == pytest.approx([0, 0, *size], abs=0.01)


def test_a_plaque_has_bleed_and_room_for_crop_marks():
    (content,) = rendered(design("plaque"), award_texts())

    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        boxes = [
            [float(edge) / POINTS for edge in box] for box in (page.mediabox, page.obj.BleedBox, page.trimbox)
        ]
    assert boxes[0] == pytest.approx([0, 0, 220, 270], abs=0.01)
    assert boxes[1] == pytest.approx([7, 7, 213, 263], abs=0.01)
    assert boxes[2] == pytest.approx([10, 10, 210, 260], abs=0.01)


@EACH_LAYOUT
def test_the_file_is_made_to_be_kept(layout):
    (content,) = rendered(
        design(layout, seal=png("red"), signatories=(Signatory("ก", "ข", png("blue")),)), award_texts()
    )

    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B"
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"]) == "เลขที่ ๑/๒๕๖๙ ชะอำ"
        assert pdf.Root.Lang == "th"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1]
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                assert "/Interpolate" not in item
                assert item.get("/Filter") != "/LZWDecode"
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                assert re.fullmatch(r"/[A-Z]{6}\+Sarabun-\d00", str(item.FontName))
                assert len(item.FontFile2.read_bytes()) == item.FontFile2.Length1


def test_the_widths_in_the_file_are_those_of_its_fonts():
    (content,) = rendered(design("plaque"), award_texts())

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for font in pdf.pages[0].Resources.Font.values():
            letters = font.DescendantFonts[0]
            embedded = TTFont(io.BytesIO(letters.FontDescriptor.FontFile2.read_bytes()))
            expected = [embedded["hmtx"][name][0] for name in embedded.getGlyphOrder()]
            assert [int(width) for width in letters.W[1]] == expected
            assert not {"GSUB", "GPOS", "GDEF"} & set(embedded.keys())


def test_what_is_copied_out_of_it_is_what_was_put_in(tmp_path):
    (content,) = rendered(design("certificate-landscape"), award_texts("เทศบาลตำบลน้ำคำ"))
    (tmp_path / "page.pdf").write_bytes(content)

    text = subprocess.run(
        ["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout

    assert "เทศบาลตำบลน้ำคำ" in text.splitlines()


def test_the_same_words_give_the_same_bytes_in_any_batch():
    award_design = design("certificate-landscape")
    first, second = award_texts(number=1), award_texts(LONGEST, number=2)

    assert rendered(award_design, first, second)[1] == rendered(award_design, second)[0]
    assert rendered(award_design, first) != rendered(award_design, second)


def test_another_seal_or_wording_is_another_page():
    designs = [
        design("certificate-landscape"),
        design("certificate-landscape", texts={"department": "กรม"}),
        design("certificate-landscape", seal=png("red")),
        design("certificate-landscape", is_demonstration=True, texts=DEMONSTRATION),
    ]

    assert len({rendered(each_design, award_texts())[0] for each_design in designs}) == 4


@EACH_LAYOUT
def test_a_demonstration_is_marked_on_every_layout(layout):
    unmarked = design(layout)
    marked = design(layout, is_demonstration=True, texts={**unmarked.texts, **DEMONSTRATION})

    (content,) = rendered(marked, award_texts())

    band = picture(content).crop((120, 45, 130, 50) if unmarked.bleed else (20, 5, 30, 10))
    assert ImageStat.Stat(band).mean == pytest.approx([179, 38, 30], abs=2)


def seal_svg(content):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{content}</svg>'.encode()


def middle_of_the_seal(seal):
    (content,) = rendered(design("certificate-landscape", seal=seal), award_texts())
    return picture(content).getpixel(tuple(round(at * 100 / 25.4) for at in (148.5, 31.5)))


def test_a_seal_takes_the_place_of_the_mark():
    drawn = seal_svg('<rect width="9" height="9" fill="#f00"/>')

    assert middle_of_the_seal(drawn) == (255, 0, 0)
    assert middle_of_the_seal(png((255, 0, 0, 255), (40, 40))) == (255, 0, 0)


def test_a_seal_can_show_no_file_of_the_server(tmp_path):
    (tmp_path / "secret.png").write_bytes(png((255, 0, 0, 255), (40, 40)))
    link = seal_svg(f'<image href="{(tmp_path / "secret.png").as_uri()}" width="9" height="9"/>')

    assert middle_of_the_seal(link)[1] > 200


def test_what_overflows_is_named_and_nothing_is_rendered():
    award_design = design("certificate-landscape")
    fine, long, strange = (
        award_texts(),
        award_texts("ก" * 200, number=2),
        award_texts("日本", number=3, level="ข" * 120),
    )
    expected = [
        Overflow("ก" * 200, "recipient"),
        Overflow("日本", "recipient", "no-letter"),
        Overflow("日本", "level"),
    ]

    overflows = placing.overflows(award_design, [fine, long, strange])

    assert overflows == expected
    assert overflows[1].detail == "日本"
    shortened = "ก" * (200 - int(overflows[0].detail))
    assert placing.overflows(award_design, [award_texts(shortened)]) == []
    assert placing.overflows(award_design, [award_texts(shortened + "ก")]) == [
        Overflow(shortened + "ก", "recipient")
    ]
    with pytest.raises(placing.TextOverflowError) as refused:
        rendered(award_design, fine, long, strange)
    assert refused.value.overflows == tuple(expected)


def test_a_wording_that_overflows_is_of_no_recipient():
    award_design = design("plaque", texts={"granted": "ก" * 200})

    assert placing.overflows(award_design, [award_texts()]) == [Overflow("", "granted")]


@EACH_LAYOUT
def test_every_real_name_fits(layout):
    areas = json.loads((Path(__file__).parents[3] / "fixtures/target-areas.json").read_text())["areas"]
    texts_of_areas = [
        award_texts(area["area_th"], place=f"จังหวัด{area['province_th']}") for area in areas if area["area_th"]
    ]

    assert len(texts_of_areas) == 16
    assert placing.overflows(design(layout), texts_of_areas) == []
