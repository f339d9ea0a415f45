"""How long each kind of thing is kept: one list for administrators, one task at night.

A module declares a switch of the group `GROUP` and says in a file `retention.py` what has outlived it:

    keep(KEPT_DAYS, count=count_old, forget=forget_old)

Both take `now` and read the switch by `limit`. What goes from history goes by `rewriting`, so that the chain says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db.models import QuerySet

from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.core.rights import Right
from apps.core.switches.registry import Switch
from apps.core.switches.selectors import value_of

GROUP = "Retention"
DAYS, YEARS = "days", "years"
_UNITS = {DAYS: timedelta(days=1), YEARS: timedelta(days=366)}  # never less than a law's year
_AT_ONCE = 5000

log = structlog.get_logger(__name__)

Work = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing. `count` tells how many rows have outlived it, `forget` removes them, in pieces."""

    switch: Switch[float]
    count: Work
    forget: Work


_kinds: list[Kept] = []


def keep(switch: Switch[float], *, count: Work, forget: Work) -> None:
    """Raises ValueError for a switch that does not say what its number is."""
    if switch.unit not in _UNITS or switch.group != GROUP:
        raise ValueError(f"{switch.key} must be of the group {GROUP}, in days or years")
    _kinds.append(Kept(switch, count, forget))


def limit(switch: Switch[float], now: datetime) -> datetime | None:
    """What is older may go; None when it is kept for ever."""
    value = value_of(switch)
    return now - value * _UNITS[switch.unit] if value else None


def outlived(*, actor: Actor, now: datetime) -> list[tuple[Switch[float], float, int]]:
    """Each kind with what it is set to and how many rows would go if the night began now. Raises NotAllowed."""
    if not actor.may(Right.EDIT_SETTINGS):
        raise NotAllowed("Administrators look after the station's settings")
    return [(kind.switch, value_of(kind.switch), kind.count(now)) for kind in _in_order()]


def forget_outlived(*, now: datetime) -> dict[str, int]:
    """Remove what has outlived its time. Returns how many rows of each kind went."""
    gone = {kind.switch.key: kind.forget(now) for kind in _in_order()}
    if any(gone.values()):
        log.info("kept long enough", **{key.replace(".", "_"): count for key, count in gone.items() if count})
    return gone


def delete_in_pieces(rows: QuerySet[Any]) -> int:
    """So that no table is held for long."""
    deleted = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
        rows.model._default_manager.filter(pk__in=ids).delete()
        deleted += len(ids)
    return deleted


def _in_order() -> list[Kept]:
    return sorted(_kinds, key=lambda kind: kind.switch.label)
