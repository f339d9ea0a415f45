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
    EXPORT_PERSONAL_DATA = "personal_data.read"  # everybody's; one's own needs no right
    ANONYMISE_PEOPLE = "personal_data.write"
    MANAGE_SIGN_IN = "people.sign_in"  # of others: second factors, tokens
    READ_AUDIT = "audit.read"
    RETRY_DEAD_LETTERS = "dead_letters.write"  # reading them too
    READ_STATUS = "status.read"  # how each part of the station does
    EDIT_SETTINGS = "settings.write"  # reading them too
    APPROVE_TIME = "time.approve"  # reading everybody's too
    READ_LEAVE = "leave.read"  # who is away when; reasons are for those who approve
    APPROVE_LEAVE = "leave.approve"
    WORK_INCIDENTS = "incidents.write"  # everyone may report one
    WORK_SERVICE = "service_tickets.write"  # everyone may request service
    REQUEST_CHANGES = "changes.write"
    REVIEW_CHANGES = "changes.approve"
    EDIT_INCIDENT_TYPES = "incident_types.write"
    EDIT_CHECKLISTS = "checklists.write"  # everyone may run a system check
    SEND_MAIL = "mail.write"


_SCHEDULING = frozenset({Right.EDIT_EVENTS, Right.EDIT_SHIFTS, Right.RUN_IMPORTS})
_TICKETS = frozenset({Right.WORK_INCIDENTS, Right.WORK_SERVICE, Right.REQUEST_CHANGES})
_APPROVAL = frozenset({Right.APPROVE_TIME, Right.READ_LEAVE, Right.APPROVE_LEAVE, Right.REVIEW_CHANGES})
_REFERENCE = frozenset({Right.EDIT_FACILITIES, Right.EDIT_EQUIPMENT, Right.EDIT_INCIDENT_TYPES, Right.EDIT_CHECKLISTS})

ROLE_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMINISTRATOR: frozenset(Right),
    Role.MANAGER: _SCHEDULING
    | _TICKETS
    | _APPROVAL
    | _REFERENCE
    | {Right.EDIT_PEOPLE, Right.READ_AUDIT, Right.SEND_MAIL},
    Role.SCHEDULER: _SCHEDULING | {Right.EDIT_FACILITIES, Right.READ_LEAVE, Right.SEND_MAIL},
    Role.ENGINEER: _TICKETS | {Right.EDIT_EQUIPMENT, Right.EDIT_CHECKLISTS, Right.SEND_MAIL},
    Role.OPERATOR: frozenset(),
}

FLAG_RIGHTS: dict[Flag, frozenset[Right]] = {
    Flag.SCHEDULING: _SCHEDULING,
    Flag.EMPLOYEE_MANAGEMENT: frozenset({Right.EDIT_PEOPLE}),
    Flag.INCIDENT_REPORTING: frozenset({Right.WORK_INCIDENTS}),
    Flag.SYSTEM_CHECK: frozenset({Right.EDIT_CHECKLISTS}),
    Flag.CHANGE_REQUESTS: frozenset({Right.REQUEST_CHANGES}),
}


def rights_of(role: Role, flags: frozenset[Flag]) -> frozenset[Right]:
    """Everything a person of this role with these flags may do."""
    return ROLE_RIGHTS[role].union(*(FLAG_RIGHTS[flag] for flag in flags))
