"""Untrusted files made to be slow to read are refused or read quickly."""

import io
import random
import struct
import time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ecotown.common.files import office_files, uploads
from ecotown.common.files.uploads import RefusedUpload
from ecotown.common.workbooks.reading import SpreadsheetError, read_sheets
from ecotown.common.workbooks.sheet_parts import MAX_TEXT_LENGTH
from tests import files

SECONDS = 2  # of processor time; quadratic reading takes minutes
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(autouse=True)
def at_once():
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SECONDS


def with_entries(number):
    """Return a ZIP64 archive whose directory has this many entries, all declared empty."""
    entries = (b"PK\x01\x02" + bytes(24) + b"\x02\0" + bytes(16) + b"ab") * number
    ends = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, number, number, len(entries), 30)
    ends += struct.pack("<4sLQL", b"PK\x06\x07", 0, 30 + len(entries), 1)
    ends += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)
    return b"PK\x03\x04" + bytes(26) + entries + ends


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"%PDF-1.4\n" + b"trailer<<" * 200_000, "broken", id="a PDF that begins its trailer"),
        pytest.param(b"\xff\xd8" + b"\xff" * (20 << 20), "broken", id="a JPEG of fillings"),
        pytest.param(b"\xff\xd8\xff" + b"\x01\xff" * (10 << 20), "broken", id="a JPEG of marks"),
        pytest.param(b"\xff\xd8" + b"\xff\xe0\0\x02" * (5 << 20), "broken", id="a JPEG of empty segments"),
        pytest.param(with_entries(1_000_000), "unpacks-too-large", id="an archive of a million parts"),
    ],
)
def test_a_file_made_to_be_slow_is_refused_at_once(content, code):
    with pytest.raises(RefusedUpload, match=f"^{code}$"):
        uploads.examine(io.BytesIO(content), "file", max_bytes=50 * uploads.MEGABYTE)


def test_the_parts_of_an_embedded_archive_do_not_count():
    attached, content = io.BytesIO(), io.BytesIO(files.docx())
    with ZipFile(attached, "w") as archive:
        for number in range(uploads.MAX_PARTS):
            archive.writestr(str(number), "")
    with ZipFile(content, "a") as archive:
        archive.writestr("word/embeddings/more.zip", attached.getvalue())
    assert content.getvalue().count(office_files.ENTRY_SIGNATURE) > uploads.MAX_PARTS

    assert uploads.examine(content, "a.docx", max_bytes=uploads.MEGABYTE).kind == "docx"


def test_long_names_of_parts_are_read_once():
    name = "vbaproject" * 6_500 + "/{}.xml"
    content = files.docx(parts={name.format(number): "" for number in range(10)})

    assert uploads.examine(io.BytesIO(content), "a.docx", max_bytes=2 * uploads.MEGABYTE).kind == "docx"


def workbook(cells, texts="", style="0", items=""):
    """Return a workbook of one sheet: these cells, a shared text and further `items`, a number format."""
    parts = {
        "[Content_Types].xml": f'<Types><Override PartName="/w.xml" ContentType="{files.EXCEL}"/></Types>',
        "_rels/.rels": f'<R><Relationship Type="{RELATIONS}/officeDocument" Target="w.xml"/></R>',
        "w.xml": f'<w xmlns:r="{RELATIONS}"><sheets><sheet name="PH" r:id="a"/></sheets></w>',
        "_rels/w.xml.rels": f'<R><Relationship Id="a" Type="{RELATIONS}/worksheet" Target="s.xml"/>'
        f'<Relationship Id="b" Type="{RELATIONS}/sharedStrings" Target="t.xml"/>'
        f'<Relationship Id="c" Type="{RELATIONS}/styles" Target="y.xml"/></R>',
        "s.xml": f"<s><row>{cells}</row></s>",
        "t.xml": f"<t><si><t>{texts}</t></si>{items}</t>",
        "y.xml": f'<y><numFmts><numFmt numFmtId="200" formatCode="{style}"/></numFmts>'
        '<cellXfs><xf numFmtId="200"/></cellXfs></y>',
    }
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_a_text_shared_by_every_cell_is_read_once():
    content = workbook('<c t="s"><v>0</v></c>' * 20_000, texts="a" * 4_000_000)

    cells = read_sheets(content)["PH"]

    assert (len(cells), set(cells.values())) == (20_000, {("text", "a" * MAX_TEXT_LENGTH)})


def test_too_many_shared_texts_are_refused():
    content = workbook("<c><v>1</v></c>", items="<si/>" * 300_000 + noise())

    with pytest.raises(SpreadsheetError, match="^too-many-rows$"):
        read_sheets(content)


def noise():
    """Return incompressible text, so that the workbook is not refused as a bomb."""
    return f"<!--{random.Random(1).randbytes(20_000).hex()}-->"


def test_an_invisible_shared_text_is_empty():
    assert read_sheets(workbook('<c t="s"><v>0</v></c>', texts="\u200b" * 1000)) == {"PH": {}}


def test_a_number_format_of_brackets_is_read_once():
    content = workbook("<c><v>0.85</v></c>", style="[" * 400_000 + "0%")

    assert read_sheets(content) == {"PH": {(1, 1): ("percent", "85")}}
