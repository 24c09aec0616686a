"""Peak memory of processes in bytes."""

import re
import resource
from pathlib import Path

KILOBYTE = 1024  # the unit of both kernel values


def peak_memory() -> int:
    """Return the peak memory of this process.

    `ru_maxrss` is another value: a process starts with the peak of its parent.
    """
    [kilobytes] = re.findall(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(kilobytes) * KILOBYTE


def peak_memory_with_children() -> int:
    """Return the peak memory of this process or one of its ended children, whichever is larger."""
    # Children start with the peak of this process, which is included anyway.
    return max(peak_memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KILOBYTE)
