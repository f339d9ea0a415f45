"""What notifications need of other modules. Any provider with these methods will do."""

from collections.abc import Collection
from typing import Protocol

from apps.authentication import public as authentication_public
from apps.authentication.public import PersonRef


class People(Protocol):
    def people(self, *, ids: Collection[int]) -> dict[int, PersonRef]: ...
    def active_people_by_email(self, *, addresses: Collection[str]) -> dict[str, PersonRef]: ...


people_provider: People = authentication_public
