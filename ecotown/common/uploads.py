"""Uploaded files: what they are by their content, and why one is not taken."""

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO
from xml.etree import ElementTree

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from PIL import Image, ImageOps

CHUNK = 1 << 20
MEGABYTE = 1 << 20
MAX_PIXELS = 50_000_000  # a photograph of the largest cameras; more is a bomb or a mistake
MAX_PARTS = 5_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO = 200  # documents with much repetition reach 100
MAX_CONTENT_TYPES = MEGABYTE
TAIL = 2048
NAME_LENGTH = 200


class Kind(StrEnum):
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    XLSX = "xlsx"
    DOCX = "docx"


IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
MAIN_PARTS = {f"{MEDIA_TYPES[kind]}.main+xml": kind for kind in (Kind.XLSX, Kind.DOCX)}
SUFFIXES = {kind: (f".{kind}",) for kind in Kind} | {Kind.JPEG: (".jpg", ".jpeg")}
# How a picture is written again; its mode first becomes one that the format has.
WRITTEN = {
    Kind.JPEG: ({"quality": 90}, {"L", "RGB"}),
    Kind.PNG: ({"optimize": False}, {"1", "L", "LA", "RGB", "RGBA"}),
    Kind.WEBP: ({"quality": 90}, {"RGB", "RGBA"}),
}
NO_PICTURE = (OSError, SyntaxError, ValueError, EOFError, MemoryError, zlib.error)


class RefusedUpload(Exception):
    """A file that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is what it says. `content` is what to keep: a picture without its hidden data.

    `sent_sha256` is that of the file as it was sent, `sha256` and `size` those of `content`.
    """

    name: str
    kind: Kind
    content: BinaryIO
    size: int
    sha256: str
    sent_sha256: str


class InMemory(FileUploadHandler):
    """Keeps uploaded files in memory and nowhere else; what is more than `max_bytes` in all is not kept."""

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
            raise StopUpload  # the rest is read to the end, and not parsed
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
    """What an uploaded file is, by its content alone.

    Raises RefusedUpload: "empty", "too-large", "program", "old-office", "heic", "unknown-kind", "mixed",
    "broken", "too-many-pixels", "unpacks-too-large", "macros", "encrypted".
    """
    size = file.seek(0, io.SEEK_END)
    if not size:
        raise RefusedUpload("empty")
    if size > max_bytes:
        raise RefusedUpload("too-large")
    kind = _kind_of(file)
    sent = _sha256(file)
    content = _written_again(file, kind) if kind in IMAGES else file
    size = content.seek(0, io.SEEK_END)
    kept = _sha256(content) if kind in IMAGES else sent
    content.seek(0)
    return Upload(plain_name(name), kind, content, size, kept, sent)


def plain_name(name: str) -> str:
    """A file's name as one line of text: no folders, nothing invisible, not too long."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip()
    if len(name) > NAME_LENGTH:
        stem, dot, suffix = name.rpartition(".")
        suffix = f"{dot}{suffix}" if stem and len(suffix) <= 5 else ""
        name = name[: NAME_LENGTH - len(suffix)] + suffix
    return name if name.strip(".") else "-"


def download_name(name: str, kind: str) -> str:
    """The name with an ending that fits what the file is, whatever it was called."""
    suffixes = SUFFIXES[Kind(kind)]
    return name if name.lower().endswith(suffixes) else name + suffixes[0]


def _kind_of(file):
    file.seek(0)
    head = file.read(16)
    if head.startswith(b"%PDF-"):
        _check_pdf(file)
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(file)
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    raise RefusedUpload(_what_else(head))


def _what_else(head):
    if head.startswith((b"MZ", b"\x7fELF", b"#!")):
        return "program"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "old-office"
    if head[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}:
        return "heic"
    return "unknown-kind"


def _check_pdf(file):
    """A whole PDF ends with its trailer; one that is a ZIP archive as well is two files in one."""
    if zipfile.is_zipfile(file):
        raise RefusedUpload("mixed")
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - TAIL))
    body, mark, rest = file.read().rpartition(b"%%EOF")
    if not mark or b"startxref" not in body:
        raise RefusedUpload("broken")
    if rest.strip(b"\x00\t\n\r "):
        raise RefusedUpload("mixed")


def _office_kind(file):
    size = file.seek(0, io.SEEK_END)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_parts(parts, size)
            names = {part.filename for part in parts}
            types = _content_types(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise RefusedUpload("broken") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise RefusedUpload("encrypted") from error
    if any(re.search("macro|vba", text, re.IGNORECASE) for text in (*types, *types.values(), *names)):
        raise RefusedUpload("macros")
    kinds = {MAIN_PARTS[of] for part, of in types.items() if of in MAIN_PARTS and part.lstrip("/") in names}
    if len(kinds) != 1:
        raise RefusedUpload("unknown-kind")
    return kinds.pop()


def _check_parts(parts, size):
    """Sizes are those that the archive declares; nothing is unpacked to learn them."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = unpacked > MAX_UNPACKED or (unpacked > 10 * MEGABYTE and unpacked > MAX_RATIO * size)
    if len(parts) > MAX_PARTS or is_bomb or packed > size:
        raise RefusedUpload("unpacks-too-large")
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedUpload("encrypted")


def _content_types(archive):
    """What the parts of an Office document are, by part name."""
    try:
        with archive.open("[Content_Types].xml") as part:
            text = part.read(MAX_CONTENT_TYPES + 1)
    except KeyError as error:
        raise RefusedUpload("unknown-kind") from error
    # No document type, so that no entity can grow; no other encoding in which one could hide.
    if len(text) > MAX_CONTENT_TYPES or b"<!DOCTYPE" in text or b"\x00" in text:
        raise RefusedUpload("broken")
    try:
        root = ElementTree.fromstring(text.decode("utf-8"))
    except (ElementTree.ParseError, ValueError) as error:
        raise RefusedUpload("broken") from error
    return {
        element.get("PartName") or element.get("Extension") or "": element.get("ContentType") or ""
        for element in root
    }


def _written_again(file, kind):
    """The picture and nothing else: without place, camera, comments and whatever else was attached to it."""
    file.seek(0)
    options, modes = WRITTEN[kind]
    content = io.BytesIO()
    try:
        with Image.open(file, formats=[kind.upper()]) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise RefusedUpload("too-many-pixels")
            picture = ImageOps.exif_transpose(opened)
        is_clear = picture.has_transparency_data and kind != Kind.JPEG
        if picture.mode not in modes or "transparency" in picture.info:
            picture = picture.convert("RGBA" if is_clear else "RGB")
        picture.info = {}
        picture.save(content, format=kind.upper(), **options)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedUpload("too-many-pixels") from error
    except NO_PICTURE as error:
        raise RefusedUpload("broken") from error
    return content


def _sha256(file):
    file.seek(0)
    seal = hashlib.sha256()
    while piece := file.read(CHUNK):
        seal.update(piece)
    return seal.hexdigest()
