"""Limited subprocess: statements about the file are told apart from limits of the machine."""

import os
import resource

import pytest

from ecotown.common.files.limited_process import BadFileError, LimitReachedError, ProcessLimit, run_limited


@pytest.fixture
def script(tmp_path):
    """Return a function that writes a Python file and returns its path."""
    path = tmp_path / "script.py"

    def write(text):
        path.write_text(text)
        return str(path)

    return write


def test_output_of_the_script_is_returned(script):
    path = script("import sys; print(sys.argv[1:], sys.stdin.buffer.read())")

    assert run_limited(path, b"content", "one", "two") == b"['one', 'two'] b'content'\n"


def test_a_file_rejected_by_the_script_raises_its_reason(script):
    path = script("import os, sys; print('no picture', file=sys.stderr); sys.exit(os.EX_DATAERR)")

    with pytest.raises(BadFileError, match="^no picture$"):
        run_limited(path, b"")


def test_output_of_a_library_before_the_reason_is_ignored(script):
    path = script(
        "import os, sys; print('a warning\\n\\nno picture', file=sys.stderr); sys.exit(os.EX_DATAERR)"
    )

    with pytest.raises(BadFileError, match="^no picture$"):
        run_limited(path, b"")


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        pytest.param("while True: pass", ProcessLimit.PROCESSOR, id="it never ends"),
        pytest.param("import time; time.sleep(60)", ProcessLimit.CLOCK, id="it only waits"),
        pytest.param("bytes(1 << 30)", ProcessLimit.MEMORY, id="it wants much memory"),
        pytest.param("import os; os.abort()", ProcessLimit.MEMORY, id="a library in C gives up"),
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            ProcessLimit.MEMORY,
            id="the kernel kills it",
        ),
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", ProcessLimit.MEMORY, id="it falls over"
        ),
        pytest.param(
            "raise OSError(12, 'Cannot allocate memory')", ProcessLimit.MEMORY, id="the system refuses"
        ),
        pytest.param("import missing", ProcessLimit.MEMORY, id="a fault of the script itself"),
        pytest.param(
            "import os, sys, traceback\n"
            "try:\n    bytes(1 << 30)\n"
            "except MemoryError:\n    traceback.print_exc(); sys.exit(os.EX_DATAERR)",
            ProcessLimit.MEMORY,
            id="it takes its own lack of memory for a fault of the file",
        ),
    ],
)
def test_any_other_failure_of_the_script_is_a_reached_limit(script, text, limit):
    clock_seconds = {"clock_seconds": 1} if limit == ProcessLimit.CLOCK else {}

    with pytest.raises(LimitReachedError) as caught:
        run_limited(script(text), b"", seconds=1, **clock_seconds)

    assert caught.value.limit == limit


def test_a_process_that_cannot_be_started_is_not_a_bad_file(script):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    path = script("pass")
    free = os.open(os.devnull, os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + 1, hard))
    try:
        with pytest.raises(LimitReachedError) as caught:
            run_limited(path, b"")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert caught.value.limit == ProcessLimit.PROCESS


def test_the_memory_limit_can_be_raised(script):
    path = script("print(len(bytes(1 << 30)))")

    assert run_limited(path, b"", memory=2 << 30) == b"1073741824\n"


def test_waiting_does_not_count_as_processor_time(script):
    path = script("import time; time.sleep(1.5); print('done')")

    assert run_limited(path, b"", seconds=1) == b"done\n"


def test_the_clock_limit_is_a_multiple_of_the_processor_limit(script):
    path = script("import time; time.sleep(60)")

    with pytest.raises(LimitReachedError, match="^clock$"):
        run_limited(path, b"", seconds=1, clock_seconds=None)
