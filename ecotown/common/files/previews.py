"""Previews: a small picture of an image or of the first page of a PDF."""

import io
import shutil
import signal
import subprocess
import tempfile
from typing import BinaryIO

from ecotown.common.files import pictures
from ecotown.common.files.limited_process import LimitReachedError, ProcessLimit
from ecotown.common.files.picture_writing.limits import PREVIEW_SIDE as SIDE
from ecotown.common.files.picture_writing.limits import BadPictureError

SECONDS = 20  # of wall-clock and of processor time for one preview
MEMORY = 1 << 30
# Limits for an untrusted PDF; the soft limit sends SIGXCPU, which identifies the processor limit.
LIMIT_COMMAND = ["prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}:{SECONDS + 1}", "--core=0"]
FIRST_PAGE_COMMAND = ["pdftoppm", "-png", "-f", "1", "-l", "1", "-singlefile", "-scale-to", str(SIDE)]


class NoPreviewError(Exception):
    """No preview could be made of the file."""


def of_image(file: BinaryIO, kind: str) -> bytes:
    """Return a WebP no larger than SIDE.

    Raises NoPreviewError, and LimitReachedError when time or memory ran out.
    """
    try:
        return pictures.preview(file, kind, seconds=SECONDS)
    except BadPictureError as error:
        raise NoPreviewError(error.code) from error


def of_pdf(file: BinaryIO) -> bytes:
    """Return the first page as a WebP no larger than SIDE.

    Raises NoPreviewError, and LimitReachedError when time or memory ran out.
    """
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        return of_image(io.BytesIO(_first_page(copy.name)), "png")


def _first_page(path):
    command = [*LIMIT_COMMAND, *FIRST_PAGE_COMMAND, path]
    try:
        completed = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise LimitReachedError(ProcessLimit.CLOCK) from error
    except OSError as error:
        raise LimitReachedError(ProcessLimit.PROCESS) from error
    if completed.returncode < 0:
        raise LimitReachedError(
            ProcessLimit.PROCESSOR if completed.returncode == -signal.SIGXCPU else ProcessLimit.MEMORY
        )
    if completed.returncode or not completed.stdout:
        raise NoPreviewError(completed.stderr.decode(errors="replace").strip()[-200:])
    return completed.stdout
