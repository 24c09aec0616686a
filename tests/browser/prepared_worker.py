"""Run Celery workers one after the other, each forked from this process, which has imported the portal.

A line of standard input is the media folder and the log of a worker; its number is answered, and an empty
line when it has ended.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings

from ecotown.celery import app

# What a task imports late, since not every worker needs it.
LATE = ["ecotown.common.pdf.typesetting", "ecotown.common.signing.pades"]


def fork_worker(media, log):
    """Start a worker in a group of its own and return its number."""
    number = os.fork()
    if number:
        return number
    try:
        os.setsid()
        settings.MEDIA_ROOT = Path(media)
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, sys.stdout.fileno())
        os.dup2(output, sys.stderr.fileno())
        app.worker_main(["worker", "--concurrency=1", "--loglevel=INFO"])
    finally:
        os._exit(1)  # the loop below belongs to the process that forked


def answer(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main():
    django.setup()
    app.loader.import_default_modules()
    for name in LATE:
        import_module(name)
    for line in sys.stdin:
        number = fork_worker(*line.rstrip("\n").split("\t"))
        answer(number)
        os.waitpid(number, 0)
        answer("")


if __name__ == "__main__":
    main()
