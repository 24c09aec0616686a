"""Benchmark of computing all areas of the country over ten years: `python -m bench national`.

Entries, verdicts and citations are read from the database, levels and explanations are computed and stored.
The peer is the same work one assessment at a time.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Run against a PostgreSQL of its own. Raises SystemExit when the levels differ or a goal is missed."""
    command = [sys.executable, "scripts/with_services.py", "--", sys.executable, "-m", "bench.national.run"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "ecotown.settings",
        "DEBUG": "false",
        "LOG_LEVEL": "WARNING",
    }
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if code:
        raise SystemExit("national: the goal was missed")
