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

    def has_role(self, *roles: Role) -> bool:
        return self.role in roles

    def may(self, right: Right) -> bool:
        return right in rights_of(self.role, self.flags)

    @property
    def rights(self) -> list[str]:
        """The names of everything this person may do, for the console to show."""
        return sorted(rights_of(self.role, self.flags))


SYSTEM = Actor(id=None, role=Role.ADMINISTRATOR, name="BMS")
