"""A separate installation of the portal for a test: its own database, queue, files and worker processes."""

import contextlib
import functools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 60  # seconds


class Installation:
    """Runs the portal's commands in subprocesses with the environment of this installation."""

    def __init__(self, folder: Path, *, database_url: str = "", redis_url: str = ""):
        inherited = {
            name: os.environ[name] for name in ("PATH", "HOME", "SECRET_KEY", "LANG") if name in os.environ
        }
        self.folder = folder
        self.environment = inherited | {
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'portal.sqlite3'}",
            "REDIS_URL": redis_url,
            "MEDIA_ROOT": str(folder / "media"),
            "BROKER_DIR": str(folder / "broker"),
            "CLAIM_SECONDS": "60",  # those of killed workers end by `end_claims`
            "SWEEP_SECONDS": "1",
            "EMAIL_URL": f"filemail:///{folder / 'mail'}",
            "DIGEST_TIME": "00:00",
            "DIGEST_RETRY_SECONDS": "1",
            "DEBUG": "false",
            "LOG_LEVEL": "INFO",
        }
        if not redis_url:
            self.environment["CACHE_URL"] = f"filecache://{folder / 'cache'}"

    def manage(self, *arguments: str) -> str:
        """Run a management command and return its output. Raises CalledProcessError when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, text=True, capture_output=True, check=True
        ).stdout

    def call(self, function: str, *arguments: object):
        """Return the result of a function of `tests.workers.remote_functions`, run in the installation."""
        self.function_process.stdin.write(json.dumps([function, arguments]) + "\n")
        self.function_process.stdin.flush()
        answer = self.function_process.stdout.readline()
        assert answer, f"{function} failed: {(self.folder / 'functions.log').read_text()}"
        return json.loads(answer)

    @functools.cached_property
    def function_process(self) -> subprocess.Popen:
        """Return the process that runs all functions: starting one takes most of the time."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "--command"]
        command.append("from tests.workers import remote_functions; remote_functions.serve_calls()")
        with (self.folder / "functions.log").open("wb") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def close(self) -> None:
        """End the process that ran the functions."""
        if "function_process" in self.__dict__:
            self.function_process.communicate(timeout=30)

    @contextlib.contextmanager
    def worker(self, name: str = "worker", *options: str, app: str = "ecotown"):
        """Run a worker with beat in its own process group; yields the process and kills it at the end.

        A warm shutdown takes half a minute when the pool has a result that the main process does not read
        any more (a timeout of billiard), and no test here is about stopping.
        """
        command = [sys.executable, "-m", "celery", "-A", app, "worker", "-B", "--concurrency=2"]
        command += [f"--schedule={self.folder / f'{name}-schedule'}", "--loglevel=INFO"]
        command += [f"--hostname={name}@%h", *options]
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                self.kill(process)

    def worker_log(self) -> str:
        return (self.folder / "worker.log").read_text(encoding="utf-8")

    def sent_mails(self) -> list[str]:
        """Return the mails that have left, which are files here."""
        folder = self.folder / "mail"
        return [path.read_text(encoding="utf-8") for path in folder.iterdir()] if folder.exists() else []

    def kill(self, process: subprocess.Popen) -> None:
        """Kill a worker and its children with SIGKILL, as a power cut would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


def wait_for(condition):
    """Poll `condition` until it returns a true value, and return that."""
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError(f"not within {TIMEOUT} seconds")
