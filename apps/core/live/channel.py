"""The wake-up between the relay and the live streams. It carries no facts: those are read from the table."""

import structlog
from redis.exceptions import RedisError

from apps.core.queue import client

log = structlog.get_logger(__name__)

CHANNEL = "bms:live"


def wake_streams() -> None:
    """Streams look by themselves every few seconds, so a missed wake-up only costs those."""
    try:
        client.publish(CHANNEL, b"1")
    except RedisError as error:
        log.warning("live streams not woken", error=str(error))
