"""Kinds of uploaded files, and reasons to refuse them."""

import hashlib
import io
import socket
import struct
import threading
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ecotown.common.files import clamd, uploads
from ecotown.common.files.uploads import RefusedUpload
from tests import files

TO_MACROS = (
    '<Relationships><Relationship Id="a" Target="settings.bin"'
    ' Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>'
)


def examine(content, name="file", max_bytes=uploads.MEGABYTE):
    return uploads.examine(io.BytesIO(content), name, max_bytes=max_bytes)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(files.pdf(), "pdf", id="PDF"),
        pytest.param(files.pdf() + b"\r\n\x00", "pdf", id="PDF with blank bytes behind its end"),
        pytest.param(files.jpeg(), "jpeg", id="JPEG"),
        pytest.param(files.jpeg(mode="CMYK"), "jpeg", id="JPEG for print"),
        pytest.param(files.picture("PNG"), "png", id="PNG"),
        pytest.param(files.picture("PNG", mode="P"), "png", id="PNG with a palette"),
        pytest.param(files.picture("PNG", mode="I;16"), "png", id="PNG of 16 bits"),
        pytest.param(files.picture("WEBP", mode="RGBA"), "webp", id="WebP"),
        pytest.param(files.xlsx(), "xlsx", id="XLSX"),
        pytest.param(files.docx(), "docx", id="DOCX"),
    ],
)
def test_a_file_is_known_by_its_content_whatever_its_name(content, kind):
    upload = examine(content, "report.exe")

    assert upload.kind == kind
    assert (upload.sent_sha256, upload.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert upload.content.read() == content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(files.PROGRAM, "program", id="a program"),
        pytest.param(b"#!/bin/sh\nrm -rf /", "program", id="a script"),
        pytest.param(files.PAGE, "unknown-kind", id="a web page"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown-kind", id="SVG"),
        pytest.param(files.picture("GIF"), "unknown-kind", id="GIF"),
        pytest.param(files.OLD_OFFICE, "old-office", id="the old Office format"),
        pytest.param(files.HEIC, "heic", id="HEIC"),
        pytest.param(b"%PDF-1.4\n", "broken", id="only the head of a PDF"),
        pytest.param(files.pdf()[:-40], "broken", id="half a PDF"),
        pytest.param(files.pdf() + files.PAGE, "mixed", id="a PDF with a web page behind it"),
        pytest.param(files.pdf() + files.zipped(), "mixed", id="a PDF that is a ZIP too"),
        pytest.param(files.zipped() + files.pdf(), "unknown-kind", id="a ZIP that is a PDF too"),
        pytest.param(files.PAGE + files.pdf(), "unknown-kind", id="a web page with a PDF behind it"),
        pytest.param(files.jpeg()[:60], "broken", id="only the head of a JPEG"),
        pytest.param(b"\xff\xd8\xff\xe0" + files.PAGE, "broken", id="a web page that begins as a JPEG"),
        pytest.param(files.huge_png(), "too-many-pixels", id="a picture that is a bomb"),
        pytest.param(files.picture("PNG", (8700, 8700), "1"), "too-many-pixels", id="a picture too large"),
        pytest.param(files.zipped(), "unknown-kind", id="any ZIP"),
        pytest.param(files.docx()[:-30], "broken", id="half a DOCX"),
        pytest.param(files.zip_bomb(), "unpacks-too-large", id="a DOCX that is a bomb"),
        pytest.param(
            files.docx(parts={f"word/{number}.xml": "" for number in range(5_000)}),
            "unpacks-too-large",
            id="a DOCX of too many parts",
        ),
        pytest.param(files.office(files.MACROS), "macros", id="a DOCM"),
        pytest.param(
            files.docx(parts={"word/vbaProject.bin": "x"}), "macros", id="a DOCX with macros inside"
        ),
        pytest.param(
            files.docx(parts={"word/settings.bin": "x", "word/_rels/document.xml.rels": TO_MACROS}),
            "macros",
            id="a DOCX with macros under another name",
        ),
        pytest.param(files.encrypted_docx(), "encrypted", id="a DOCX with a password"),
        pytest.param(files.docx(types="<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"), "broken", id="entities"),
        pytest.param(files.docx(types="<a"), "broken", id="XML that is none"),
        pytest.param(files.office(files.WORD, types="<Types/>"), "unknown-kind", id="a DOCX without parts"),
    ],
)
def test_a_file_that_is_no_evidence_is_refused_with_its_reason(content, code):
    with pytest.raises(RefusedUpload, match=f"^{code}$"):
        examine(content, "photo.jpg")


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    content = files.pdf()

    assert examine(content, max_bytes=len(content)).size == len(content)
    with pytest.raises(RefusedUpload, match="^too-large$"):
        examine(content, max_bytes=len(content) - 1)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\รายงาน.pdf", "รายงาน.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("exe.\u202efdp", "exe.fdp"),
        ("..", "-"),
        ("", "-"),
        ("ก" * 300 + ".pdf", "ก" * 196 + ".pdf"),
    ],
)
def test_a_name_is_one_plain_line(name, line):
    assert uploads.plain_name(name) == line


@pytest.mark.parametrize(
    ("name", "kind", "offered"),
    [
        ("report.pdf", "pdf", "report.pdf"),
        ("Report.PDF", "pdf", "Report.PDF"),
        ("photo.jpeg", "jpeg", "photo.jpeg"),
        ("report.exe", "pdf", "report.exe.pdf"),
        ("page.html", "png", "page.html.png"),
    ],
)
def test_a_file_is_offered_under_a_name_that_fits_its_content(name, kind, offered):
    assert uploads.download_name(name, kind) == offered


@pytest.fixture
def daemon():
    """Return a function that starts a ClamAV daemon for one file and returns its address."""
    servers, threads = [], []

    def serve(answer):
        server = socket.create_server(("127.0.0.1", 0))
        server.settimeout(10)
        received = bytearray()

        def take():
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as stream:
                received.extend(stream.read(10))
                while length := struct.unpack("!L", stream.read(4))[0]:
                    received.extend(stream.read(length))
                connection.sendall(answer)

        thread = threading.Thread(target=take)
        thread.start()
        servers.append(server)
        threads.append(thread)
        return f"127.0.0.1:{server.getsockname()[1]}", received

    yield serve
    for thread in threads:
        thread.join(timeout=10)
    for server in servers:
        server.close()


@pytest.mark.parametrize(
    ("answer", "malware"),
    [(b"stream: OK\0", ""), (b"stream: Eicar-Signature FOUND\0", "Eicar-Signature")],
    ids=["clean", "infected"],
)
def test_the_scanner_gets_the_whole_file_and_its_answer_is_parsed(daemon, answer, malware):
    address, received = daemon(answer)
    content = b"x" * 200_000

    assert clamd.scan(io.BytesIO(content), address) == malware
    assert bytes(received) == b"zINSTREAM\0" + content


def test_a_scanner_without_an_answer_does_not_pass_the_file(daemon):
    address, _ = daemon(b"INSTREAM size limit exceeded. ERROR\0")

    with pytest.raises(clamd.ScanError):
        clamd.scan(io.BytesIO(b"x"), address)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock", "nonsense"])
def test_a_missing_scanner_raises_an_error(address):
    with pytest.raises(clamd.ScanError):
        clamd.scan(io.BytesIO(b"x"), address)


def test_stored_files_are_readable_by_the_portals_account_and_group_only(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"

    name = default_storage.save("evidence/2569/file.pdf", ContentFile(files.pdf()))

    stored = Path(default_storage.path(name))
    modes = [path.stat().st_mode & 0o777 for path in (stored, stored.parent, stored.parent.parent)]
    assert modes == [0o640, 0o750, 0o750]
