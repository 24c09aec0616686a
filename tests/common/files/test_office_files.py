"""Office documents are recognised by the conventions of their format, whatever program wrote them."""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from ecotown.common.files import uploads
from ecotown.common.files.uploads import RefusedUpload
from ecotown.common.workbooks.reading import SpreadsheetError, read_sheets
from tests import files

MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def workbook():
    content, book = io.BytesIO(), Workbook()
    book.active.title = "PH"
    book.active["B2"] = 3
    book.save(content)
    return content.getvalue()


def rewritten(change, content=None):
    """Return the archive with names and texts of its parts replaced by the result of `change(name, text)`."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(content or workbook())) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            name, text = change(part.filename, old.read(part).decode())
            new.writestr(name, text)
    return packed.getvalue()


def declared_by_default(name, text):
    if name == "[Content_Types].xml":
        text = re.sub(r'<Override PartName="/xl/workbook.xml"[^>]*>', "", text)
        text = text.replace('"application/xml"', f'"{MAIN}"')
        assert "/xl/workbook.xml" not in text
    return name, text


def with_backslashes(name, text):
    return name.replace("/", "\\"), text


def with_relative_targets(name, text):
    return name, text.replace('Target="/xl/', 'Target="' if name.startswith("xl/") else 'Target="xl/')


def with_backslashes_in_targets(name, text):
    if name.endswith(".rels"):
        text = re.sub(r'Target="[^"]*"', lambda match: match[0].replace("/", "\\"), text)
    return name, text


def in_capitals(name, text):
    return (name if name.startswith("[") else name.upper()), text


def elsewhere(name, text):
    """Return the document with its main part under another name in another folder."""
    return name.replace("xl/", "book/").replace("workbook.xml", "main.bin"), text.replace(
        "xl/workbook.xml", "book/main.bin"
    ).replace("/xl/", "/book/")


def with_escapes(name, text):
    return name.replace("workbook.xml", "work%20book.xml"), text.replace("workbook.xml", "work%20book.xml")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda name, text: (name, text), id="as openpyxl writes it"),
        pytest.param(declared_by_default, id="the main part declared by its extension"),
        pytest.param(with_backslashes, id="part names with backslashes"),
        pytest.param(with_relative_targets, id="relative targets"),
        pytest.param(with_backslashes_in_targets, id="targets with backslashes"),
        pytest.param(in_capitals, id="part names in capitals"),
        pytest.param(elsewhere, id="another folder and another name"),
        pytest.param(with_escapes, id="an escaped name"),
    ],
)
def test_uploads_and_imports_accept_a_workbook_however_its_parts_are_named(change):
    content = rewritten(change)

    kind = uploads.examine(io.BytesIO(content), "a.xlsx", max_bytes=uploads.MEGABYTE).kind
    sheets = read_sheets(content)

    assert (kind, sheets) == ("xlsx", {"PH": {(2, 2): ("number", "3")}})


def ole(stream):
    """Return the head of an OLE file whose directory has one stream."""
    name = stream.encode("utf-16-le")
    entry = name + bytes(64 - len(name)) + (len(name) + 2).to_bytes(2, "little") + b"\x02"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entry + bytes(128 - len(entry))


def open_document(kind):
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office/>")
    return content.getvalue()


OPEN_XML = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("content", "as_evidence", "as_workbook"),
    [
        pytest.param(
            files.office("application/vnd.ms-excel.sheet.binary.macroEnabled.main", part="xl/workbook.bin"),
            "xlsb",
            "xlsb",
            id="XLSB",
        ),
        pytest.param(
            files.office("application/vnd.ms-excel.sheet.macroEnabled.main+xml", part="xl/workbook.xml"),
            "macros",
            "macros",
            id="XLSM",
        ),
        pytest.param(
            files.office(f"{OPEN_XML}.spreadsheetml.template.main+xml", part="xl/workbook.xml"),
            "xltx",
            "xltx",
            id="XLTX",
        ),
        pytest.param(
            files.office(f"{OPEN_XML}.wordprocessingml.template.main+xml"),
            "dotx",
            "not-a-workbook",
            id="DOTX",
        ),
        pytest.param(
            files.office(f"{OPEN_XML}.presentationml.presentation.main+xml", part="ppt/presentation.xml"),
            "pptx",
            "not-a-workbook",
            id="PPTX",
        ),
        pytest.param(open_document("spreadsheet"), "ods", "ods", id="ODS"),
        pytest.param(open_document("text"), "odt", "not-a-workbook", id="ODT"),
        pytest.param(open_document("presentation"), "odp", "not-a-workbook", id="ODP"),
        pytest.param(ole("Workbook"), "xls", "xls", id="XLS"),
        pytest.param(ole("Book"), "xls", "xls", id="XLS of Excel 5"),
        pytest.param(ole("WordDocument"), "doc", "not-a-workbook", id="DOC"),
        pytest.param(ole("PowerPoint Document"), "ppt", "not-a-workbook", id="PPT"),
        pytest.param(ole("EncryptedPackage"), "encrypted", "encrypted", id="a document with a password"),
        pytest.param(ole("__properties_version1.0"), "old-office", "locked", id="any other OLE file"),
    ],
)
def test_uploads_and_imports_name_another_format(content, as_evidence, as_workbook):
    with pytest.raises(RefusedUpload) as evidence:
        uploads.examine(io.BytesIO(content), "a.xlsx", max_bytes=uploads.MEGABYTE)
    with pytest.raises(SpreadsheetError) as imported:
        read_sheets(content)

    assert (evidence.value.code, imported.value.code) == (as_evidence, as_workbook)


def test_a_document_that_viewers_would_open_as_a_pdf_is_refused():
    content = io.BytesIO()
    with ZipFile(content, "w") as archive, ZipFile(io.BytesIO(files.docx())) as parts:
        archive.writestr("word/media/a.pdf", files.pdf())
        for name in parts.namelist():
            archive.writestr(name, parts.read(name))

    with pytest.raises(RefusedUpload, match="^mixed$"):
        uploads.examine(content, "a.docx", max_bytes=uploads.MEGABYTE)


def test_a_picture_with_macro_in_its_name_is_no_macro():
    content = files.docx(parts={"word/media/macro-photo.png": "x"})

    assert uploads.examine(io.BytesIO(content), "a.docx", max_bytes=uploads.MEGABYTE).kind == "docx"
