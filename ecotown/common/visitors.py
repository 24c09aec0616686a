"""Visitors without an account, told apart without keeping their address, slowed down when they try much."""

import ipaddress
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ecotown.common.remembering import count, recall, release, reserve


def mark(request: HttpRequest, purpose: str) -> str:
    """A keyed hash of the visitor's address, another one each day: nobody can read the address out of it."""
    address = request.META.get(settings.VISITOR_ADDRESS) or request.META.get("REMOTE_ADDR", "")
    said = f"{timezone.localdate().isoformat()} {_network(address)}"
    return salted_hmac(purpose, said, algorithm="sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often each visitor may try something within so many seconds."""

    purpose: str
    tries: int
    seconds: int

    def is_used_up(self, request: HttpRequest) -> bool:
        return recall(self._key(request), 0) >= self.tries

    def use(self, request: HttpRequest) -> None:
        count(self._key(request), seconds=self.seconds)

    def seconds_left(self) -> int:
        """Until everyone may try again."""
        return self.seconds - int(time.time()) % self.seconds

    def _key(self, request):
        return f"tries.{int(time.time()) // self.seconds}.{mark(request, self.purpose)}"


@contextmanager
def place(purpose: str, *, places: int, seconds: int) -> Iterator[bool]:
    """Whether one of the places that all visitors share was free; it is held to the end of the block.

    It comes free after so many seconds even when its process dies.
    """
    names = (f"place.{purpose}.{number}" for number in range(places))
    taken = next((name for name in names if reserve(name, seconds=seconds)), None)
    try:
        yield taken is not None
    finally:
        if taken:
            release(taken)


def _network(address):
    """An IPv6 visitor has billions of addresses, which share the first half."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False)
    return str(found)
