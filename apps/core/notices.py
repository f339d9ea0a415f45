"""What concerns a person: said by the module that knows the words, delivered by whoever is bound.

A module names its kinds and turns its facts into notices in a file `notices.py`:

    ASSIGNED = kind("tickets.assigned", "A ticket is assigned to me", group="Tickets")

    @concerns(TicketAssigned)
    def ticket_assigned(fact: TicketAssigned) -> Iterable[Notice]: ...

Makers run in the relay, in the transaction that marks the fact as handled, so a notice is neither
lost nor doubled. `backend/wiring.py` binds who delivers.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from apps.core.outbox.facts import FactT, handles
from apps.core.rights import Right


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """What a person can switch on and off. `key` is stable: preferences and notifications keep it."""

    key: str
    label: str  # one sentence in the words of the person told: "A ticket is assigned to me"
    group: str
    by_mail: bool = True  # unless the person chose otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing told to some people. Nobody is told what they did themselves.

    `title` is one line, `text` may add what is worth knowing without opening the page, `path` is the
    address in the console, such as `/tickets/incidents/12`.
    """

    kind: NoticeKind
    people: Collection[int]  # authentication's ids
    title: str
    text: str = ""
    path: str = ""


class Deliver(Protocol):
    def __call__(self, notices: Collection[Notice]) -> None: ...


PeopleWhoMay = Callable[[Right], Collection[int]]

_kinds: dict[str, NoticeKind] = {}
_deliver: list[Deliver] = []
_people_who_may: list[PeopleWhoMay] = []


def kind(key: str, label: str, *, group: str, by_mail: bool = True) -> NoticeKind:
    """Declare a kind. Raises ValueError when the key is taken."""
    if key in _kinds:
        raise ValueError(f"two kinds of notices are called {key}")
    _kinds[key] = NoticeKind(key, label, group, by_mail)
    return _kinds[key]


def kinds() -> list[NoticeKind]:
    """Every kind, in the order of its group and label."""
    return sorted(_kinds.values(), key=lambda found: (found.group, found.label))


def bind_delivery(deliver: Deliver) -> None:
    """Say who delivers notices. Called once, by the wiring."""
    _deliver[:] = [deliver]


def bind_people_who_may(people: PeopleWhoMay) -> None:
    """Say who knows who has a right. Called once, by the wiring."""
    _people_who_may[:] = [people]


def people_who_may(right: Right) -> Collection[int]:
    """For notices of the shared kernel, which knows nobody."""
    return _people_who_may[0](right)


def concerns(fact: type[FactT]) -> Callable[[Callable[[FactT], Iterable[Notice]]], Callable[[FactT], Any]]:
    """Register a maker: it reads what it needs and says who is told what about a fact."""

    def register(maker: Callable[[FactT], Iterable[Notice]]) -> Callable[[FactT], Any]:
        @handles(fact)
        @wraps(maker)
        def tell(happened: FactT) -> None:
            if made := [notice for notice in maker(happened) if notice.people]:
                _deliver[0](made)

        return maker

    return register
