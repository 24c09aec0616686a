"""PDF files of strangers: whether viewers open them, and whether they are anything else besides."""

import io
import os
import re
import struct
import sys

HEAD = 1024  # bytes; viewers look no further for the beginning
SIGNATURE = b"%PDF-"
MEMORY = 512 << 20  # of the process that opens one
BLANK = b"\xef\xbb\xbf\x00\t\n\r "  # a byte order mark among them
_END = b"%%EOF"
_TRAILER = re.compile(rb"trailer\s*<<")
# What other programs know by its beginning, and what they find wherever it stands: archives behind the code
# that unpacks them, pages behind any text.
_BEGINNINGS = (
    *(b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b", b"GIF8"),
    *(b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"RIFF", b"OggS", b"ID3", b"8BPS"),
)
_ANYWHERE = re.compile(
    rb"PK\x03\x04|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|MSCF\x00{4}|<\?php|<!doctype"
    rb"|<(?:html|head|body|script|svg|iframe|hta)\b",
    re.IGNORECASE,
)
_DIRECTORY, _DIRECTORY_END, _DIRECTORY_END_LENGTH = b"PK\x01\x02", b"PK\x05\x06", 22
_LONGEST_COMMENT = 0xFFFF
MAX_ARCHIVES = 50  # near the end of a PDF; documents that are attached hold few


class PdfError(Exception):
    """A PDF that is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def begins_in(head: bytes) -> bool:
    """Whether a file that begins with `head` is a PDF, behind whatever a program or a transfer put before."""
    before, mark, _ = head[: HEAD + len(SIGNATURE)].partition(SIGNATURE)
    return bool(mark) and before[4:8] != b"ftyp" and not _is_another_file(before)


def check(content: bytes) -> None:
    """Refuse what no viewer shows, and what is another file as well.

    An archive that is attached is part of the PDF, whether it is compressed or not. A machine without time or
    memory says nothing about the file, which is then taken unless there is an archive to be looked for.

    Raises PdfError: "broken", "mixed", "pdf-password", "pdf-without-pages", "busy".
    """
    # The portal is not there for the script below, which runs in a process of its own.
    from ecotown.common.apart import BadFileError, BusyError, run_apart  # noqa: PLC0415

    archives = _archives_in(content)
    if len(archives) > MAX_ARCHIVES or any(end >= len(content) for _begin, end in archives):
        raise PdfError("mixed")  # every program takes an archive that ends with the file
    _check_end(content)
    places = [str(place) for archive in archives for place in archive]
    try:
        run_apart(__file__, content, *places, memory=MEMORY)
    except BadFileError as error:
        raise PdfError(str(error)) from error
    except BusyError as error:
        if archives:
            raise PdfError("busy") from error


def _is_another_file(piece):
    return piece.lstrip(BLANK).startswith(_BEGINNINGS) or _ANYWHERE.search(piece) is not None


def _check_end(content):
    """A whole PDF says behind its last object what it begins with; what follows may be no other file."""
    last_object = max(content.rfind(b"endobj"), content.rfind(b"endstream"))
    table = content.rfind(b"startxref")
    if table <= last_object and not _has_trailer(content, max(last_object, 0)):
        raise PdfError("broken")
    if _is_another_file(content[max(table, last_object, 0) :].partition(_END)[2]):
        raise PdfError("mixed")


def _has_trailer(content, begin):
    """Whether a whole one stands behind `begin`. Only the first is looked at: files repeat what they like."""
    found = _TRAILER.search(content, begin)
    return found is not None and content.find(b">>", found.end()) >= 0


def _archives_in(content):
    """Where ZIP archives begin and end that programs find from the end of the file.

    Programs differ in which end they take and in how they get from there to the directory, so that each
    end is one. Where its directory does not stand right before it, as in ZIP64, only the end is known.
    """
    archives = []
    place = content.find(_DIRECTORY_END, max(0, len(content) - _DIRECTORY_END_LENGTH - _LONGEST_COMMENT))
    while 0 <= place <= len(content) - _DIRECTORY_END_LENGTH:
        archives.append(_archive_before(content, place))
        place = content.find(_DIRECTORY_END, place + 1)
    return archives


def _archive_before(content, place):
    length, offset, comment = struct.unpack_from("<12xIIH", content, place)
    end = place + _DIRECTORY_END_LENGTH + comment
    directory = place - length
    if directory < 0 or not content.startswith(_DIRECTORY, directory):
        return place, end
    return (directory - offset if offset <= directory else directory), end


def _fault_of(content, archives):
    """Open the PDF as viewers do: why it is not taken, in a word; nothing for one that is.

    Each of the `archives` has to be inside a stream of it.
    """
    # Not needed by the portal, only by the process that reads files of strangers.
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                return "pdf-without-pages"
            streams = [one for one in pdf.objects if archives and isinstance(one, pikepdf.Stream)]
            for raw in (one.read_raw_bytes() for one in streams):
                archives = [archive for archive in archives if archive not in raw]
            return "mixed" if archives else ""
    except pikepdf.PasswordError:
        return "pdf-password"
    except pikepdf.PdfError as error:
        return _fault_behind(str(error), archives)


def _fault_behind(message, archives):
    """What the library's refusal to open a PDF means."""
    if "bad_alloc" in message:
        raise MemoryError(message)
    if "encryption" in message:
        return "pdf-password"
    if "page tree" in message or "any pages" in message:
        return "pdf-without-pages"
    # Viewers may know a way that the library does not; when they do not, no page can be drawn either.
    return "mixed" if archives else ""


if __name__ == "__main__":
    sent = sys.stdin.buffer.read()
    bounds = list(map(int, sys.argv[1:]))
    found = [sent[begin:end] for begin, end in zip(bounds[::2], bounds[1::2], strict=True)]
    if fault := _fault_of(sent, found):
        sys.stderr.write(fault)
        sys.exit(os.EX_DATAERR)
