"""Uploaded files: detection of their kind by content, and reasons to refuse them."""

import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from ecotown.common.files import office_files, pdf_files, pictures
from ecotown.common.files.office_files import OfficeFileError
from ecotown.common.files.pdf_files import PdfError
from ecotown.common.files.picture_writing.limits import BadPictureError

CHUNK = 1 << 20
MEGABYTE = 1 << 20
MAX_PARTS = 5_000
MAX_UNPACKED = 300 * MEGABYTE
NAME_LENGTH = 200


class FileKind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    XLSX = "xlsx"
    DOCX = "docx"


IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
SUFFIXES = {kind: (f".{kind}",) for kind in FileKind} | {FileKind.JPEG: (".jpg", ".jpeg")}


class RefusedUpload(Exception):
    """A file that is refused; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Upload:
    """An accepted file as it was sent. A picture must still be rewritten, see `pictures`."""

    name: str
    kind: FileKind
    content: BinaryIO
    size: int
    sent_sha256: str

    @property
    def is_picture(self) -> bool:
        return self.kind in IMAGES


class MemoryUploadHandler(FileUploadHandler):
    """Keeps uploaded files in memory only; more than `max_bytes` in total are dropped."""

    def __init__(self, request, max_bytes: int) -> None:
        super().__init__(request)
        self.max_bytes = max_bytes
        self.received = 0
        self.is_too_large = False
        self.content = io.BytesIO()

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.content = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.max_bytes:
            self.is_too_large = True
            self.content = io.BytesIO()
            raise StopUpload  # the rest of the request is read and discarded
        self.content.write(raw_data)

    def file_complete(self, file_size):
        self.content.seek(0)
        return InMemoryUploadedFile(
            self.content,
            self.field_name,
            plain_name(self.file_name),
            self.content_type,
            file_size,
            self.charset,
        )


def examine(file: BinaryIO, name: str, *, max_bytes: int) -> Upload:
    """Detect the kind of an uploaded file by its content. No pixel is decoded, so it takes under a second.

    Raises RefusedUpload: "empty", "too-large", "program", "old-office", "heic", "unknown-kind", "mixed",
    "broken", "too-many-pixels", "unpacks-too-large", "macros", "encrypted", what `pdf_files.check` raises, or
    another format by its name, such as "xlsb".
    """
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise RefusedUpload("empty")
    if size > max_bytes:
        raise RefusedUpload("too-large")
    kind = _kind_of(file)
    if kind in IMAGES:
        try:
            pictures.check_size(file, kind)
        except BadPictureError as error:
            raise RefusedUpload(error.code) from error
    sha256 = _sha256(file)
    file.seek(0)
    return Upload(plain_name(name), kind, file, size, sha256)


def plain_name(name: str) -> str:
    """Reduce a file name to one line without folders and control characters, at most NAME_LENGTH long."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip()
    if len(name) > NAME_LENGTH:
        stem, dot, suffix = name.rpartition(".")
        suffix = f"{dot}{suffix}" if stem and len(suffix) <= 5 else ""
        name = name[: NAME_LENGTH - len(suffix)] + suffix
    return name if name.strip(".") else "-"


def download_name(name: str, kind: str) -> str:
    """Return the name with a suffix that fits the kind of the file."""
    suffixes = SUFFIXES[FileKind(kind)]
    return name if name.lower().endswith(suffixes) else name + suffixes[0]


def _kind_of(file):
    file.seek(0)
    head = file.read(2 * pdf_files.HEAD_BYTES)
    if head.startswith(office_files.ZIP_SIGNATURE):
        kind = _office_kind(file)
        if pdf_files.SIGNATURE in head[: pdf_files.HEAD_BYTES + len(pdf_files.SIGNATURE)]:
            raise RefusedUpload("mixed")  # viewers would open it as a PDF
        return kind
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if pdf_files.is_pdf(head):
        _check_pdf(file)
        return FileKind.PDF
    raise RefusedUpload(_refusal_code(head, file))


def _refusal_code(head, file):
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "program"
    if head.startswith(office_files.OLE_SIGNATURE):
        file.seek(0)
        return office_files.ole_format(file.read()) or "old-office"
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return "heic"
    return "unknown-kind"


def _check_pdf(file):
    file.seek(0)
    try:
        pdf_files.check(file.read())
    except PdfError as error:
        raise RefusedUpload(error.code) from error


def _office_kind(file):
    try:
        with office_files.open_package(file, max_parts=MAX_PARTS, max_unpacked=MAX_UNPACKED) as package:
            return FileKind(office_files.format_of(package))
    except OfficeFileError as error:
        raise RefusedUpload(error.code) from error


def _sha256(file):
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
