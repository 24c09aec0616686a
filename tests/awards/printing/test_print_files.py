"""Merged print files, and the artwork of plaques."""

import io
import re
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from PIL import ImageChops, ImageStat
from weasyprint import HTML

from awards.designs.documents import artwork as artwork_documents
from awards.designs.documents import fast_pdf
from awards.designs.domain.designs import Signatory
from ecotown.common.pdf import merging
from tests.awards.designs.test_fast_pdf import png
from tests.awards.sample_designs import LONGEST, SHORTEST, award_texts, design, picture


@pytest.fixture
def files():
    """Return three certificates and a plaque, as (name, PDF)."""
    recipients = [award_texts(f"{SHORTEST} {number}", number=number) for number in range(1, 4)]
    certificates = fast_pdf.render(design("certificate-landscape"), recipients)
    (plaque,) = fast_pdf.render(design("plaque"), [award_texts(LONGEST, number=4)])
    return [
        *((recipient.recipient, file) for recipient, file in zip(recipients, certificates, strict=True)),
        (LONGEST, plaque),
    ]


def merge(files, title="งานพิธี"):
    output = io.BytesIO()
    merging.merge(files, title, output)
    return output.getvalue()


def test_a_merged_file_has_every_page_in_order_behind_a_bookmark(files):
    with pikepdf.open(io.BytesIO(merge(iter(files)))) as pdf:
        with pdf.open_outline() as outline:
            bookmarks = [
                (item.title, pdf.pages.index(pikepdf.Page(item.destination[0]))) for item in outline.root
            ]
        sizes = [round(float(page.mediabox[2])) for page in pdf.pages]

        assert bookmarks == [(name, number) for number, (name, _) in enumerate(files)]
        assert sizes == [842, 842, 842, 624]


def test_a_merged_file_looks_like_its_parts(files):
    with pikepdf.open(io.BytesIO(merge(files))) as pdf:
        for number, (_, part) in enumerate(files):
            alone = pikepdf.new()
            alone.pages.append(pdf.pages[number])
            file = io.BytesIO()
            alone.save(file)

            merged_picture, expected = picture(file.getvalue()), picture(part)

            assert not ImageChops.difference(merged_picture, expected).getbbox()


def test_what_the_parts_have_in_common_is_there_once(files):
    merged = merge(files)

    assert len(merged) < sum(len(file) for _, file in files) * 0.6
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        backgrounds = {page.Resources.XObject.Art.objgen for page in pdf.pages}
        fonts = {font.objgen for page in pdf.pages for font in page.Resources.Font.values()}
    assert (len(backgrounds), len(fonts)) == (2, 6)


def test_a_merged_file_is_made_to_be_kept_and_the_same_each_time(files):
    merged = merge(files)

    assert merged == merge(files)
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B"
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"]) == "งานพิธี"
        assert pdf.Root.Lang == "th"


def test_artwork_is_as_large_as_the_plaque_with_its_bleed():
    root = ET.fromstring(artwork_documents.artwork_svg(design("plaque"), award_texts()))

    assert (root.get("width"), root.get("height")) == ("220mm", "270mm")
    assert root.get("viewBox") == "-10 -10 220 270"


def test_artwork_without_bleed_ends_at_the_edge():
    svg = artwork_documents.artwork_svg(design("plaque", bleed=0), award_texts())

    assert 'width="200mm" height="250mm" viewBox="0 0 200 250"' in svg


def test_artwork_needs_no_font_and_one_colour():
    svg = artwork_documents.artwork_svg(design("plaque"), award_texts(LONGEST))

    assert {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()} == {"svg", "path"}
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) == {"none", "#000", "#000000"}


@pytest.mark.parametrize("name", [SHORTEST, LONGEST], ids=["shortest", "longest"])
def test_artwork_looks_like_the_page(name):
    signatory = Signatory("ก", "ข", png((0, 0, 0, 255)))
    plaque_design = design("plaque", seal=png((0, 0, 0, 255)), signatories=(signatory,))
    (content,) = fast_pdf.render(plaque_design, [award_texts(name)])
    sheet = "<style>@page { size: 220mm 270mm; margin: 0 } body { margin: 0 } svg { display: block }</style>"
    artwork = HTML(string=sheet + artwork_documents.artwork_svg(plaque_design, award_texts(name))).write_pdf()

    # Poppler moves letters by parts of a pixel, not outlines: their edges differ.
    drawn = picture(artwork, resolution=200)
    expected = picture(content, resolution=200)

    assert drawn.size == expected.size
    assert max(ImageStat.Stat(ImageChops.difference(drawn, expected)).mean) < 2
