"""Which tracked tables make up the history of a subject such as `person:7`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from pghistory.core import event_models

from apps.core.rights import Right

PARTS = 8  # trails of one subject at most

# Grows with every write, or is told by the entry itself.
_NOT_TOLD = frozenset({"id", "version", "created_at", "updated_at"})

Names = Callable[[Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Trail:
    """One tracked table. `key` is the column of its history that holds the subject's id.

    `part` comes before the names of its fields; whoever may not read the audit at large may read
    this trail with the right `also_for`.
    """

    model: str  # "app_label.Model"
    key: str = "pgh_obj_id"
    part: str = ""
    also_for: Right | None = None
    hidden: frozenset[str] = field(default_factory=frozenset)

    @property
    def history(self) -> Any:
        """The model of the history table."""
        (model,) = event_models(tracks_model=apps.get_model(self.model))
        return model

    @property
    def columns(self) -> list[str]:
        """What is told of a row, as the database names it."""
        return [
            column.attname
            for column in self.history._meta.concrete_fields
            if not column.name.startswith("pgh_") and column.attname not in _NOT_TOLD | self.hidden
        ]


_trails: dict[str, tuple[Trail, ...]] = {}
_names: Names = lambda ids: {}  # noqa: E731 - bound by the wiring


def keep(kind: str, *trails: Trail) -> None:
    """Say what the history of a kind of subject is made of."""
    if len(trails) > PARTS:
        raise ValueError(f"{kind} has more than {PARTS} trails")
    _trails[kind] = trails


def bind_names(names: Names) -> None:
    """Say who knows what people are called."""
    global _names  # noqa: PLW0603 - bound once, at the start
    _names = names


def names_of(ids: Collection[int]) -> Mapping[int, str]:
    return _names(ids) if ids else {}


def kinds() -> list[str]:
    return sorted(_trails)


def trails_of(kind: str) -> tuple[Trail, ...]:
    return _trails[kind]
