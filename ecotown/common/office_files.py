"""Office documents: their parts as the Open Packaging Conventions name them, and which format they are."""

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
ENTRY_SIGNATURE = b"PK\x01\x02"  # of a part in the directory of the archive
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"  # the formats before 2007, and what a password encrypts as a whole
MEGABYTE = 1 << 20
MAX_DIRECTORY = MEGABYTE  # of the parts that list types and relations
MAX_ENTRIES = 20  # of the directory for each part that is allowed: archives among the parts have some, too
MAX_RATIO = 200  # unpacked to packed; documents with much repetition reach 100
HARMLESS = 10 * MEGABYTE  # unpacked, however small it was packed
DAMAGE = (
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
# The format whose main part is of a type; all of them but the first two are refused by their name.
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
# The streams of an OLE file, by the format that has them; what is encrypted has no other one.
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
    """A file that is not read as an Office document; `code` says why, or is the format it has instead."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part refers to: another part by its name, or an address outside the package."""

    key: str
    kind: str
    target: str
    is_outside: bool


@dataclass(slots=True)
class Package:
    """The parts of a document by name: without capitals, outer slash, backslashes and escapes."""

    archive: ZipFile
    parts: dict[str, ZipInfo]
    own_types: dict[str, str] = field(default_factory=dict)  # by part name
    common_types: dict[str, str] = field(default_factory=dict)  # by extension

    def type_of(self, name: str) -> str:
        """The declared type of a part, in small letters; empty when none is declared."""
        return self.own_types.get(name) or self.common_types.get(posixpath.splitext(name)[1][1:], "")

    def read(self, name: str, limit: int = MAX_DIRECTORY) -> Element:
        """The root of a part in XML. Raises OfficeFileError, and LookupError when there is no such part."""
        if self.parts[name].file_size > limit:
            raise OfficeFileError("unpacks-too-large")
        # No document type, so that no entity can grow, whatever the encoding.
        return fromstring(self.archive.read(self.parts[name]), forbid_dtd=True)

    def relations(self, source: str = "") -> list[Relation]:
        """What a part refers to; without `source` what the package itself does."""
        folder, name = posixpath.split(source)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        return self.relations_in(listed) if listed in self.parts else []

    def relations_in(self, listed: str) -> list[Relation]:
        """What the part `listed` names, which stands in a folder below that of its source."""
        folder = posixpath.dirname(posixpath.dirname(listed))
        return list(_relations(self.read(listed), folder))

    @property
    def main(self) -> str:
        """The part that the document begins with: the one the package names, else the only one to be it."""
        named = [
            one.target
            for one in self.relations()
            if one.kind.endswith("/officedocument") and not one.is_outside and one.target in self.parts
        ]
        candidates = named[:1] or [name for name in self.parts if self.type_of(name) in FORMATS]
        if len(candidates) != 1:
            raise OfficeFileError("unknown-kind")
        return candidates[0]

    @property
    def has_macros(self) -> bool:
        """Whether a part is called, declared, or referred to by the main part, as one with macros."""
        types = {*self.own_types.values(), *map(self.type_of, self.parts), *self._kinds_of_main()}
        return any(map(_MACRO_TYPES.search, types)) or any(map(_holds_macros, self.parts))

    def _kinds_of_main(self):
        try:
            return {one.kind.rpartition("/")[2] for one in self.relations(self.main)}
        except OfficeFileError:
            return set()


@contextmanager
def opened(file: BinaryIO, *, max_parts: int, max_unpacked: int) -> Iterator[Package]:
    """The package in `file`. What goes wrong while it is open is told as OfficeFileError, too.

    Raises OfficeFileError: "unknown-kind", "unpacks-too-large", "encrypted", "broken", or a format's name.
    """
    size = file.seek(0, 2)
    try:
        _check_entries(file, max_parts)
        with ZipFile(file) as archive:
            _check_sizes(archive.infolist(), size, max_parts=max_parts, max_unpacked=max_unpacked)
            package = Package(archive, {name_of(one.filename): one for one in archive.infolist()})
            _read_types(package)
            yield package
    except DAMAGE as error:
        raise OfficeFileError("broken") from error
    except RuntimeError as error:  # zipfile's word for a password
        raise OfficeFileError("encrypted") from error


def format_of(package: Package) -> str:
    """The format: "xlsx" or "docx". Raises OfficeFileError: "macros", "unknown-kind", or another format."""
    if package.has_macros and FORMATS.get(_type_of_main(package)) != "xlsb":
        raise OfficeFileError("macros")
    name = FORMATS.get(package.type_of(package.main), "unknown-kind")
    if name not in {"xlsx", "docx"}:
        raise OfficeFileError(name)
    return name


def is_strict(package: Package) -> bool:
    """Whether the document is written in the strict variant, which few programs understand."""
    return package.read(package.main).tag.startswith("{http://purl.oclc.org/ooxml/")


def name_of_ole(content: bytes) -> str:
    """The format of an OLE file by the streams in its directory: "xls", "doc", "ppt", "encrypted" or ""."""
    for stream, name in _OLE_STREAMS.items():
        if _has_entry(content, stream):
            return name
    return ""


def name_of(written: str) -> str:
    """The name of a part as it is compared, from the way an archive, a type or a relation writes it."""
    return posixpath.normpath("/" + unquote(written.replace("\\", "/"))).lstrip("/").casefold()


def _holds_macros(name):
    return _MACRO_PART.search(posixpath.basename(name)) or _MACRO_FOLDER.search(name)


def _has_entry(content, stream):
    """An entry of the directory is 128 bytes from its name on; the length of the name is behind it."""
    name = stream.encode("utf-16-le")
    place = content.find(name)
    while place >= 0:
        length = int.from_bytes(content[place + 64 : place + 66], "little")
        if place % 128 == 0 and length == len(name) + 2:
            return True
        place = content.find(name, place + 1)
    return False


def _type_of_main(package):
    try:
        return package.type_of(package.main)
    except OfficeFileError:
        return ""


def _check_entries(file, max_parts):
    """Before the directory is read, of which each entry takes half a kilobyte of memory."""
    file.seek(0)
    if file.read().count(ENTRY_SIGNATURE) > MAX_ENTRIES * max_parts:
        raise OfficeFileError("unpacks-too-large")


def _check_sizes(parts, size, *, max_parts, max_unpacked):
    """Sizes are those that the archive declares, which no part exceeds; nothing is unpacked for them."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    is_bomb = unpacked > max_unpacked or (unpacked > HARMLESS and unpacked > MAX_RATIO * size)
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
            package.own_types[name_of(element.get("PartName", ""))] = declared


def _open_document(package):
    """The format of an OpenDocument file, whose first part is its type as plain text."""
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
        is_outside = element.get("TargetMode", "").lower() == "external"
        if not is_outside:
            target = target.replace("\\", "/").partition("#")[0]
            target = name_of(target if target.startswith("/") else f"{folder}/{target}")
        yield Relation(element.get("Id", ""), element.get("Type", "").casefold(), target, is_outside)
