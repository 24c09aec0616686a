"""Examination of files in a subprocess, so that its time and memory are those of the files."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.peak_memory import peak_memory_with_children


def examined_by(module: str, paths: Iterable[Path]) -> tuple[list[list], int]:
    """Run `module`, which calls `tell`, on `paths`; return a line per path and the peak memory in bytes."""
    completed = subprocess.run(
        [sys.executable, "-m", module],
        input="\n".join(map(str, paths)),
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
        check=True,
    )
    *lines, memory = map(json.loads, completed.stdout.splitlines())
    return lines, memory


def print_report(examine: Callable[[Path], object]) -> None:
    """Print a JSON line for each path on standard input, and the peak memory in bytes as the last line.

    A line has the path, the result of `examine` and the processor time in seconds.
    """
    for path in sys.stdin.read().splitlines():
        begin = _seconds()
        outcome = examine(Path(path))
        sys.stdout.write(json.dumps([path, outcome, _seconds() - begin]) + "\n")
    sys.stdout.write(json.dumps(peak_memory_with_children()))


def _seconds() -> float:
    # Processor time, because the test machine has other work, too.
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
