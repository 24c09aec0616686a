"""Checks of untrusted PDF files: viewers can open them, and they are not a file of another kind as well."""

import io
import os
import re
import struct
import sys

HEAD_BYTES = 1024  # bytes in which viewers look for the signature
SIGNATURE = b"%PDF-"
MEMORY = 512 << 20  # bytes, for the process that opens a PDF
BLANK_BYTES = b"\xef\xbb\xbf\x00\t\n\r "  # with a byte order mark
_END = b"%%EOF"
_TRAILER = re.compile(rb"trailer\s*<<")
# Signatures of other file kinds at the beginning of a file, and those that programs find anywhere: archives
# behind self-extracting code, HTML pages behind any text.
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
MAX_ARCHIVES = 50  # near the end of a PDF; attached documents contain few


class PdfError(Exception):
    """A PDF that is refused; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_pdf(head: bytes) -> bool:
    """Return whether a file that begins with `head` is a PDF, possibly behind bytes put before it."""
    before, signature, _ = head[: HEAD_BYTES + len(SIGNATURE)].partition(SIGNATURE)
    return bool(signature) and before[4:8] != b"ftyp" and not _is_another_file(before)


def check(content: bytes) -> None:
    """Raise PdfError for a file that no viewer shows, or that is a file of another kind as well.

    An attached archive is part of the PDF, compressed or not. When the subprocess runs out of time or memory,
    nothing is known about the file: it is accepted unless it contains an archive that had to be located.

    Raises PdfError: "broken", "mixed", "pdf-password", "pdf-without-pages", "busy".
    """
    # Imported here because this file also runs as a script without the portal.
    from ecotown.common.files.limited_process import (  # noqa: PLC0415
        BadFileError,
        LimitReachedError,
        run_limited,
    )

    archives = _archives_in(content)
    if len(archives) > MAX_ARCHIVES or any(end >= len(content) for _begin, end in archives):
        raise PdfError("mixed")  # every program opens an archive that ends with the file
    _check_end(content)
    offsets = [str(offset) for archive in archives for offset in archive]
    try:
        run_limited(__file__, content, *offsets, memory=MEMORY)
    except BadFileError as error:
        raise PdfError(str(error)) from error
    except LimitReachedError as error:
        if archives:
            raise PdfError("busy") from error


def _is_another_file(content):
    return content.lstrip(BLANK_BYTES).startswith(_BEGINNINGS) or _ANYWHERE.search(content) is not None


def _check_end(content):
    """Raise PdfError unless a trailer follows the last object and no file of another kind follows that."""
    last_object = max(content.rfind(b"endobj"), content.rfind(b"endstream"))
    table = content.rfind(b"startxref")
    if table <= last_object and not _has_trailer(content, max(last_object, 0)):
        raise PdfError("broken")
    if _is_another_file(content[max(table, last_object, 0) :].partition(_END)[2]):
        raise PdfError("mixed")


def _has_trailer(content, begin):
    """Return whether a complete trailer follows `begin`; only the first is checked, files may have many."""
    match = _TRAILER.search(content, begin)
    return match is not None and content.find(b">>", match.end()) >= 0


def _archives_in(content):
    """Return begin and end of every ZIP archive that programs find from the end of the file.

    Programs differ in which end record they use and in how they locate the directory from there, so every
    end record counts. Where no directory is right before it, as in ZIP64, only the end record is located.
    """
    archives = []
    position = content.find(_DIRECTORY_END, max(0, len(content) - _DIRECTORY_END_LENGTH - _LONGEST_COMMENT))
    while 0 <= position <= len(content) - _DIRECTORY_END_LENGTH:
        archives.append(_archive_before(content, position))
        position = content.find(_DIRECTORY_END, position + 1)
    return archives


def _archive_before(content, position):
    length, offset, comment = struct.unpack_from("<12xIIH", content, position)
    end = position + _DIRECTORY_END_LENGTH + comment
    directory = position - length
    if directory < 0 or not content.startswith(_DIRECTORY, directory):
        return position, end
    return (directory - offset if offset <= directory else directory), end


def _refusal_code(content, archives):
    """Open the PDF as viewers do and return the code of the reason to refuse it, an empty string for none.

    Each of the `archives` must be inside a stream of the PDF.
    """
    # Imported here because only the subprocess needs it.
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                return "pdf-without-pages"
            streams = [part for part in pdf.objects if archives and isinstance(part, pikepdf.Stream)]
            for raw in (stream.read_raw_bytes() for stream in streams):
                archives = [archive for archive in archives if archive not in raw]
            return "mixed" if archives else ""
    except pikepdf.PasswordError:
        return "pdf-password"
    except pikepdf.PdfError as error:
        return _code_for_message(str(error), archives)


def _code_for_message(message, archives):
    """Return the code for an error message of pikepdf."""
    if "bad_alloc" in message:
        raise MemoryError(message)
    if "encryption" in message:
        return "pdf-password"
    if "page tree" in message or "any pages" in message:
        return "pdf-without-pages"
    # Viewers may open a file that the library cannot; when they cannot, no preview can be drawn either.
    return "mixed" if archives else ""


def _main():
    content = sys.stdin.buffer.read()
    bounds = list(map(int, sys.argv[1:]))
    archives = [content[begin:end] for begin, end in zip(bounds[::2], bounds[1::2], strict=True)]
    if code := _refusal_code(content, archives):
        sys.stderr.write(code)
        sys.exit(os.EX_DATAERR)


if __name__ == "__main__":
    _main()
