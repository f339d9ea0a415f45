"""Who is acting: a frozen value that every service takes and every policy asks."""

from dataclasses import dataclass, field

from apps.core.rights import Flag, Right, Role, rights_of

__all__ = ["SYSTEM", "Actor", "Flag", "Right", "Role"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, or the station itself (`SYSTEM`) in tasks and commands."""

    id: int | None
    role: Role
    name: str = ""
    flags: frozenset[Flag] = field(default_factory=frozenset)
    within: frozenset[Right] | None = None  # all that is left of the rights, by what the actor signed in with

    def has_role(self, *roles: Role) -> bool:
        return self.role in roles

    def may(self, right: Right) -> bool:
        return right in rights_of(self.role, self.flags) and (self.within is None or right in self.within)

    @property
    def rights(self) -> list[str]:
        """The names of everything this person may do, for the console to show."""
        return sorted(right for right in rights_of(self.role, self.flags) if self.may(right))


SYSTEM = Actor(id=None, role=Role.ADMINISTRATOR, name="BMS")
