"""A private Redis server that stores nothing on disk."""

import contextlib
import secrets
import shutil
import socket
import sys

from server import ServerStartError, serving, stop_left_over


def start_redis(stack, folder):
    """Return the URL of a Redis server that stores nothing on disk."""
    redis = shutil.which("redis-server") or sys.exit("Redis is not installed: redis-server")
    stop_left_over(folder / "redis.pid")
    password = secrets.token_hex()
    configuration = folder / "redis.conf"

    def command(port):
        configuration.touch(mode=0o600)
        configuration.write_text(
            f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{folder}"\nsave ""\n'
        )
        return [redis, configuration]

    def is_ready(port):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as client:
                client.sendall(f"AUTH {password}\r\n".encode())
                return client.recv(3) == b"+OK"
        except OSError:
            return False

    for _ in range(3):
        # Another program may take the port between `free_port` and the start.
        with contextlib.suppress(ServerStartError):
            port = stack.enter_context(serving("redis", folder, command, is_ready))
            return f"redis://:{password}@127.0.0.1:{port}/0"
    sys.exit(f"Redis does not start, see {folder / 'redis.log'}")
