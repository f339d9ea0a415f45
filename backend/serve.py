"""granian with the application loaded before its workers are forked: `python -m backend.serve WORDS... TARGET`.

The words are granian's own, and `--drain SECONDS` before them. Loading takes seconds of work; forked workers share what
was loaded, so a station with many starts as fast as one with a single worker, takes less memory, and replaces a worker
that died at once. Where processes are spawned instead of forked (macOS) each worker loads for itself.

A server that drains first tells the proxy that it is going and answers on meanwhile; only then it stops listening, and
finishes what it has begun. So nobody meets a closed door.
"""

import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from tempfile import TemporaryDirectory
from typing import Any

import granian.cli
from granian.server.mp import MPServer

from apps.core import draining

HEADERS_MOST = 64 * 1024  # bytes; a request with more is answered 431 and reaches nobody


class DrainingServer(MPServer):  # granian gives its functions no types
    """Between being told to stop and stopping it lets the proxy notice. Told once more, it does not wait."""

    drained_for = 0.0  # seconds

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from django.conf import settings

        # The station's logs, or granian's own lines would be of another format.
        super().__init__(*args, **{**kwargs, "log_dictconfig": settings.LOGGING})

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        if draining.has_begun() or not self.drained_for:
            super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call]
            return
        draining.begin()
        signal.signal(signal.SIGALRM, self.signal_handler_interrupt)
        signal.setitimer(signal.ITIMER_REAL, self.drained_for)


def main(words: Sequence[str]) -> None:
    """Run the server until it is told to stop. The last word is the target, such as `backend.wsgi:application`."""
    if words[0] == "--drain":
        DrainingServer.drained_for = float(words[1])
        words = words[2:]
    granian.cli.Server = DrainingServer  # type: ignore[attr-defined]  # its command line takes no other way
    sys.argv[1:] = words
    with TemporaryDirectory(prefix="bms-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # before anything counts, so that all processes share it
        os.environ.setdefault("GRANIAN_HTTP1_BUFFER_SIZE", str(HEADERS_MOST))
        _serve(words)


def _serve(words: Sequence[str]) -> None:
    import_module(words[-1].partition(":")[0])
    granian.cli.entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main(sys.argv[1:])
