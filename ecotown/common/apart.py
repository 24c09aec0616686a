"""Work on files of strangers in a process of its own, which may take neither long nor much memory."""

import subprocess
import sys

SECONDS = 5
MEMORY = 512 << 20


class GivenUpError(Exception):
    """The process failed, took too long or wanted too much memory."""


def run_apart(script: str, content: bytes, *arguments: str) -> bytes:
    """What the Python file `script` writes when it reads `content`. It runs without the portal, whose
    packages alone it may import.

    Raises GivenUpError, and OSError when the machine has no room for another process.
    """
    limits = ["prlimit", f"--as={MEMORY}", f"--cpu={SECONDS}", "--core=0"]
    command = [*limits, sys.executable, "-I", script, *arguments]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)
    except subprocess.SubprocessError as error:
        raise GivenUpError(type(error).__name__) from error
    return done.stdout
