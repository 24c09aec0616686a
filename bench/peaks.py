"""The most memory that processes have in use at once, in bytes."""

import re
import resource
from pathlib import Path

KILOBYTE = 1024  # the unit in which the kernel tells both


def own_peak() -> int:
    """The most that this process had in use since it began.

    `ru_maxrss` tells another size: a program begins with the peak of the process that started it.
    """
    [kilobytes] = re.findall(r"^VmHWM:\s*(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(kilobytes) * KILOBYTE


def peak() -> int:
    """The most that this process had in use, or one that it started and that has ended."""
    # These begin with the peak of this one, which counts anyway.
    return max(own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KILOBYTE)
