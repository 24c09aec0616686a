"""PDF files are accepted when viewers open them, unless they are a file of another kind as well."""

import io
import random
import struct
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pikepdf
import pytest

from ecotown.common.files import pdf_files, uploads
from ecotown.common.files.pdf_files import PdfError
from ecotown.common.files.uploads import RefusedUpload
from tests import files

PLAIN = files.pdf()
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"
BOUNDARY = b"\r\n------WebKitFormBoundaryx7M--\r\n"


def examine(content, limit=uploads.MEGABYTE):
    return uploads.examine(io.BytesIO(content), "report.pdf", max_bytes=limit)


def saved(change=None, content=PLAIN, **options):
    """Return a PDF saved by pikepdf after `change(pdf)`."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if change:
            change(pdf)
        pdf.save(output, **options)
    return output.getvalue()


def locked(*, user):
    return saved(encryption=pikepdf.Encryption(owner="owner", user=user, R=6))


def with_attachment(attached, *, is_packed=False):
    def attach(pdf):
        pdf.attachments["data"] = pikepdf.AttachedFileSpec(pdf, attached, filename="data.xlsx")

    mode = pikepdf.StreamDecodeLevel.none
    return saved(attach, compress_streams=is_packed, stream_decode_level=mode)


def zipped(comment=b"", method=ZIP_DEFLATED):
    content = io.BytesIO()
    with ZipFile(content, "w", method) as archive:
        archive.writestr("run.txt", "x" * 50)
        archive.comment = comment
    return content.getvalue()


def behind(directory_end):
    """Return a PDF with an archive's part in a stream, and its directory and `end` behind the PDF."""
    archive = zipped()
    place = archive.index(b"PK\x01\x02")
    content = with_attachment(archive[:place])
    directory = archive[place:-22]
    return content + directory + directory_end(len(directory), len(content))


def end_of_zip64(length, offset):
    """Return an archive's end record whose numbers are in a ZIP64 record before it."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, length, offset)
    record += struct.pack("<4sLQL", b"PK\x06\x07", 0, offset + length, 1)
    return record + end_of_zip(2**32 - 1, 2**32 - 1)


def end_of_zip(length, offset, comment=0):
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, length, offset, comment)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + PLAIN, id="a byte order mark before it"),
        pytest.param(b"\r\n\r\n" + PLAIN, id="line breaks before it"),
        pytest.param(HTTP + PLAIN, id="the head of a transfer before it"),
        pytest.param(b"\x1b%-12345X@PJL JOB\r\n" + PLAIN, id="a printer's command before it"),
        pytest.param(b" " * 1024 + PLAIN, id="1,024 bytes before it"),
        pytest.param(PLAIN.removesuffix(b"%%EOF\n"), id="no end"),
        pytest.param(PLAIN.removesuffix(b"OF\n"), id="a cut end"),
        pytest.param(PLAIN[: PLAIN.rindex(b"startxref")], id="a trailer and nothing behind it"),
        pytest.param(PLAIN + bytes(80_508), id="zeros behind it"),
        pytest.param(PLAIN + b"% printed by a copier\n", id="a comment behind it"),
        pytest.param(PLAIN + b"\r\n0\r\n\r\n", id="the last chunk of a transfer behind it"),
        pytest.param(PLAIN + BOUNDARY + HTTP, id="remains of HTTP behind it"),
        pytest.param(saved(linearize=True), id="made for the web"),
        pytest.param(saved(object_stream_mode=pikepdf.ObjectStreamMode.generate), id="its table in a stream"),
        pytest.param(
            saved(encryption=pikepdf.Encryption(owner="owner", user="", R=4)), id="an owner's password"
        ),
        pytest.param(locked(user=""), id="an owner's password of the newest kind"),
        pytest.param(with_attachment(zipped(), is_packed=True), id="a packed attachment"),
        pytest.param(with_attachment(zipped()), id="an archive attached as it is"),
        pytest.param(with_attachment(zipped(b"made by hand")), id="an archive with a comment attached"),
        pytest.param(with_attachment(zipped(method=ZIP_STORED)), id="an archive that packs nothing attached"),
        pytest.param(with_attachment(files.xlsx()), id="a workbook attached as it is"),
        pytest.param(with_attachment(files.PAGE), id="a web page attached as it is"),
        pytest.param(
            with_attachment(files.docx(parts={"a.docx": zipped(), "b.docx": files.xlsx()})),
            id="an archive with archives attached as it is",
        ),
        pytest.param(
            with_attachment(zipped()[:-22] + end_of_zip64(57, 72)), id="an archive of ZIP64 attached as it is"
        ),
        pytest.param(
            PLAIN.replace(b"(Eco)", b"(MZ <html> PK\x03\x04)"), id="words that look like other files"
        ),
    ],
)
def test_a_pdf_that_viewers_open_is_accepted_unchanged(content):
    upload = examine(content)

    assert (upload.kind, upload.content.read()) == ("pdf", content)


def without_pages(pdf):
    del pdf.pages[0]


def without_tree(pdf):
    del pdf.Root.Pages


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(locked(user="secret"), "pdf-password", id="a password to open it"),
        pytest.param(saved(without_pages), "pdf-without-pages", id="no page"),
        pytest.param(
            PLAIN.replace(b"/Pages 2 0 R", b"/Pages null "), "pdf-without-pages", id="no tree of pages"
        ),
        pytest.param(
            PLAIN.replace(b"/Kids [3 0 R]", b"/Kids [ null]"),
            "pdf-without-pages",
            id="a tree with nothing in the place of its page",
        ),
        pytest.param(PLAIN[:300], "broken", id="the beginning of one"),
        pytest.param(saved(linearize=True)[:-300], "broken", id="one for the web that was cut"),
        pytest.param(b" " * 1025 + PLAIN, "unknown-kind", id="more than 1,024 bytes before it"),
        pytest.param(b"MZ\x90\x00" + PLAIN, "program", id="a program's head before it"),
        pytest.param(b"\n<script>alert(1)</script>" + PLAIN, "unknown-kind", id="a script before it"),
        pytest.param(b"GIF89a" + PLAIN, "unknown-kind", id="a picture's head before it"),
        pytest.param(PLAIN + zipped(), "mixed", id="an archive behind it"),
        pytest.param(PLAIN + zipped() + b"\n", "mixed", id="an archive and a line break behind it"),
        pytest.param(PLAIN + zipped(b"\n%%EOF\n"), "mixed", id="an archive that ends like a PDF behind it"),
        pytest.param(PLAIN + zipped() + b"\nstartxref\n9\n%%EOF\n", "mixed", id="an archive before its end"),
        pytest.param(PLAIN + files.xlsx(), "mixed", id="a workbook behind it"),
        pytest.param(PLAIN + b"Rar!\x1a\x07\x00", "mixed", id="a RAR archive behind it"),
        pytest.param(PLAIN + b"\nMZ\x90\x00", "mixed", id="a program behind it"),
        pytest.param(PLAIN + b"\n<HTML><body>", "mixed", id="a web page behind it"),
        pytest.param(PLAIN + PLAIN + zipped(), "mixed", id="an archive behind two of them"),
        pytest.param(behind(end_of_zip64), "mixed", id="the directory of a ZIP64 archive behind it"),
        pytest.param(behind(end_of_zip64) + b"\n", "mixed", id="one of ZIP64 and a line break behind it"),
        pytest.param(
            behind(lambda *numbers: b"\n" + end_of_zip(*numbers)),
            "mixed",
            id="a directory with a gap before its end behind it",
        ),
        pytest.param(
            behind(lambda *numbers: end_of_zip(*numbers, 24) + end_of_zip(9, 9, 9) + b"\n\n"),
            "mixed",
            id="an archive with another end in its comment behind it",
        ),
        pytest.param(
            with_attachment(zipped()[:-22]) + end_of_zip(0, 0), "mixed", id="the end of an archive behind it"
        ),
        pytest.param(
            PLAIN + end_of_zip(0, 0) * 51 + b"\n", "mixed", id="more ends than archives are attached"
        ),
    ],
)
def test_a_pdf_that_no_viewer_opens_or_that_is_two_files_is_refused(content, code):
    with pytest.raises(RefusedUpload, match=f"^{code}$"):
        examine(content)


def test_an_archive_whose_comment_is_the_rest_of_the_pdf_is_no_attachment():
    attached = with_attachment(archive := zipped())
    end = attached.index(archive) + len(archive)
    comment = (len(attached) - end).to_bytes(2, "little")
    content = attached[: end - 2] + comment + attached[end:]
    assert ZipFile(io.BytesIO(content)).namelist() == ["run.txt"]

    with pytest.raises(RefusedUpload, match="^mixed$"):
        examine(content)


def test_a_lack_of_memory_does_not_refuse_the_file(monkeypatch):
    monkeypatch.setattr(pdf_files, "MEMORY", 1 << 20)

    assert examine(locked(user="secret")).kind == "pdf"
    with pytest.raises(RefusedUpload, match="^busy$"):
        examine(with_attachment(zipped()))


def test_fifty_megabytes_are_examined_within_the_limits():
    def enlarge(pdf):
        pdf.Root.Noise = pdf.make_stream(random.Random(1).randbytes(49 << 20))
        del pdf.pages[0]

    content = saved(enlarge, compress_streams=False)

    with pytest.raises(PdfError, match="^pdf-without-pages$"):
        pdf_files.check(content)
