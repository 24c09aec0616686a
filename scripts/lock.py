"""Resolve the dependencies and write `uv.lock` without the address of any package index."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / "var/tools/bin/uv"
WHEELS = "var/wheels"
# The portal runs on Linux with the GNU C library; the lock has no wheels for other platforms.
FITTING = re.compile(r"manylinux|-any\.whl$")


def without_local_index(project: str) -> str:
    """Return the text of pyproject.toml without the settings that keep uv from its default index."""
    return re.sub(r"^(no-index|find-links) = .*\n", "", project, flags=re.MULTILINE)


def wheel_line(match: re.Match[str]) -> str:
    """Return the line of a wheel by file name and hash; empty for another platform."""
    name = match["url"].rsplit("/", 1)[1]
    if not FITTING.search(name):
        return ""
    return f'    {{ path = "{name}", hash = "{match["hash"]}" }},\n'


def with_local_index(lock: str) -> str:
    """Return the lock with the wheel directory as the source of every package; hashes are kept."""
    lock = re.sub(r'(source = \{ registry = )"[^"]*"', rf'\1"{WHEELS}"', lock)
    lock = re.sub(r"^sdist = .*\n", "", lock, flags=re.MULTILINE)
    wheel = r'^    \{ url = "(?P<url>[^"]*)", hash = "(?P<hash>[^"]*)".*\n'
    return re.sub(wheel, wheel_line, lock, flags=re.MULTILINE)


def lock_dependencies(options: list[str]) -> None:
    """Write `uv.lock`; `options` go to `uv lock`. Without `--upgrade` locked versions are kept."""
    with tempfile.TemporaryDirectory() as directory:
        draft = Path(directory)
        project = (ROOT / "pyproject.toml").read_text()
        (draft / "pyproject.toml").write_text(without_local_index(project))
        if (ROOT / "uv.lock").exists():
            shutil.copy(ROOT / "uv.lock", draft)
        subprocess.run([UV, "lock", "--python", sys.executable, *options], cwd=draft, check=True)
        lock = with_local_index((draft / "uv.lock").read_text())
    if "://" in lock:
        sys.exit("uv.lock: an address is left in the lock, nothing was written")
    (ROOT / "uv.lock").write_text(lock)


if __name__ == "__main__":
    lock_dependencies(sys.argv[1:])
