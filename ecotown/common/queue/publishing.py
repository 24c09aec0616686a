"""Sending a message from a process that must not wait: Redis has half a second, and is asked once."""

from celery import current_app
from kombu import pools
from kombu.transport import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

LIMIT = 0.5  # seconds for each answer; workers, whose reads block, have other limits


class Channel(redis.Channel):
    """Redis channel that gives up at the first answer that takes too long."""

    def _connparams(self, asynchronous=False):  # noqa: FBT002 as in kombu
        limits = {
            "socket_timeout": LIMIT,
            "socket_connect_timeout": LIMIT,
            "retry": Retry(NoBackoff(), 0),
        }
        return super()._connparams(asynchronous) | limits


class Transport(redis.Transport):
    Channel = Channel


def producer_pool() -> pools.ProducerPool:
    """Return the producers of this process, for Redis with the limits of this module."""
    is_redis = current_app.conf.broker_url.startswith("redis")
    connection = current_app.connection_for_write(
        transport=Transport if is_redis else None, transport_options={"max_retries": 0}
    )
    return pools.producers[connection]
