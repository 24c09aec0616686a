"""Small pictures of files: of an image, of the first page of a PDF."""

import io
import shutil
import subprocess
import tempfile
from typing import BinaryIO

from PIL import Image

SIDE = 480  # pixels, twice what the page shows
SECONDS = 30
MEMORY = 1 << 30
# A hostile PDF gets no more of the worker than this.
LIMITED = ["prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}"]
FIRST_PAGE = ["pdftoppm", "-png", "-f", "1", "-l", "1", "-singlefile", "-scale-to", str(SIDE)]


class NoPreviewError(Exception):
    """No picture could be made of the file."""


def of_image(file: BinaryIO) -> bytes:
    """A WebP no larger than SIDE. Raises NoPreviewError."""
    try:
        with Image.open(file) as opened:
            opened.thumbnail((SIDE, SIDE))
            small = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
        content = io.BytesIO()
        small.save(content, format="WEBP", quality=80)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NoPreviewError(str(error)) from error
    return content.getvalue()


def of_pdf(file: BinaryIO) -> bytes:
    """The first page as a WebP no larger than SIDE. Raises NoPreviewError."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        try:
            done = subprocess.run(
                [*LIMITED, *FIRST_PAGE, copy.name], capture_output=True, timeout=2 * SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NoPreviewError(str(error)) from error
    return of_image(io.BytesIO(done.stdout))
