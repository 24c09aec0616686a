"""Limits of pictures, and the error of a refused picture."""

import struct
import zlib

MAX_PIXELS = {"jpeg": 100_000_000, "png": 75_000_000, "webp": 75_000_000}
PREVIEW_SIDE = 480  # pixels, twice what the page shows
MAX_PROFILE = 16 << 20  # bytes
# What Pillow raises for a damaged picture.
DAMAGE_ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error, zlib.error)


class BadPictureError(Exception):
    """A picture that is refused; `code` is "broken", "too-many-pixels" or "differs"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
