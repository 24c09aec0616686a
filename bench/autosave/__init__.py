"""Benchmark of concurrent saving beside a bare view: `python -m bench autosave`.

Real web processes on 127.0.0.1, a real worker, real requests. Each officer saves value after value without a
pause and waits for each response; some share an assessment and resolve the conflicts between them.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Per run: officers, web processes, and the command prefix that starts its services.
RUNS = {
    "PostgreSQL and Redis": (50, 4, [sys.executable, "scripts/with_services.py", "--"]),
    "SQLite and a queue in a folder": (10, 2, []),
}


def main(*, seconds: float) -> None:
    """Measure both configurations. Raises SystemExit when a value was lost or a request failed."""
    faults = 0
    for name, (officers, processes, services) in RUNS.items():
        print(
            f"autosave on {name}: {officers} officers, {processes} web processes, {seconds:g} s", flush=True
        )
        with tempfile.TemporaryDirectory(prefix="ecotown-bench-") as folder:
            command = [*services, sys.executable, "-m", "bench.autosave.run"]
            command += [folder, str(officers), str(processes), str(seconds)]
            faults += subprocess.run(command, cwd=ROOT, env=_environment(folder), check=False).returncode
    if faults:
        raise SystemExit("autosave: not every value arrived once and only once")


def _environment(folder: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "ecotown.settings",
        "DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3",
        "REDIS_URL": "",
        "MEDIA_ROOT": f"{folder}/media",
        "BROKER_DIR": f"{folder}/broker",
        "DEBUG": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "LOG_LEVEL": "WARNING",
        "CONN_MAX_AGE": "60",
    }
