"""How many pieces of a pool are promised to others, which only those who gave the promise know.

Facilities counts what there is; whoever hands pieces out is bound in `backend/wiring.py` and asked
before there may be fewer of them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Promised:
    """`quantity` pieces are promised over [start, end)."""

    quantity: int
    start: datetime
    end: datetime


class Promises(Protocol):
    def __call__(self, *, pool_id: int, more_than: int, since: datetime) -> Promised | None:
        """The first time from `since` on when more than so many are promised."""


_promises: list[Promises] = []


def bind_promises(promises: Promises) -> None:
    """Say who knows what is promised. Called once, by the wiring."""
    _promises[:] = [promises]


def promised(*, pool_id: int, more_than: int, since: datetime) -> Promised | None:
    return _promises[0](pool_id=pool_id, more_than=more_than, since=since) if _promises else None


def pool_lock(pool_id: int) -> str:
    """The advisory lock under which pieces are counted, by whoever hands them out and by whoever takes them away."""
    return f"pool:{pool_id}"
