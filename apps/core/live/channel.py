"""The wake-up between the relay and the live streams. It carries no facts: those are read from the table."""

import structlog
from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

CHANNEL = "bms:live"
_client = Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2)


def wake_streams() -> None:
    """Streams look by themselves every few seconds, so a missed wake-up only costs those."""
    try:
        _client.publish(CHANNEL, b"1")
    except RedisError as error:
        log.warning("live streams not woken", error=str(error))
