"""What a token may be made for: reading a module, or reading and changing it.

A token never gives what its person may not do. A module's operations are opened to tokens where its
router is mounted (`backend/api.py`); what is not opened there is closed to every token, whatever its
scopes: passwords, sessions, second factors and tokens themselves among it.
"""

from collections.abc import Collection
from enum import StrEnum

from apps.core.rights import Right


class Module(StrEnum):
    """The parts of the API a token can be made for."""

    STATION = "station"
    PEOPLE = "people"
    FACILITIES = "facilities"
    SCHEDULING = "scheduling"
    TICKETS = "tickets"
    NOTIFICATIONS = "notifications"


SCOPES = [f"{module}:{level}" for module in Module for level in ("read", "write")]

# Which module a right belongs to, by the first part of its name.
_MODULES = {
    "events": Module.SCHEDULING,
    "shifts": Module.SCHEDULING,
    "imports": Module.SCHEDULING,
    "time": Module.SCHEDULING,
    "leave": Module.SCHEDULING,
    "facilities": Module.FACILITIES,
    "equipment": Module.FACILITIES,
    "people": Module.PEOPLE,
    "audit": Module.STATION,
    "dead_letters": Module.STATION,
    "status": Module.STATION,
    "settings": Module.STATION,
    "incidents": Module.TICKETS,
    "service_tickets": Module.TICKETS,
    "changes": Module.TICKETS,
    "incident_types": Module.TICKETS,
    "checklists": Module.TICKETS,
    "mail": Module.NOTIFICATIONS,
}

# No token makes anybody mightier, nor takes away everything about them.
NEVER = frozenset({Right.EDIT_ROLES, Right.MANAGE_SIGN_IN, Right.EXPORT_PERSONAL_DATA, Right.ANONYMISE_PEOPLE})


def allows(scopes: Collection[str], module: Module, *, writing: bool) -> bool:
    """Whether these scopes open a module; who may change it may read it."""
    return f"{module}:write" in scopes or (not writing and f"{module}:read" in scopes)


def rights_within(scopes: Collection[str]) -> frozenset[Right]:
    """The rights these scopes leave to whoever has them; one of no module is left to no token."""
    return frozenset(right for right in Right if _leaves(scopes, right))


def _leaves(scopes: Collection[str], right: Right) -> bool:
    subject, _, deed = right.value.partition(".")
    module = _MODULES.get(subject)
    return module is not None and right not in NEVER and allows(scopes, module, writing=deed != "read")
