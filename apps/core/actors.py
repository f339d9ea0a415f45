"""Who is acting: a frozen value that every service takes and every policy asks."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    SCHEDULER = "scheduler"
    ENGINEER = "engineer"
    OPERATOR = "operator"


class Flag(StrEnum):
    """Widens one person's rights beyond the role."""

    INCIDENT_REPORTING = "incident_reporting"
    SYSTEM_CHECK = "system_check"
    CHANGE_REQUESTS = "change_requests"
    EMPLOYEE_MANAGEMENT = "employee_management"
    SCHEDULING = "scheduling"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, or the station itself (`SYSTEM`) in tasks and commands."""

    id: int | None
    role: Role
    name: str = ""
    flags: frozenset[Flag] = field(default_factory=frozenset)

    def has_role(self, *roles: Role) -> bool:
        return self.role in roles

    def has_flag(self, flag: Flag) -> bool:
        return flag in self.flags

    @property
    def is_system(self) -> bool:
        return self.id is None


SYSTEM = Actor(id=None, role=Role.ADMINISTRATOR, name="BMS")
