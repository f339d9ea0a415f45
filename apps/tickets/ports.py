"""What tickets need of other modules. Any provider with these methods will do."""

from collections.abc import Collection
from typing import Protocol

from apps.authentication import public as authentication_public
from apps.authentication.public import PersonRef
from apps.core.actors import Actor
from apps.core.rights import Right
from apps.facilities import public as facilities_public
from apps.facilities.public import FacilityRef


class Facilities(Protocol):
    def facilities(self, *, ids: Collection[int]) -> dict[int, FacilityRef]: ...


class People(Protocol):
    def people(self, *, ids: Collection[int]) -> dict[int, PersonRef]: ...


class NamedPeople(Protocol):
    def people_by_address(self, *, addresses: Collection[str]) -> dict[str, int]: ...


class Colleagues(People, Protocol):
    """Whom notices may concern."""

    def actors(self, *, ids: Collection[int]) -> dict[int, Actor]: ...
    def people_who_may(self, *, right: Right) -> Collection[int]: ...


facilities_provider: Facilities = facilities_public
people_provider: People = authentication_public
named_people_provider: NamedPeople = authentication_public
colleagues_provider: Colleagues = authentication_public
