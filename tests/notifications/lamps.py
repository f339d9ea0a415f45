"""A module that is there for the tests alone: its lamps break, and that concerns people."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from django.db import transaction
from django.utils import timezone

from apps.core import context, outbox
from apps.core.notices import Notice, concerns, kind
from apps.core.outbox.relay import relay

BROKEN = kind("tests.lamp_broken", "A lamp of mine breaks", group="Tests")
DUSTY = kind("tests.lamp_dusty", "A lamp of mine gathers dust", group="Tests", by_mail=False)


@dataclass(frozen=True, kw_only=True)
class LampBroken(outbox.Fact):
    type: ClassVar[str] = "tests.LampBroken"
    subject_kind: ClassVar[str] = "lamp"

    lamp_id: int
    people: list[int] = field(default_factory=list)
    is_dusty: bool = False


@concerns(LampBroken)
def lamp_broken(fact: LampBroken) -> Iterable[Notice]:
    if fact.lamp_id < 0:
        raise RuntimeError("there is no such lamp")
    yield Notice(
        kind=DUSTY if fact.is_dusty else BROKEN,
        people=fact.people,
        title=f"Lamp {fact.lamp_id} is broken",
        text="It went out at noon.",
        path=f"/lamps/{fact.lamp_id}",
    )


def break_lamp(*people: int, lamp: int = 1, by: int | None = None, is_dusty: bool = False) -> None:
    """Publish the fact, as a service of that module would."""
    with context.acting(actor_id=by, request_id="request-of-lamps"), transaction.atomic():
        outbox.publish(LampBroken(lamp_id=lamp, people=list(people), is_dusty=is_dusty, occurred_at=timezone.now()))


def told() -> None:
    relay(now=timezone.now())
