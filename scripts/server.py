"""Start a server for one run and stop it afterwards, for any server program."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

START_SECONDS = 60
STOP_SECONDS = 20


class ServerStartError(Exception):
    """A server ended before it answered."""


def free_port():
    """Return a TCP port of 127.0.0.1 that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_done, seconds):
    """Return the last result of `is_done`, called until it is true or the time is over."""
    end = time.monotonic() + seconds
    while not (is_finished := is_done()) and time.monotonic() < end:
        time.sleep(0.02)
    return is_finished


def process_start_time(pid):
    """Return the start time of a process; None when there is none. A pid alone may have been reused."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return None if fields[0] == "Z" else fields[19]


def stop_left_over(pid_file):
    """Stop the server that a killed run left behind."""
    if not pid_file.exists():
        return
    pid, born = pid_file.read_text().split()
    for stop in (signal.SIGINT, signal.SIGKILL):
        if process_start_time(pid) == born:
            os.kill(int(pid), stop)
            wait_until(lambda: process_start_time(pid) != born, STOP_SECONDS)
    pid_file.unlink()


@contextlib.contextmanager
def serving(name, folder, command, is_ready, identity=None):
    """Yield the port of a server started as `command(port)`; stop the server at the end."""
    pid_file, log_file = folder / f"{name}.pid", folder / f"{name}.log"
    port = free_port()
    with log_file.open("wb") as log:
        # In its own session, so that Ctrl-C reaches only the command; the servers are stopped after it.
        server = subprocess.Popen(
            command(port),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
            **(identity or {}),
        )
    try:
        pid_file.write_text(f"{server.pid} {process_start_time(server.pid)}")
        wait_until(lambda: server.poll() is not None or is_ready(port), START_SECONDS)
        if server.poll() is not None or not is_ready(port):
            raise ServerStartError(f"{name} did not start:\n{log_file.read_text(errors='replace')}")
        yield port
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        pid_file.unlink(missing_ok=True)
