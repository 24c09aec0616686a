"""Asking a ClamAV daemon whether a file holds something harmful."""

import socket
import struct
from typing import BinaryIO

CHUNK = 1 << 16
SECONDS = 60


class ScanError(Exception):
    """The daemon could not be asked, or gave no verdict."""


def scan(file: BinaryIO, address: str) -> str:
    """The name of what was found, empty for a clean file.

    `address` is host:port or the path of a socket. Raises ScanError.
    """
    try:
        with _connection(address) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            while piece := file.read(CHUNK):
                daemon.sendall(struct.pack("!L", len(piece)) + piece)
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
