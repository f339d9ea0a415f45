"""The types of the wire, field by field, as existing clients read them.

`?` after a name: left out when empty, never null. What is not named here may be there too, but nothing
except `last_login` is ever null.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

Check = Callable[[Any], bool]


def text(value: Any) -> bool:
    return isinstance(value, str)


def filled(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def key(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def flag(value: Any) -> bool:
    return isinstance(value, bool)


def instant(value: Any) -> bool:
    return isinstance(value, str) and value.endswith("Z") and datetime.fromisoformat(value).tzinfo is not None


def instant_or_null(value: Any) -> bool:
    return value is None or instant(value)


def day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))


def wall_time(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value))


def severity(value: Any) -> bool:
    return key(value) and value <= 5


def one_of(*words: str) -> Check:
    return lambda value: value in words


def shaped(name: str) -> Check:
    return lambda value: not faults_of(name, value)


def many(name: str) -> Check:
    return lambda value: isinstance(value, list) and not any(faults_of(name, item) for item in value)


PRIORITY = one_of("Low", "Medium", "High", "Critical")
APPROVAL = one_of("Pending", "Approved", "Rejected")
TIMES: dict[str, Check] = {"created_at": instant, "updated_at": instant}
APPROVED: dict[str, Check] = {"approved_by?": shaped("Profile"), "approved_at?": instant}

SHAPES: dict[str, dict[str, Check]] = {
    "User": {
        "id": key, "username": filled, "email": text, "first_name": text, "last_name": text, "is_staff": flag,
        "is_active": flag, "date_joined": instant, "last_login": instant_or_null,
    },
    "Profile": {
        "id": key, "user": shaped("User"), "full_name": filled, "email": text, "phone?": filled, "position?": filled,
        "department?": filled, "start_date?": day, "status": one_of("Active", "Inactive"), **TIMES,
    },
    "Location": {"id": key, "name": filled, "description?": filled, "created_at": instant},
    "Facility": {
        "id": key, "name": filled, "description?": filled, "location?": shaped("Location"),
        "status": one_of("Active", "Inactive"), "created_at": instant,
    },
    "Shift": {
        "id": key, "name": filled, "description?": filled, "start_time?": wall_time, "end_time?": wall_time,
        "created_at": instant,
    },
    "IncidentType": {
        "id": key, "name": filled, "description?": filled, "severity_level": severity, "created_at": instant,
    },
    "IncidentTicket": {
        "id": key, "title": filled, "description?": filled,
        "status": one_of("Open", "In Progress", "Resolved", "Closed"), "priority": PRIORITY,
        "incident_type?": shaped("IncidentType"), "reporter?": shaped("Profile"), "assignee?": shaped("Profile"),
        "facility?": shaped("Facility"), **TIMES, "resolved_at?": instant,
    },
    "ServiceTicket": {
        "id": key, "title": filled, "description?": filled, "service_type?": filled,
        "status": one_of("Open", "In Progress", "Completed", "Cancelled"), "priority": PRIORITY,
        "requested_by?": shaped("Profile"), "assignee?": shaped("Profile"),
        "due_date?": lambda value: day(value) or instant(value), **TIMES, "completed_at?": instant,
    },
    "TimeEntry": {
        "id": key, "user": shaped("Profile"), "date": day, "clock_in?": instant, "clock_out?": instant,
        "break_start?": instant, "break_end?": instant, "total_hours?": number, "location?": shaped("Location"),
        "shift?": shaped("Shift"), "notes?": filled, "status": APPROVAL, **APPROVED, **TIMES,
    },
    "ScheduledEvent": {
        "id": key, "title": filled, "description?": filled, "event_type?": filled, "start_time": instant,
        "end_time": instant, "location?": shaped("Location"), "assigned_users": many("Profile"),
        "created_by?": shaped("Profile"), "status": one_of("Scheduled", "In Progress", "Completed", "Cancelled"),
        **TIMES,
    },
    "TimeOffRequest": {
        "id": key, "user": shaped("Profile"), "request_type": filled, "start_date": day, "end_date": day,
        "reason?": filled, "status": APPROVAL, **APPROVED, **TIMES,
    },
}  # fmt: skip


def faults_of(name: str, value: Any) -> list[str]:
    """Where a value is not what its type says."""
    if not isinstance(value, dict):
        return [f"{name} is {value!r}"]
    faults = [f"{name}.{path} is null" for path in _nulls(value) if path.split(".")[-1] != "last_login"]
    for field, check in SHAPES[name].items():
        member, is_optional = field.removesuffix("?"), field.endswith("?")
        if member not in value:
            faults += [] if is_optional else [f"{name}.{member} is missing"]
            continue
        try:
            is_right = check(value[member])
        except ValueError:
            is_right = False
        if not is_right:
            faults.append(f"{name}.{member} is {value[member]!r}")
    return faults


def _nulls(value: Any, path: str = "") -> Iterable[str]:
    if value is None:
        yield path
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _nulls(item, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from _nulls(item, path)


def is_a(name: str, value: Any) -> Any:
    """The value, which must be of the type."""
    assert not (faults := faults_of(name, value)), faults
    return value


def are(name: str, values: list[Any]) -> list[Any]:
    """The values, all of the type; there must be some, or nothing was shown."""
    assert values, f"no {name} to look at"
    return [is_a(name, value) for value in values]
