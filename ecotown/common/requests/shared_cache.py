"""Short-lived values shared by all processes in the cache; cache failures are logged and tolerated."""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
CACHE_ERRORS = (RedisError, OSError)


def cached_value(key: str, default: object = None) -> object:
    """Return the value of `key`; `default` when there is none or the cache cannot be read."""
    try:
        return cache.get(key, default)
    except CACHE_ERRORS as error:
        logger.warning("the cache cannot be read: %s", error)
        return default


def store(key: str, value: object, *, seconds: int) -> None:
    try:
        cache.set(key, value, seconds)
    except CACHE_ERRORS as error:
        logger.warning("the cache cannot be written: %s", error)


def increment(key: str, *, seconds: int) -> None:
    """Increment the counter that `cached_value` returns for `key`; it starts at 0."""
    try:
        if not cache.add(key, 1, seconds):
            cache.incr(key)
    except ValueError:  # it expired between the two calls
        pass
    except CACHE_ERRORS as error:
        logger.warning("the cache cannot be written: %s", error)


def reserve(key: str, *, seconds: int) -> bool:
    """Reserve `key` until `release`, for at most `seconds`; False when it is reserved already.

    True when the cache cannot be written.
    """
    try:
        return cache.add(key, 1, seconds)
    except CACHE_ERRORS as error:
        logger.warning("the cache cannot be written: %s", error)
        return True


def release(key: str) -> None:
    try:
        cache.delete(key)
    except CACHE_ERRORS as error:
        logger.warning("the cache cannot be written: %s", error)
