"""Rows as JSON, encoded once for every change of a row rather than once for every answer."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import orjson

from apps.core.db import read
from apps.core.http import encode

MOST = 50_000  # encoded rows of one kind that a process keeps; some 500 bytes each


class EncodedRows:
    """What `outs` makes of rows, ready to be put into an answer, and kept for as long as the rows stay as they are.

    `stamps` is a statement that takes an array of ids and gives each id with a text that is another one after every
    change of what `outs` shows. `xmin` and `ctid` together are one: they name the version of a row, also to the
    transaction that is just writing it.
    """

    def __init__(self, stamps: str, outs: Callable[[Collection[int]], Mapping[int, Any]]) -> None:
        self._stamps = stamps
        self._outs = outs
        self._kept: dict[int, tuple[str, orjson.Fragment]] = {}

    def get(self, ids: Collection[int]) -> dict[int, orjson.Fragment]:
        """By id; ids without a row are absent. One query, and one more if any row is new or has changed; without ids
        none."""
        if not ids:
            return {}
        stamps: dict[int, str] = dict(read(self._stamps, [list(ids)]))
        kept = self._kept
        found = {key: kept[key][1] for key, stamp in stamps.items() if key in kept and kept[key][0] == stamp}
        if len(found) < len(stamps):
            made = self._outs([key for key in stamps if key not in found])
            fresh = {key: orjson.Fragment(encode(out)) for key, out in made.items()}
            if len(kept) + len(fresh) > MOST:
                kept.clear()
            kept.update({key: (stamps[key], row) for key, row in fresh.items()})
            found.update(fresh)
        return found
