"""Deciding on many at once: each row by itself, the bad ones named."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from typing_extensions import TypedDict

from apps.core.db import transaction
from apps.core.errors import Refusal

MOST_AT_ONCE = 500


@dataclass
class Decided:
    """The ids that were decided on, and why the others stayed as they were."""

    done: list[int] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)


class RefusedRowOut(TypedDict):
    id: int
    name: str  # whose, and which
    detail: str
    code: str


class DecidedOut(TypedDict):
    """`done` are the ids that were decided on; what was refused stayed as it was."""

    done: list[int]
    refused: list[RefusedRowOut]


def decide_each(ids: Collection[int], decide: Callable[[int], object]) -> Decided:
    """A refusal undoes its own row alone. The caller has opened the transaction and taken all locks."""
    decided = Decided()
    for key in sorted(set(ids)):
        try:
            with transaction():
                decide(key)
            decided.done.append(key)
        except Refusal as refusal:
            decided.refused[key] = refusal
    return decided


def decided_out(decided: Decided, names: Mapping[int, str]) -> DecidedOut:
    return {
        "done": decided.done,
        "refused": [
            {"id": key, "name": names.get(key, f"Number {key}"), "detail": refusal.detail, "code": refusal.code}
            for key, refusal in decided.refused.items()
        ],
    }
