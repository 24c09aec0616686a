"""Reported memory is that of examining the files, whatever the memory of the calling process."""

import subprocess
import sys

import pytest

from bench.peak_memory import KILOBYTE
from tests.common import reports

MUCH = 600 << 20
# Both print a size in bytes; the second starts a process that uses much memory.
OF_ITSELF = "from bench.peak_memory import peak_memory as size"
OF_ITS_CHILD = "from bench.peak_memory import peak_memory_with_children as size"
STARTS_MUCH = f"import subprocess, sys; subprocess.run([sys.executable, '-c', 'b\"1\" * {MUCH}'], check=True)"


def size_printed(*lines):
    script = "\n".join([*lines, "print(size())"])
    return int(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout)


@pytest.fixture
def a_large_process():
    """Make the test process use much memory, as earlier tests may have."""
    assert len(b"1" * MUCH) == MUCH


@pytest.mark.usefixtures("a_large_process")
def test_a_report_excludes_the_memory_of_the_caller():
    lines, memory = reports.examined_by("tests.common.sample_files", [])

    assert (lines, memory < MUCH) == ([], True)


@pytest.mark.usefixtures("a_large_process")
def test_a_process_reports_its_own_memory_whoever_started_it():
    sizes = [size_printed(line, STARTS_MUCH) for line in (OF_ITSELF, OF_ITS_CHILD)]

    assert [size >= MUCH for size in sizes] == [False, True]
    assert sizes[0] > KILOBYTE
