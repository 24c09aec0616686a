"""Rate limits for visitors without an account, who are identified by a keyed hash of their address."""

import ipaddress
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ecotown.common.requests.shared_cache import cached_value, increment, release, reserve


def visitor_hash(request: HttpRequest, purpose: str) -> str:
    """Return a keyed hash of the visitor's address and the date; the address cannot be recovered from it."""
    day_and_network = f"{timezone.localdate().isoformat()} {visitor_network(request)}"
    return salted_hmac(purpose, day_and_network, algorithm="sha256").hexdigest()


def visitor_address(request: HttpRequest) -> str:
    """Return the address that the outermost trusted proxy has seen.

    Each proxy adds the address that it saw to the end of X-Forwarded-For; what stands before those of the
    TRUSTED_PROXIES own ones, anyone can write. A request that came past a proxy counts with its own address.
    """
    direct = _without_port(request.META.get(settings.VISITOR_ADDRESS) or request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXIES:
        return direct
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return _without_port(hops[-settings.TRUSTED_PROXIES]) if len(hops) >= settings.TRUSTED_PROXIES else direct


def visitor_network(request: HttpRequest) -> str:
    """Return what is counted as one visitor: an IPv4 address, or the /64 network of an IPv6 address."""
    return _network(visitor_address(request))


@dataclass(frozen=True, slots=True)
class Allowance:
    """A rate limit: each visitor has `tries` within `seconds`."""

    purpose: str
    tries: int
    seconds: int

    def is_used_up(self, request: HttpRequest) -> bool:
        return cached_value(self._key(request), 0) >= self.tries

    def use(self, request: HttpRequest) -> None:
        increment(self._key(request), seconds=self.seconds)

    def seconds_left(self) -> int:
        """Return the seconds until everyone may try again."""
        return self.seconds - int(time.time()) % self.seconds

    def _key(self, request):
        return f"tries.{int(time.time()) // self.seconds}.{visitor_hash(request, self.purpose)}"


@contextmanager
def shared_slot(purpose: str, *, places: int, seconds: int) -> Iterator[bool]:
    """Hold one of the `places` shared by all visitors during the block; yields whether one was free.

    It becomes free after `seconds` even when its process dies.
    """
    slots = (f"place.{purpose}.{number}" for number in range(places))
    taken_slot = next((slot for slot in slots if reserve(slot, seconds=seconds)), None)
    try:
        yield taken_slot is not None
    finally:
        if taken_slot:
            release(taken_slot)


def _without_port(address):
    """Return an address without the port that some proxies add, another one for each connection."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    host, _colon, port = address.partition(":")
    return host if port.isdecimal() else address


def _network(address):
    """Return an IPv4 address itself, of an IPv6 address its /64 network, all of which is one visitor's."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False)
    return str(parsed)
