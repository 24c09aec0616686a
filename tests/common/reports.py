"""What becomes of files, told by a process of its own, so that its time and memory are those of the files."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.peaks import peak


def told_by(module: str, paths: Iterable[Path]) -> tuple[list[list], int]:
    """For each path a line of `tell`, and the most memory in bytes that one process had in use."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        input="\n".join(map(str, paths)),
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
        check=True,
    )
    *lines, memory = map(json.loads, done.stdout.splitlines())
    return lines, memory


def tell(examine: Callable[[Path], object]) -> None:
    """Write for each path of the input a line in JSON: the path, what `examine` says, and how many seconds of
    a processor that took. The last line is the most memory in bytes."""
    for path in sys.stdin.read().splitlines():
        begin = _seconds()
        said = examine(Path(path))
        sys.stdout.write(json.dumps([path, said, _seconds() - begin]) + "\n")
    sys.stdout.write(json.dumps(peak()))


def _seconds() -> float:
    # Those of a processor: the machine of the tests has other work, too.
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
