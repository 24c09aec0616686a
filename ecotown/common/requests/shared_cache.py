"""Short-lived values shared by all processes in the cache.

A failure of the cache is logged and tolerated: what a function returns then lets the visitor through. After a
failure the cache is left alone for a while, so that a request waits for it once at most.
"""

import logging
from collections.abc import Callable

from django.core.cache import cache
from redis.exceptions import RedisError

from ecotown.common.requests.outages import Outage

logger = logging.getLogger(__name__)
CACHE_ERRORS = (RedisError, OSError)
outage = Outage()


def cached_value(key: str, default: object = None) -> object:
    """Return the value of `key`; `default` when there is none or the cache cannot be read."""
    return _tolerant(lambda: cache.get(key, default), default)


def store(key: str, value: object, *, seconds: int) -> None:
    _tolerant(lambda: cache.set(key, value, seconds))


def increment(key: str, *, seconds: int) -> None:
    """Increment the counter that `cached_value` returns for `key`; it starts at 0."""

    def count():
        try:
            if not cache.add(key, 1, seconds):
                cache.incr(key)
        except ValueError:  # it expired between the two calls
            pass

    _tolerant(count)


def reserve(key: str, *, seconds: int) -> bool:
    """Reserve `key` until `release`, for at most `seconds`; False when it is reserved already.

    True when the cache cannot be written.
    """
    return _tolerant(lambda: cache.add(key, 1, seconds), True)


def release(key: str) -> None:
    _tolerant(lambda: cache.delete(key))


def _tolerant(use_cache: Callable[[], object], default: object = None):
    """Return what `use_cache` returns; `default` when the cache fails or failed a moment ago."""
    if outage.is_on():
        return default
    try:
        return use_cache()
    except CACHE_ERRORS as error:
        outage.begin()
        logger.warning("the cache cannot be used: %s", error)
        return default
