"""Files that were written for a row that never came to be, as after a crash: nobody else would remove them."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import structlog

YOUNGEST = timedelta(days=1)  # a younger file may be on its way to its row
AT_ONCE = 500

log = structlog.get_logger(__name__)


def sweep(folder: Path, pattern: str, *, wanted: Callable[[Collection[str]], Collection[str]], now: datetime) -> int:
    """Remove files older than a day that no row wants. Returns how many.

    `pattern` says which files of the folder are meant; `wanted` picks from their names those to keep.
    """
    before = (now - YOUNGEST).timestamp()
    old = (path for path in folder.glob(pattern) if path.is_file() and path.stat().st_mtime < before)
    removed = 0
    while paths := list(islice(old, AT_ONCE)):
        kept = set(wanted([path.name for path in paths]))
        for path in paths:
            if path.name not in kept:
                path.unlink(missing_ok=True)
                removed += 1
    if removed:
        log.warning("files of no row removed", folder=folder.name, count=removed)
    return removed
