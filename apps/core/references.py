"""Ids that modules keep of each other's rows: no database checks them, so a command does.

Said in `backend/wiring.py`: which column points to what, and who knows which ids are there.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

ASKED_AT_ONCE = 1000
SHOWN = 20

Existing = Callable[[Collection[int]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of ids. `where` narrows it when the column points to different things."""

    model: str  # "app_label.Model"
    column: str
    to: str  # the kind of thing it points to
    where: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        narrowed = ", ".join(f"{name}={value}" for name, value in self.where.items())
        return f"{self.model}.{self.column}" + (f" ({narrowed})" if narrowed else "")

    def ids(self) -> QuerySet[Any, int]:
        rows = apps.get_model(self.model)._default_manager.filter(**self.where, **{f"{self.column}__isnull": False})
        return rows.order_by(self.column).values_list(self.column, flat=True).distinct()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Dangling:
    reference: Reference
    ids: list[int]


_references: list[Reference] = []
_existing: dict[str, Existing] = {}


def declare(*references: Reference) -> None:
    """Say which columns hold other modules' ids."""
    _references.extend(reference for reference in references if reference not in _references)


def bind_existing(kind: str, existing: Existing) -> None:
    """Say who knows which of some ids of a kind are there."""
    _existing[kind] = existing


def declared() -> list[Reference]:
    return list(_references)


def dangling() -> Iterator[Dangling]:
    """References whose ids point nowhere, with the ids. Asks each module for many at once."""
    for reference in _references:
        missing: list[int] = []
        batch: list[int] = []
        for key in reference.ids().iterator():
            batch.append(key)
            if len(batch) == ASKED_AT_ONCE:
                missing += _missing(reference.to, batch)
                batch = []
        missing += _missing(reference.to, batch)
        if missing:
            yield Dangling(reference, missing)


def _missing(kind: str, ids: list[int]) -> list[int]:
    return sorted(set(ids) - set(_existing[kind](ids))) if ids else []
