"""A private PostgreSQL server; its cluster is created once and reused."""

import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from server import ServerStartError, serving, stop_left_over

NAME = "ecotown"
# The data need not survive a power failure.
POSTGRES_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    # Nothing analyses the tables of tests: plans seem dear, and compiling them takes longer than the query.
    "jit": "off",
}


def postgres_programs():
    """Return the folder with the programs of the newest server, which Debian keeps outside PATH."""
    folders = list(Path("/usr/lib/postgresql").glob("*/bin"))
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    if initdb := shutil.which("initdb"):
        return Path(initdb).parent
    sys.exit("PostgreSQL is not installed: initdb")


def postgres_identity():
    """Return the `subprocess` arguments for the account of the server, which must not be root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def postgres_place(stack, folder, identity):
    """Return a folder for the files of PostgreSQL that its account can write.

    It is inside `folder`, or a temporary one when the account cannot reach `folder`.
    """
    place = folder / "postgres"
    place.mkdir(mode=0o700, exist_ok=True)
    if identity:
        os.chown(place, identity["user"], identity["group"])
        test = subprocess.run(["test", "-w", place], cwd="/", check=False, **identity)
        if test.returncode != 0:
            place = temporary_place(stack, folder / "elsewhere")
            os.chown(place, identity["user"], identity["group"])
    return place


def temporary_place(stack, link):
    """Return a temporary folder, removed when `stack` closes; `link` points to that of a killed run."""
    if link.is_symlink():
        shutil.rmtree(link.readlink(), ignore_errors=True)
        link.unlink()
    place = Path(tempfile.mkdtemp(prefix=f"{NAME}-postgres-"))
    link.symlink_to(place)
    stack.callback(shutil.rmtree, place, ignore_errors=True)
    return place


def initialise_postgres(place, programs, identity):
    """Create a new cluster in `place` and return the password of its owner."""
    shutil.rmtree(place / "data", ignore_errors=True)
    (place / "initialised").unlink(missing_ok=True)
    password = secrets.token_hex()
    password_file = place / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if identity:
        os.chown(password_file, identity["user"], identity["group"])
    options = "--auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions"
    files = [f"--pgdata={place / 'data'}", f"--pwfile={password_file}"]
    subprocess.run(
        [programs / "initdb", f"--username={NAME}", *files, *options.split()],
        cwd="/",
        stdout=subprocess.DEVNULL,
        check=True,
        **identity,
    )
    (place / "initialised").write_text(str(programs))
    return password


def start_postgres(stack, folder):
    """Return the URL of an empty database."""
    programs, identity = postgres_programs(), postgres_identity()
    stop_left_over(folder / "postgres.pid")
    place = postgres_place(stack, folder, identity)
    settings = [f"--{name}={value}" for name, value in POSTGRES_OPTIONS.items()]

    def command(port):
        return [programs / "postgres", "-D", place / "data", f"--port={port}", *settings]

    def is_ready(port):
        client = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
        return subprocess.run(client, cwd="/", check=False).returncode == 0

    mark = place / "initialised"
    for _ in range(3):
        if mark.exists() and mark.read_text() == str(programs):
            password = (place / "password").read_text()
        else:
            password = initialise_postgres(place, programs, identity)
        try:
            port = stack.enter_context(serving("postgres", folder, command, is_ready, identity))
        except ServerStartError:
            # The port is taken, or a power failure damaged the files: a new cluster costs a second.
            mark.unlink()
            continue
        return new_database(programs, port, password)
    sys.exit(f"PostgreSQL does not start, see {folder / 'postgres.log'}")


def new_database(programs, port, password):
    """Create an empty database in place of the old one and return its URL."""
    server = ["--host=127.0.0.1", f"--port={port}", f"--username={NAME}"]
    environment = {"PGPASSWORD": password, "PATH": os.environ["PATH"]}
    for program in (["dropdb", "--if-exists"], ["createdb"]):
        subprocess.run(
            [programs / program[0], *program[1:], *server, "--maintenance-db=postgres", NAME],
            env=environment,
            cwd="/",
            stderr=subprocess.DEVNULL,
            check=True,
        )
    return f"postgres://{NAME}:{password}@127.0.0.1:{port}/{NAME}"
