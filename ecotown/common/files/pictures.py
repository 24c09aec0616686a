"""Uploaded pictures: size check by the header, and rewriting in a subprocess."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ecotown.common.files import limited_process
from ecotown.common.files.picture_writing.limits import MAX_PIXELS, BadPictureError

SCRIPT = str(Path(__file__).with_name("picture_writing") / "__main__.py")
MEMORY = 1 << 30  # bytes
SECONDS = 40  # of processor time, to rewrite the largest picture
CLOCK_SECONDS = 80  # seconds of wall-clock time on a loaded machine; a worker's claim lasts longer
SIZE_MARKERS = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG: markers of the segments that hold the size
MARKERS_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
MAX_MARKERS = 100_000  # JPEG: markers and fill bytes before the size; the largest profile needs hundreds


class CleanedPicture(NamedTuple):
    """A cleaned picture: its content and its file suffix, png or svg."""

    content: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class RewrittenPicture:
    """A rewritten picture; of an animation, the first frame."""

    content: bytes
    is_first_frame: bool


def check_size(file: BinaryIO, kind: str) -> None:
    """Raise BadPictureError "too-many-pixels", or "broken" when the header has no size.

    Nothing is decoded, so the time does not depend on the size of the picture.
    """
    file.seek(0)
    try:
        width, height = {"jpeg": _jpeg_size, "png": _png_size, "webp": _webp_size}[kind](file)
    except struct.error as error:
        raise BadPictureError("broken") from error
    if not width or not height:
        raise BadPictureError("broken")
    if width * height > MAX_PIXELS[kind]:
        raise BadPictureError("too-many-pixels")


def rewrite(file: BinaryIO, kind: str) -> RewrittenPicture:
    """Return the picture without metadata, in sRGB and upright, after comparing it with the original.

    Raises BadPictureError, and LimitReachedError when time or memory ran out: the file may be good.
    """
    file.seek(0)
    limits = {"seconds": SECONDS, "memory": MEMORY, "clock_seconds": CLOCK_SECONDS}
    try:
        output = limited_process.run_limited(SCRIPT, file.read(), "write", kind, **limits)
    except limited_process.BadFileError as error:
        raise BadPictureError(str(error)) from error
    facts, _, content = output.partition(b"\n")
    return RewrittenPicture(content, json.loads(facts)["is_first_frame"])


def preview(file: BinaryIO, kind: str, *, seconds: int) -> bytes:
    """Return a small WebP. Raises BadPictureError, and LimitReachedError when time or memory ran out."""
    file.seek(0)
    limits = {"seconds": seconds, "memory": MEMORY, "clock_seconds": seconds}
    try:
        return limited_process.run_limited(SCRIPT, file.read(), "preview", kind, **limits)
    except limited_process.BadFileError as error:
        raise BadPictureError(str(error)) from error


def _png_size(file):
    return struct.unpack(">16xII", file.read(24))


def _jpeg_size(file):
    file.seek(2)
    for _number in range(MAX_MARKERS):
        fill, marker = struct.unpack("BB", file.read(2))
        if fill != 0xFF:
            raise BadPictureError("broken")
        if marker == 0xFF:  # any number of fill bytes may precede a marker
            file.seek(-1, 1)
            continue
        if marker in MARKERS_WITHOUT_LENGTH:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if marker in SIZE_MARKERS:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        if marker in {0xD9, 0xDA} or length < 2:
            raise BadPictureError("broken")
        file.seek(length - 2, 1)
    raise BadPictureError("broken")


def _webp_size(file):
    head = file.read(30)
    chunk = head[12:16]
    if chunk == b"VP8X":
        width, height = struct.unpack("<24x3s3s", head)
        return 1 + int.from_bytes(width, "little"), 1 + int.from_bytes(height, "little")
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<I", head, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF
