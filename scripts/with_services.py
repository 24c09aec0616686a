#!/usr/bin/env python3
"""Run a command with a PostgreSQL and a Redis of its own: `with_services.py -- COMMAND …`.

Each run takes the first free folder `var/services/1`, `2`, …, so several can run at once. A folder is
free when its run has ended, also when it was killed; servers that a killed run left are stopped.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
from itertools import count
from pathlib import Path

from postgres_server import start_postgres
from redis_server import start_redis

SERVICES = Path(__file__).resolve().parent.parent / "var" / "services"


def take_folder(stack):
    """Return the first folder that no other run holds, and hold it until `stack` closes."""
    for number in count(1):
        folder = SERVICES / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        lock = stack.enter_context((folder / "lock").open("w"))
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder


def run(command, environment):
    """Run the command to its end and return its exit status as a shell does."""
    process = subprocess.Popen(command, env=environment)

    def forward(number, _frame):
        process.send_signal(number)

    # Ctrl-C reaches the command itself; here it must not end the wait.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, forward)
    signal.signal(signal.SIGHUP, forward)
    status = process.wait()
    return status if status >= 0 else 128 - status


def main(arguments):
    """Start the services, run the command and return its exit status."""
    if len(arguments) < 2 or arguments[0] != "--":
        sys.exit("usage: with_services.py -- COMMAND …")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    with contextlib.ExitStack() as stack:
        folder = take_folder(stack)
        services = {
            "DATABASE_URL": start_postgres(stack, folder),
            "REDIS_URL": start_redis(stack, folder),
        }
        return run(arguments[1:], os.environ | services)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
