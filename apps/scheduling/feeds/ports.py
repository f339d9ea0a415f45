"""What calendar feeds need of other modules."""

from typing import Protocol

from apps.authentication import public as authentication_public
from apps.facilities import public as facilities_public
from apps.scheduling import ports


class Facilities(ports.Facilities, Protocol):
    def names_stamp(self) -> str: ...


class People(ports.People, Protocol):
    def names_stamp(self) -> str: ...


facilities_provider: Facilities = facilities_public
people_provider: People = authentication_public
