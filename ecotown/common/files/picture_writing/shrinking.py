"""Shrink a picture to its preview."""

import io
from typing import BinaryIO

from .limits import PREVIEW_SIDE
from .loading import first_frame, opened


def preview(file: BinaryIO, kind: str) -> bytes:
    """Return the picture as a WebP no larger than PREVIEW_SIDE."""
    picture = opened(file, kind)
    picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
    if kind == "webp":
        picture = first_frame(picture)
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    small = io.BytesIO()
    picture.convert("RGBA" if picture.has_transparency_data else "RGB").save(small, "WEBP", quality=80)
    return small.getvalue()
