"""Run a script on an untrusted file in a subprocess with time and memory limits."""

import logging
import os
import signal
import subprocess
import sys
from enum import StrEnum

SECONDS = 5  # of processor time
MEMORY = 512 << 20  # bytes of address space
# On a loaded machine a process waits for the processor: the wall-clock limit is this multiple of `seconds`.
CLOCK_FACTOR = 4
EXIT_BAD_FILE = os.EX_DATAERR

logger = logging.getLogger(__name__)


class ProcessLimit(StrEnum):
    """The limit that a process reached."""

    CLOCK = "clock"  # wall-clock time, which includes waiting
    PROCESSOR = "processor"  # processor time
    MEMORY = "memory"
    PROCESS = "process"  # the machine could not start another process


class ProcessFailedError(Exception):
    """The process produced no result."""


class BadFileError(ProcessFailedError):
    """The script rejected the file; the message is the last line it wrote to standard error."""


class LimitReachedError(ProcessFailedError):
    """The process did not finish within its limits, so nothing is known about the file."""

    def __init__(self, limit: ProcessLimit) -> None:
        super().__init__(limit)
        self.limit = limit


def run_limited(
    script: str,
    content: bytes,
    *arguments: str,
    seconds: int = SECONDS,
    memory: int = MEMORY,
    clock_seconds: float | None = None,
) -> bytes:
    """Run the Python file `script` with `content` on standard input and return its standard output.

    The script runs isolated (`python -I`): it can import installed packages, but not the portal's modules.
    `seconds` limits processor time, `clock_seconds` wall-clock time (default: CLOCK_FACTOR * `seconds`),
    `memory` the address space in bytes.

    Raises BadFileError when the script exits with os.EX_DATAERR, the only exit code that is a statement
    about the file, and LimitReachedError on any other failure, including exceptions, which may come from a
    lack of memory.
    """
    # The hard limit is one second later, so that SIGXCPU, which identifies the processor limit, comes first.
    limits = ["prlimit", f"--as={memory}", f"--cpu={seconds}:{seconds + 1}", "--core=0"]
    command = [*limits, sys.executable, "-I", script, *arguments]
    try:
        completed = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=clock_seconds or CLOCK_FACTOR * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitReachedError(ProcessLimit.CLOCK) from error
    except OSError as error:
        logger.warning("the subprocess could not be started: %s", error)
        raise LimitReachedError(ProcessLimit.PROCESS) from error
    if completed.returncode:
        raise _failure(completed)
    return completed.stdout


def _failure(completed: subprocess.CompletedProcess[bytes]) -> ProcessFailedError:
    """Return the error for a failed process. A lack of memory shows as a signal or as an exception."""
    message = completed.stderr.decode(errors="replace").strip()
    # A script that catches MemoryError may exit with EX_DATAERR; its traceback then names MemoryError.
    if completed.returncode == EXIT_BAD_FILE and "MemoryError" not in message:
        # Libraries write warnings into the lines before.
        return BadFileError(message.rpartition("\n")[2])
    if completed.returncode == -signal.SIGXCPU:
        return LimitReachedError(ProcessLimit.PROCESSOR)
    logger.warning("the subprocess exited with %s: %s", completed.returncode, message[-1000:])
    return LimitReachedError(ProcessLimit.MEMORY)
