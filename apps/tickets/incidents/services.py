"""Writing incidents: one function per use case."""

from datetime import datetime, timedelta

from typing_extensions import TypedDict

from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotFound
from apps.tickets import policies
from apps.tickets.incident_types.models import IncidentType
from apps.tickets.incidents.models import DONE, Incident, Status
from apps.tickets.ports import Facilities, People, facilities_provider, people_provider
from apps.tickets.register import editing, writing
from apps.tickets.register.models import Priority

CLOCKS_DIFFER = timedelta(minutes=5)  # what a report may lie ahead of the station's clock
TITLE_LENGTH = 120  # of a title made from the description

_OF_SEVERITY = {1: Priority.CRITICAL, 2: Priority.HIGH, 3: Priority.MEDIUM, 4: Priority.LOW, 5: Priority.LOW}


class IncidentValues(TypedDict, total=False):
    """What a caller may set: names of the contract, ids, aware instants."""

    title: str
    description: str
    status: str
    priority: str
    incident_type: int | None
    facility: int | None
    reporter: int | None
    assignee: int | None
    occurred_at: datetime | None
    down_from: datetime | None
    down_until: datetime | None
    follow_up: str


def report_incident(
    *,
    actor: Actor,
    values: IncidentValues,
    now: datetime,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Incident:
    """Open an incident under the next number. Everyone may; the reporter is the caller.

    Without a title it is called after its type and place, without a priority it gets its type's.
    Raises NotAllowed, Invalid.
    """
    incident = Incident(reporter_id=actor.id, occurred_at=now)
    given = editing.differing(incident, {"occurred_at": now, **values})
    policies.require_can_open_incident(actor, {"status", "assignee", "reporter"} & given.keys())
    with transaction():
        kind = _usable_type(given.get("incident_type"))
        place = editing.require_facility(given.get("facility"), facilities)
        for name in ("reporter", "assignee"):
            editing.require_person(name, given.get(name), people)
        editing.put(incident, {name: value for name, value in given.items() if name != "status"})
        incident.title = incident.title or _title_of(kind, place, incident.description)
        if kind and not values.get("priority"):
            incident.priority = _OF_SEVERITY[kind.severity_level]
        move(incident, given.get("status", Status.OPEN), number="A new incident", now=now)
        acknowledge(incident, now=now)
        _check_times(incident, now=now)
        writing.save_new(incident, actor=actor, now=now)
    return incident


def update_incident(
    *,
    actor: Actor,
    incident_id: int,
    values: IncidentValues,
    now: datetime,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Incident:
    """Change what differs; values sent back as they were count as not sent. The reporter stays who it was.

    Raises NotAllowed, NotFound, Stale, Invalid, StatusNotPossible.
    """
    with transaction():
        incident = locked(incident_id)
        incident.require_version(expected_version)
        given = editing.differing(incident, {name: value for name, value in values.items() if name != "reporter"})
        if not given:
            return incident
        policies.require_can_change_incident(actor, incident, given.keys())
        editing.require_title(given)
        before = editing.before(incident)
        _usable_type(given.get("incident_type"))
        editing.require_facility(given.get("facility"), facilities)
        editing.require_person("assignee", given.get("assignee"), people)
        editing.put(incident, {name: value for name, value in given.items() if name != "status"})
        move(incident, given.get("status", incident.status), number=incident.number, now=now)
        acknowledge(incident, now=now)
        _check_times(incident, now=now)
        writing.save_changes(incident, before, given, actor=actor, now=now)
    return incident


def locked(incident_id: int) -> Incident:
    """The row, locked until the transaction ends. Raises NotFound."""
    rows = Incident.objects.select_related("ticket", "incident_type").select_for_update(of=("self",))
    incident = rows.filter(pk=incident_id).first()
    if incident is None:
        raise NotFound("There is no such incident")
    return incident


def _usable_type(incident_type_id: int | None) -> IncidentType | None:
    if incident_type_id is None:
        return None
    kind = IncidentType.objects.filter(pk=incident_type_id).first()
    if kind is None:
        raise Invalid.field("incident_type", "there is no such incident type")
    if kind.archived_at:
        raise Invalid.field("incident_type", f"{kind.name} is archived")
    return kind


def _title_of(kind: IncidentType | None, place: str, description: str) -> str:
    if title := ", ".join(filter(None, [kind.name if kind else "", place])):
        return title[:255]
    if not description:
        raise Invalid.field("title", "must not be empty unless the report has a type, a place or a description")
    return description.splitlines()[0][:TITLE_LENGTH]


def move(incident: Incident, status: str, *, number: str, now: datetime) -> None:
    """Put a status on a row that is not saved yet, and what follows from it. Raises StatusNotPossible."""
    incident.machine.require(number, before=incident.status, after=status)
    incident.status = status
    incident.resolved_at = (incident.resolved_at or now) if status in DONE else None


def acknowledge(incident: Incident, *, now: datetime) -> None:
    """From the first time somebody has it, or has done something about it."""
    if incident.acknowledged_at is None and (incident.assignee_id or incident.status != Status.OPEN):
        incident.acknowledged_at = now


def _check_times(incident: Incident, *, now: datetime) -> None:
    if incident.occurred_at is None:
        raise Invalid.field("occurred_at", "must not be empty")
    for name in ("occurred_at", "down_from"):
        value = getattr(incident, name)
        if value and value > now + CLOCKS_DIFFER:
            raise Invalid.field(name, "must not lie in the future")
    if incident.down_until:
        if incident.down_from is None:
            raise Invalid.field("down_from", "must be given with down_until")
        if incident.down_until < incident.down_from:
            raise Invalid.field("down_until", "must not be before down_from")
