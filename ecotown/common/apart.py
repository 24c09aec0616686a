"""Work on files of strangers in a process of its own, which may take neither long nor much memory."""

import logging
import os
import signal
import subprocess
import sys
from enum import StrEnum

SECONDS = 5  # of a processor
MEMORY = 512 << 20
# On a loaded machine a process waits for its turns: by the clock it may take this many times its seconds.
TURNS = 4
FOUND_BAD = os.EX_DATAERR

logger = logging.getLogger(__name__)


class Limit(StrEnum):
    """What a process did not have enough of."""

    CLOCK = "clock"  # it did not end in time, perhaps only for waiting
    PROCESSOR = "processor"  # it used up its seconds
    MEMORY = "memory"
    ROOM = "room"  # the machine has no room for another process


class GivenUpError(Exception):
    """The process gave no result."""


class BadFileError(GivenUpError):
    """The script read the file and found it bad; the message is the last line that it wrote about that."""


class BusyError(GivenUpError):
    """The process did not come to an end within its limits, which says nothing about the file."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(limit)
        self.limit = limit


def run_apart(
    script: str,
    content: bytes,
    *arguments: str,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    patience: float | None = None,
) -> bytes:
    """What the Python file `script` writes when it reads `content`. It runs without the portal, whose
    packages alone it may import.

    `seconds` are those of a processor; `patience` those of the clock, TURNS times as many unless given;
    `memory` is the address space in bytes.

    Raises BadFileError when the script ends with os.EX_DATAERR, by which alone it speaks about the file, and
    BusyError however else it fails: by an exception, too, which may stem from a lack of memory.
    """
    # One second more until the kernel kills: the first signal tells that the processor's seconds are used up.
    limits = ["prlimit", f"--as={memory}", f"--cpu={seconds}:{seconds + 1}", "--core=0"]
    command = [*limits, sys.executable, "-I", script, *arguments]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=patience or TURNS * seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise BusyError(Limit.CLOCK) from error
    except OSError as error:
        logger.warning("no process of its own could be started: %s", error)
        raise BusyError(Limit.ROOM) from error
    if done.returncode:
        raise _failure(done)
    return done.stdout


def _failure(done: subprocess.CompletedProcess[bytes]) -> GivenUpError:
    """What a failed process says; one that lacks memory ends in many ways, by a signal or an exception."""
    said = done.stderr.decode(errors="replace").strip()
    # A script may have caught the lack of memory and called the file bad; then its traceback tells.
    if done.returncode == FOUND_BAD and "MemoryError" not in said:
        # Libraries write what they wonder at into the lines before.
        return BadFileError(said.rpartition("\n")[2])
    if done.returncode == -signal.SIGXCPU:
        return BusyError(Limit.PROCESSOR)
    logger.warning("a process of its own ended with %s: %s", done.returncode, said[-1000:])
    return BusyError(Limit.MEMORY)
