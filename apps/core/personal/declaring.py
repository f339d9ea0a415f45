"""What a table holds about people, and what becomes of it when somebody is anonymised."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Q


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One table. Every column that holds text or a person's id is named in one of the ways below.

    Args:
        of: columns, or ways to one, that hold the id of the person a row is about. These rows are exported and changed.
        named: instead of ids, columns that hold what the person signs in with.
        where: what else must be true of such a row.
        goes: the rows are deleted; then no column needs to be named.
        keep: what stays: ids, behind which the pseudonym stands, and what is about work and not about the person.
        blank: what becomes this value, in the history too. `{id}` in it becomes the person's.
        renamed: text in which the person's name gives way to the pseudonym, in whosever row.
        also: what an export tells beside the table's own columns.
        secret: columns that no export tells.
    """

    model: str  # "app_label.Model"
    of: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    where: Callable[[], Q] = Q
    goes: bool = False
    keep: tuple[str, ...] = ()
    blank: Mapping[str, Any] = field(default_factory=dict)
    renamed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()

    @property
    def table(self) -> Any:
        return apps.get_model(self.model)

    def rows_of(self, person_id: int, addresses: Sequence[str]) -> Any:
        """The person's rows; none where the table is about nobody."""
        about = Q(pk__in=[])
        for way in self.of:
            about |= Q(**{way: person_id})
        for way in self.named:
            about |= Q(**{f"{way}__in": [address for address in addresses if address]})
        return self.table._base_manager.filter(about & self.where())

    def blanks(self, person_id: int) -> dict[str, Any]:
        return {
            name: value.format(id=person_id) if isinstance(value, str) else value for name, value in self.blank.items()
        }


class PersonalData(Protocol):
    """What a module's `public.py` answers for its own tables."""

    def __call__(self) -> Sequence[Held]: ...


_providers: list[PersonalData] = []


def bind(*providers: PersonalData) -> None:
    """Say who answers for which tables. Called once, by the wiring."""
    _providers[:] = providers


def declared() -> list[Held]:
    return [held for provider in _providers for held in provider()]
