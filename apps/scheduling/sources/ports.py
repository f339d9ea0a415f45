"""What schedule sources need of other modules."""

from typing import Protocol

from apps.authentication import public as authentication_public
from apps.core.rights import Right


class Staff(Protocol):
    def people_who_may(self, *, right: Right) -> frozenset[int]: ...


staff_provider: Staff = authentication_public
