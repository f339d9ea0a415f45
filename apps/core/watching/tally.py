"""What the worker has done: tasks by name and outcome, counted in Valkey because each runs in a process of its own."""

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from redis.exceptions import RedisError

from apps.core.queue import client

_KEY = "bms:tasks"


class Tally(NamedTuple):
    task: str
    outcome: str  # done, failed, put off
    times: int
    seconds: float


def note(task: str, *, outcome: str, seconds: float) -> None:
    """While Valkey is away nothing is counted; hardly any task runs then."""
    with suppress(RedisError):
        both = client.pipeline(transaction=False)
        both.hincrby(_KEY, f"{task}|{outcome}|times", 1)
        both.hincrbyfloat(_KEY, f"{task}|{outcome}|seconds", seconds)
        both.execute()


def noted() -> Iterator[Tally]:
    """Since Valkey was last emptied. Raises RedisError."""
    found = {key.decode() if isinstance(key, bytes) else key: value for key, value in client.hgetall(_KEY).items()}
    for key in sorted(key for key in found if key.endswith("|times")):
        task, outcome, _ = key.split("|")
        yield Tally(task, outcome, int(found[key]), float(found.get(f"{task}|{outcome}|seconds", 0)))
