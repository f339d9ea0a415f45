"""granian with the application loaded before its workers are forked: `python -m backend.serve WORDS... TARGET`.

The words are granian's own. Loading takes seconds of work; forked workers share what was loaded, so a station with
many starts as fast as one with a single worker, takes less memory, and replaces a worker that died at once.
Where processes are spawned instead of forked (macOS) each worker loads for itself.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from tempfile import TemporaryDirectory

from granian.cli import entrypoint


def main(words: Sequence[str]) -> None:
    """Run the server until it is told to stop. The last word is the target, such as `backend.wsgi:application`."""
    with TemporaryDirectory(prefix="bms-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder  # before anything counts, so that all processes share it
        _serve(words)


def _serve(words: Sequence[str]) -> None:
    import_module(words[-1].partition(":")[0])
    entrypoint()  # type: ignore[no-untyped-call]  # granian gives it no types


if __name__ == "__main__":
    main(sys.argv[1:])
