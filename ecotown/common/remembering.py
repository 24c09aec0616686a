"""What all processes remember for a while; when the memory is away, everything goes on without it."""

import logging

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
AWAY = (RedisError, OSError)


def recall(key: str, default: object = None) -> object:
    """What was remembered under `key`; `default` when nothing was, or the memory is away."""
    try:
        return cache.get(key, default)
    except AWAY as error:
        logger.warning("the cache cannot be read: %s", error)
        return default


def remember(key: str, value: object, *, seconds: int) -> None:
    try:
        cache.set(key, value, seconds)
    except AWAY as error:
        logger.warning("the cache cannot be written: %s", error)


def count(key: str, *, seconds: int) -> None:
    """Add one to what `recall` gives for `key`, which begins at 0."""
    try:
        if not cache.add(key, 1, seconds):
            cache.incr(key)
    except ValueError:  # it ran out just now
        pass
    except AWAY as error:
        logger.warning("the cache cannot be written: %s", error)


def reserve(key: str, *, seconds: int) -> bool:
    """Whether nobody had reserved `key`, which is then ours until `release`, for `seconds` at most."""
    try:
        return cache.add(key, 1, seconds)
    except AWAY as error:
        logger.warning("the cache cannot be written: %s", error)
        return True


def release(key: str) -> None:
    try:
        cache.delete(key)
    except AWAY as error:
        logger.warning("the cache cannot be written: %s", error)
