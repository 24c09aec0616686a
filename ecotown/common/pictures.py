"""Pictures that people send: their size by the header alone, and writing them again in a subprocess."""

import json
import struct
from dataclasses import dataclass
from typing import BinaryIO

from ecotown.common import apart, picture_writing
from ecotown.common.picture_writing import MAX_PIXELS

SCRIPT = picture_writing.__file__
MEMORY = 1 << 30
SECONDS = 40  # of a processor, to write the largest picture again
PATIENCE = 80  # seconds of the clock on a loaded machine; a worker's claim lasts longer
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # JPEG: the segments that tell the size
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD9)}
MAX_MARKS = 100_000  # JPEG: marks and fillings before its size; the largest profile needs a few hundred


class BadPictureError(Exception):
    """A picture that is not kept; `code` says why: "broken", "too-many-pixels" or "differs"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Written:
    """A picture as it is kept. Of an animation that is the first frame."""

    content: bytes
    is_first_frame: bool


def check_size(file: BinaryIO, kind: str) -> None:
    """Raises BadPictureError "too-many-pixels", or "broken" when the header tells no size.

    Nothing is decoded, so it takes no time however large the picture is.
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


def write_again(file: BinaryIO, kind: str) -> Written:
    """The picture and nothing else, in sRGB and upright, once it was compared with what was sent.

    Raises BadPictureError, and apart.BusyError when time or memory ran out: the file may be good.
    """
    file.seek(0)
    limits = {"seconds": SECONDS, "memory": MEMORY, "patience": PATIENCE}
    try:
        said = apart.run_apart(SCRIPT, file.read(), "write", kind, **limits)
    except apart.BadFileError as error:
        raise BadPictureError(str(error)) from error
    facts, _, content = said.partition(b"\n")
    return Written(content, json.loads(facts)["is_first_frame"])


def preview(file: BinaryIO, kind: str, *, seconds: int) -> bytes:
    """A small WebP of a picture. Raises BadPictureError, and apart.BusyError when time or memory ran out."""
    file.seek(0)
    limits = {"seconds": seconds, "memory": MEMORY, "patience": seconds}
    try:
        return apart.run_apart(SCRIPT, file.read(), "preview", kind, **limits)
    except apart.BadFileError as error:
        raise BadPictureError(str(error)) from error


def _png_size(file):
    return struct.unpack(">16xII", file.read(24))


def _jpeg_size(file):
    file.seek(2)
    for _mark in range(MAX_MARKS):
        filling, mark = struct.unpack("BB", file.read(2))
        if filling != 0xFF:
            raise BadPictureError("broken")
        if mark == 0xFF:  # more of them may stand before a mark
            file.seek(-1, 1)
            continue
        if mark in WITHOUT_LENGTH:
            continue
        (length,) = struct.unpack(">H", file.read(2))
        if mark in FRAMES:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        if mark in {0xD9, 0xDA} or length < 2:
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
