"""Office documents: package parts (Open Packaging Conventions), format detection and size limits."""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile, ZipInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

ZIP_SIGNATURE = b"PK\x03\x04"
ENTRY_SIGNATURE = b"PK\x01\x02"  # of an entry in the central directory of the archive
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"  # formats before 2007, and documents encrypted with a password
MEGABYTE = 1 << 20
MAX_DIRECTORY = MEGABYTE  # size of a part that lists content types or relations
MAX_ENTRIES = 20  # directory entries per allowed part: archives embedded in parts have entries, too
MAX_RATIO = 200  # unpacked to packed size; documents with much repetition reach 100
MIN_SUSPICIOUS_SIZE = 10 * MEGABYTE  # unpacked size that is accepted whatever the ratio
DAMAGE_ERRORS = (
    ArithmeticError,
    BadZipFile,
    DefusedXmlException,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    struct.error,
    ValueError,
    zlib.error,
)

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
# Format by the content type of the main part; all but xlsx and docx are refused under their name.
FORMATS = {
    f"{_OPEN_XML}.spreadsheetml.sheet.main+xml": "xlsx",
    f"{_OPEN_XML}.wordprocessingml.document.main+xml": "docx",
    f"{_OPEN_XML}.spreadsheetml.template.main+xml": "xltx",
    f"{_OPEN_XML}.wordprocessingml.template.main+xml": "dotx",
    f"{_OPEN_XML}.presentationml.presentation.main+xml": "pptx",
    f"{_OPEN_XML}.presentationml.slideshow.main+xml": "pptx",
    f"{_OPEN_XML}.presentationml.template.main+xml": "pptx",
    "application/vnd.ms-excel.sheet.binary.macroenabled.main": "xlsb",
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {b"spreadsheet": "ods", b"text": "odt", b"presentation": "odp"}
# Format by the stream an OLE file contains; an encrypted file contains no other of these streams.
_OLE_STREAMS = {
    "EncryptedPackage": "encrypted",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
}
_MACRO_TYPES = re.compile("macro|vba")
_MACRO_PART = re.compile("vba(project|data)")
_MACRO_FOLDER = re.compile("(^|/)macrosheets/")


class OfficeFileError(Exception):
    """A file that is refused as an Office document; `code` is the reason, or the format it has instead."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class PartRelation:
    """A reference of a part to another part (by name) or to an address outside the package."""

    key: str
    kind: str
    target: str
    is_external: bool


@dataclass(slots=True)
class OfficePackage:
    """The parts of an Office document by normalised name: lower case, no leading slash, no escapes."""

    archive: ZipFile
    parts: dict[str, ZipInfo]
    own_types: dict[str, str] = field(default_factory=dict)  # by part name
    common_types: dict[str, str] = field(default_factory=dict)  # by extension

    def type_of(self, name: str) -> str:
        """Return the declared content type of a part in lower case, an empty string when none is declared."""
        return self.own_types.get(name) or self.common_types.get(posixpath.splitext(name)[1][1:], "")

    def read(self, name: str, limit: int = MAX_DIRECTORY) -> Element:
        """Parse a part and return its root. Raises OfficeFileError, LookupError for an unknown part."""
        if self.parts[name].file_size > limit:
            raise OfficeFileError("unpacks-too-large")
        # Refuse document types, so that no entity can expand, whatever the encoding.
        return fromstring(self.archive.read(self.parts[name]), forbid_dtd=True)

    def relations(self, source: str = "") -> list[PartRelation]:
        """Return the relations of the part `source`, by default those of the package."""
        folder, name = posixpath.split(source)
        relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
        return self.relations_in(relations_part) if relations_part in self.parts else []

    def relations_in(self, relations_part: str) -> list[PartRelation]:
        """Return the relations in the part `relations_part`, in the folder `_rels` beside its source part."""
        folder = posixpath.dirname(posixpath.dirname(relations_part))
        return list(_relations(self.read(relations_part), folder))

    @property
    def main(self) -> str:
        """The name of the main part: the one the package names, else the only part of a main content type."""
        named_parts = [
            relation.target
            for relation in self.relations()
            if relation.kind.endswith("/officedocument")
            and not relation.is_external
            and relation.target in self.parts
        ]
        candidates = named_parts[:1] or [name for name in self.parts if self.type_of(name) in FORMATS]
        if len(candidates) != 1:
            raise OfficeFileError("unknown-kind")
        return candidates[0]

    @property
    def has_macros(self) -> bool:
        """Whether the name, the content type or the main part's relation of any part marks it as macros."""
        types = {*self.own_types.values(), *map(self.type_of, self.parts), *self._kinds_of_main()}
        return any(map(_MACRO_TYPES.search, types)) or any(map(_holds_macros, self.parts))

    def _kinds_of_main(self):
        try:
            return {relation.kind.rpartition("/")[2] for relation in self.relations(self.main)}
        except OfficeFileError:
            return set()


@contextmanager
def open_package(file: BinaryIO, *, max_parts: int, max_unpacked: int) -> Iterator[OfficePackage]:
    """Open the package in `file`; errors in the body of the `with` statement raise OfficeFileError, too.

    Raises OfficeFileError: "unknown-kind", "unpacks-too-large", "encrypted", "broken", or a format's name.
    """
    size = file.seek(0, 2)
    try:
        _check_entries(file, max_parts)
        with ZipFile(file) as archive:
            _check_sizes(archive.infolist(), size, max_parts=max_parts, max_unpacked=max_unpacked)
            package = OfficePackage(archive, {part_name(part.filename): part for part in archive.infolist()})
            _read_types(package)
            yield package
    except DAMAGE_ERRORS as error:
        raise OfficeFileError("broken") from error
    except RuntimeError as error:  # zipfile raises it for an encrypted entry
        raise OfficeFileError("encrypted") from error


def format_of(package: OfficePackage) -> str:
    """Return "xlsx" or "docx". Raises OfficeFileError: "macros", "unknown-kind", or another format."""
    if package.has_macros and FORMATS.get(_type_of_main(package)) != "xlsb":
        raise OfficeFileError("macros")
    name = FORMATS.get(package.type_of(package.main), "unknown-kind")
    if name not in {"xlsx", "docx"}:
        raise OfficeFileError(name)
    return name


def is_strict(package: OfficePackage) -> bool:
    """Return whether the document uses the strict variant of Open XML, which few programs support."""
    return package.read(package.main).tag.startswith("{http://purl.oclc.org/ooxml/")


def ole_format(content: bytes) -> str:
    """Return the format of an OLE file by its streams: "xls", "doc", "ppt", "encrypted" or ""."""
    for stream, name in _OLE_STREAMS.items():
        if _has_entry(content, stream):
            return name
    return ""


def part_name(written: str) -> str:
    """Return the normalised name of a part, however an archive, a content type or a relation writes it."""
    return posixpath.normpath("/" + unquote(written.replace("\\", "/"))).lstrip("/").casefold()


def _holds_macros(name):
    return _MACRO_PART.search(posixpath.basename(name)) or _MACRO_FOLDER.search(name)


def _has_entry(content, stream):
    """Return whether an OLE directory has an entry `stream`.

    An entry is 128 bytes and begins with the name in 64 bytes, followed by the name's length in bytes.
    """
    name = stream.encode("utf-16-le")
    position = content.find(name)
    while position >= 0:
        length = int.from_bytes(content[position + 64 : position + 66], "little")
        if position % 128 == 0 and length == len(name) + 2:
            return True
        position = content.find(name, position + 1)
    return False


def _type_of_main(package):
    try:
        return package.type_of(package.main)
    except OfficeFileError:
        return ""


def _check_entries(file, max_parts):
    """Refuse archives with too many entries before they are read: each takes half a kilobyte of memory."""
    file.seek(0)
    if file.read().count(ENTRY_SIGNATURE) > MAX_ENTRIES * max_parts:
        raise OfficeFileError("unpacks-too-large")


def _check_sizes(parts, size, *, max_parts, max_unpacked):
    """Refuse archives that unpack to too much, by their declared sizes; nothing is unpacked.

    zipfile never unpacks more of a part than its declared size.
    """
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = unpacked > max_unpacked or (unpacked > MIN_SUSPICIOUS_SIZE and unpacked > MAX_RATIO * size)
    if len(parts) > max_parts or is_bomb or packed > size:
        raise OfficeFileError("unpacks-too-large")
    if any(part.flag_bits & 1 for part in parts):
        raise OfficeFileError("encrypted")


def _read_types(package):
    if "[content_types].xml" not in package.parts:
        raise OfficeFileError(_open_document(package) or "unknown-kind")
    for element in package.read("[content_types].xml"):
        declared = element.get("ContentType", "").partition(";")[0].strip().lower()
        if extension := element.get("Extension"):
            package.common_types[extension.lstrip(".").casefold()] = declared
        else:
            package.own_types[part_name(element.get("PartName", ""))] = declared


def _open_document(package):
    """Return the format of an OpenDocument file by its part `mimetype`, an empty string for other files."""
    if "mimetype" not in package.parts:
        return ""
    with package.archive.open(package.parts["mimetype"]) as part:
        declared = part.read(200).strip()
    if not declared.startswith(_OPEN_DOCUMENT):
        return ""
    kind = declared.removeprefix(_OPEN_DOCUMENT).partition(b"-")[0]
    return _OPEN_DOCUMENTS.get(kind, "")


def _relations(root, folder):
    for element in root:
        target = element.get("Target", "")
        is_external = element.get("TargetMode", "").lower() == "external"
        if not is_external:
            target = target.replace("\\", "/").partition("#")[0]
            target = part_name(target if target.startswith("/") else f"{folder}/{target}")
        yield PartRelation(element.get("Id", ""), element.get("Type", "").casefold(), target, is_external)
