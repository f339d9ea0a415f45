"""Which processes have been heard of lately: each tells Valkey every few seconds."""

import json
import os
import socket
import time
from dataclasses import dataclass
from enum import StrEnum

import structlog
from redis.exceptions import RedisError

from apps.core.queue import client
from apps.core.version import VERSION

log = structlog.get_logger(__name__)

FORGOTTEN_AFTER = 3600.0  # seconds; a process that ended says nothing any more
_KEY = "bms:alive"


class Kind(StrEnum):
    WORKER = "worker"
    BEAT = "beat"
    STREAM = "stream"


# Seconds after which a process counts as gone. A worker tells every 2, so a busy machine does not make it flap; beat
# whenever it sends something, a stream every 15.
HEARD_WITHIN = {Kind.WORKER: 15.0, Kind.BEAT: 60.0, Kind.STREAM: 45.0}


@dataclass(frozen=True, slots=True)
class Process:
    kind: Kind
    silence: float  # seconds since it was heard
    version: str
    measures: dict[str, int]  # such as its open connections

    @property
    def is_up(self) -> bool:
        return self.silence <= HEARD_WITHIN[self.kind]


def tell(kind: Kind, **measures: int) -> None:
    """Called by the process itself, whatever its work is busy with. While Valkey is away it says nothing."""
    who = f"{kind}:{socket.gethostname()}:{os.getpid()}"
    told = {"at": time.time(), "version": VERSION, "measures": measures}
    try:
        client.hset(_KEY, who, json.dumps(told))
    except RedisError as error:
        log.warning("heartbeat not written", error=str(error))


def heard() -> list[Process]:
    """Every process that was heard within the hour, the latest first. Raises RedisError."""
    found, forgotten = [], []
    for key, content in client.hgetall(_KEY).items():
        who = key.decode() if isinstance(key, bytes) else key
        told = json.loads(content)
        silence = max(0.0, time.time() - told["at"])
        if silence > FORGOTTEN_AFTER:
            forgotten.append(who)
        else:
            found.append(Process(Kind(who.partition(":")[0]), silence, told["version"], told["measures"]))
    if forgotten:
        client.hdel(_KEY, *forgotten)
    return sorted(found, key=lambda process: process.silence)
