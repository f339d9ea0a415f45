"""What system checks need of other modules. Any provider with these methods will do."""

from collections.abc import Collection
from typing import Protocol

from apps.facilities import public as facilities_public
from apps.facilities.public import FacilityRef


class Facilities(Protocol):
    def facilities(self, *, ids: Collection[int]) -> dict[int, FacilityRef]: ...
    def all_facilities(self) -> list[FacilityRef]: ...


facilities_provider: Facilities = facilities_public
