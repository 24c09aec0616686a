"""Small pictures of files: of an image, of the first page of a PDF."""

import io
import shutil
import signal
import subprocess
import tempfile
from typing import BinaryIO

from ecotown.common import pictures
from ecotown.common.apart import BusyError, Limit
from ecotown.common.picture_writing import PREVIEW_SIDE as SIDE

SECONDS = 20  # of the clock and of a processor, for one preview
MEMORY = 1 << 30
# A hostile PDF gets no more of the worker than this; the first signal tells that its seconds are used up.
LIMITED = ["prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}:{SECONDS + 1}", "--core=0"]
FIRST_PAGE = ["pdftoppm", "-png", "-f", "1", "-l", "1", "-singlefile", "-scale-to", str(SIDE)]


class NoPreviewError(Exception):
    """No picture could be made of the file."""


def of_image(file: BinaryIO, kind: str) -> bytes:
    """A WebP no larger than SIDE. Raises NoPreviewError, and BusyError when time or memory ran out."""
    try:
        return pictures.preview(file, kind, seconds=SECONDS)
    except pictures.BadPictureError as error:
        raise NoPreviewError(error.code) from error


def of_pdf(file: BinaryIO) -> bytes:
    """The first page as a WebP no larger than SIDE.

    Raises NoPreviewError, and BusyError when time or memory ran out.
    """
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        return of_image(io.BytesIO(_first_page(copy.name)), "png")


def _first_page(path):
    command = [*LIMITED, *FIRST_PAGE, path]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise BusyError(Limit.CLOCK) from error
    except OSError as error:
        raise BusyError(Limit.ROOM) from error
    if done.returncode < 0:
        raise BusyError(Limit.PROCESSOR if done.returncode == -signal.SIGXCPU else Limit.MEMORY)
    if done.returncode or not done.stdout:
        raise NoPreviewError(done.stderr.decode(errors="replace").strip()[-200:])
    return done.stdout
