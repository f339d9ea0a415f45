"""Who may do what, in one table. Modules ask `actor.may(Right.EDIT_EVENTS)`; the console is told the names.

A policy of a module may ask for more than a right (nobody edits an administrator's account but
an administrator, say); it never grants what this table does not.
"""

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


class Right(StrEnum):
    """Reading the directory, the reference data and the schedule needs no right: everyone may."""

    EDIT_EVENTS = "events.write"
    EDIT_SHIFTS = "shifts.write"
    RUN_IMPORTS = "imports.write"
    EDIT_FACILITIES = "facilities.write"  # locations too
    EDIT_EQUIPMENT = "equipment.write"  # categories too
    EDIT_PEOPLE = "people.write"
    EDIT_ROLES = "people.roles"  # and flags
    READ_AUDIT = "audit.read"
    RETRY_DEAD_LETTERS = "dead_letters.write"  # reading them too


_SCHEDULING = frozenset({Right.EDIT_EVENTS, Right.EDIT_SHIFTS, Right.RUN_IMPORTS})

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.MANAGER: _SCHEDULING | {Right.EDIT_FACILITIES, Right.EDIT_EQUIPMENT, Right.EDIT_PEOPLE, Right.READ_AUDIT},
    Role.SCHEDULER: _SCHEDULING | {Right.EDIT_FACILITIES},
    Role.ENGINEER: frozenset({Right.EDIT_EQUIPMENT}),
    Role.OPERATOR: frozenset(),
}

FLAG_RIGHTS: dict[Flag, frozenset[Right]] = {
    Flag.SCHEDULING: _SCHEDULING,
    Flag.EMPLOYEE_MANAGEMENT: frozenset({Right.EDIT_PEOPLE}),
    Flag.INCIDENT_REPORTING: frozenset(),
    Flag.SYSTEM_CHECK: frozenset(),
    Flag.CHANGE_REQUESTS: frozenset(),
}


def rights_of(role: Role, flags: frozenset[Flag]) -> frozenset[Right]:
    """Everything a person of this role with these flags may do."""
    return ROLE_RIGHTS[role].union(*(FLAG_RIGHTS[flag] for flag in flags))
