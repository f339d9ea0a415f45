"""What tickets need of other modules. Any provider with these methods will do."""

from collections.abc import Collection
from typing import Protocol

from apps.authentication import public as authentication_public
from apps.authentication.public import PersonRef
from apps.facilities import public as facilities_public
from apps.facilities.public import FacilityRef


class Facilities(Protocol):
    def facilities(self, *, ids: Collection[int]) -> dict[int, FacilityRef]: ...


class People(Protocol):
    def people(self, *, ids: Collection[int]) -> dict[int, PersonRef]: ...


facilities_provider: Facilities = facilities_public
people_provider: People = authentication_public
