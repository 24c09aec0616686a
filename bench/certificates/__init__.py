"""Benchmark of rendering certificates in batches, beside plain WeasyPrint, Chromium and typst."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Run in a process bound to one core with all its children. Raises SystemExit when a goal is missed."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "ecotown.settings", "LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "bench.certificates.run"]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise SystemExit("certificates: a goal was missed")
