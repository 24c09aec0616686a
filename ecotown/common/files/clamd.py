"""Client of the ClamAV daemon (clamd)."""

import socket
import struct
from typing import BinaryIO

CHUNK = 1 << 16
SECONDS = 60


class ScanError(Exception):
    """The daemon could not be reached, or its answer is neither OK nor FOUND."""


def scan(file: BinaryIO, address: str) -> str:
    """Return the name of the malware found in `file`, an empty string for a clean file.

    `address` is host:port or the absolute path of a socket. Raises ScanError.
    """
    try:
        with _connection(address) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                daemon.sendall(struct.pack("!L", len(chunk)) + chunk)
            daemon.sendall(struct.pack("!L", 0))
            answer = b"".join(iter(lambda: daemon.recv(CHUNK), b""))
    except (OSError, ValueError) as error:
        raise ScanError(str(error)) from error
    verdict = answer.rstrip(b"\0\n").decode("utf-8", "replace").removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if not verdict.endswith(" FOUND"):
        raise ScanError(verdict or "no answer")
    return verdict.removesuffix(" FOUND")


def _connection(address):
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
