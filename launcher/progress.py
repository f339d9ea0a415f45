"""Lines that tell a person what is going on."""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.errors import Refused

# Programs that the launcher starts count on from where it began.
BEGAN = float(os.environ.setdefault("LAUNCHER_BEGAN", str(time.time())))
TAIL_LINES = 20
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # some programs write them into files too


def say(message: str) -> None:
    """One line on standard error, so that standard output stays free for what scripts read."""
    print(f"[{time.time() - BEGAN:6.1f} s] {message}", file=sys.stderr, flush=True)


@contextmanager
def step(doing: str, done: str) -> Iterator[None]:
    """Says what begins, and what it came to with the time it took."""
    began = time.monotonic()
    say(f"{doing} ...")
    yield
    say(f"{done} ({time.monotonic() - began:.1f} s)")


def last_lines(log: Path, count: int = TAIL_LINES) -> str:
    """The end of a log, or nothing when there is no such log."""
    try:
        with log.open("rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - 16_384))
            text = stream.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return "\n".join(COLOURS.sub("", text).splitlines()[-count:])


def tell_refusal(refusal: Refused) -> None:
    if refusal.tail:
        for line in refusal.tail.splitlines():
            print(f"    {line}", file=sys.stderr)
    print(f"bms: {refusal}", file=sys.stderr, flush=True)
