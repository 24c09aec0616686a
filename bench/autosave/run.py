"""The measurement: `python -m bench.autosave.run FOLDER OFFICERS PROCESSES SECONDS`."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

START_SECONDS = 60
BARE_SHARE = 6  # the bare view is measured for a sixth of the time, before and after


def main(folder: Path, officers: int, processes: int, seconds: float) -> None:
    import django

    django.setup()
    from bench.autosave import checking, cost, load, scenario

    all_officers = scenario.prepare(officers)
    with _web(folder, processes) as port, _worker(folder):
        bare = load.measure_bare(port, all_officers, seconds / BARE_SHARE)
        saved = load.measure_saving(port, all_officers, seconds)
        bare += load.measure_bare(port, all_officers, seconds / BARE_SHARE)
        load.report(bare, saved, seconds)
        seconds_for_levels = checking.wait_for_levels()
    faults = [*load.faults_of(saved), *checking.faults_of(saved), *_logged_errors(folder)]
    if seconds_for_levels is None:
        faults.append("not every level was computed")
    else:
        print(f"  all levels computed {seconds_for_levels:.1f} s after the last save")
    cost.report(all_officers[0])
    for fault in faults:
        print(f"  FAULT {fault}")
    if not faults:
        print("  no error; every value stored once, every save once in the history, every chain whole")
    sys.exit(bool(faults))


@contextlib.contextmanager
def _web(folder: Path, processes: int) -> Iterator[int]:
    with socket.socket() as free_socket:
        free_socket.bind(("127.0.0.1", 0))
        port = free_socket.getsockname()[1]
    command = ["gunicorn", "bench.autosave.wsgi", f"--bind=127.0.0.1:{port}", f"--workers={processes}"]
    with _running(folder / "web.log", [sys.executable, "-m", *command]) as web:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(port):
            if web.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"gunicorn did not start:\n{(folder / 'web.log').read_text()}")
            time.sleep(0.1)
        yield port


def _worker(folder: Path):
    command = ["celery", "-A", "ecotown", "worker", "--beat", "--concurrency=1", "--loglevel=WARNING"]
    command.append(f"--schedule={folder / 'schedule'}")
    return _running(folder / "worker.log", [sys.executable, "-m", *command])


@contextlib.contextmanager
def _running(log: Path, command: list[str]) -> Iterator[subprocess.Popen]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=os.environ)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/bare/")
        return connection.getresponse().status == 200
    return False


def _logged_errors(folder: Path) -> list[str]:
    """Return the first lines of the logs that report an error, which no response may have shown."""
    lines = (folder / "web.log").read_text(errors="replace").splitlines()
    lines += (folder / "worker.log").read_text(errors="replace").splitlines()
    return [line for line in lines if " ERROR " in line or "Traceback" in line or "OperationalError" in line][
        :5
    ]


if __name__ == "__main__":
    folder_name, *numbers = sys.argv[1:]
    main(Path(folder_name), int(numbers[0]), int(numbers[1]), float(numbers[2]))
