"""Writing incident types."""

from datetime import datetime
from typing import Any

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound
from apps.tickets import policies
from apps.tickets.incident_types.facts import IncidentTypeChanged
from apps.tickets.incident_types.models import IncidentType

_CONSTRAINTS = {
    "incident_type_name_once": Invalid.field("name", "another incident type has this name, maybe an archived one"),
    "incident_type_has_name": Invalid.field("name", "must not be empty"),
}


def create_incident_type(*, actor: Actor, values: dict[str, Any], now: datetime) -> IncidentType:
    """Raises NotAllowed, Invalid."""
    policies.require_can_edit_incident_types(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        row = IncidentType.objects.create(**values)
        outbox.publish(IncidentTypeChanged(incident_type_id=row.pk, occurred_at=now))
    return row


def update_incident_type(
    *, actor: Actor, incident_type_id: int, values: dict[str, Any], now: datetime, expected_version: int | None = None
) -> IncidentType:
    """Raises NotAllowed, NotFound, Stale, Invalid."""
    policies.require_can_edit_incident_types(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        row = _locked(incident_type_id)
        row.require_version(expected_version)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        for name, value in values.items():
            setattr(row, name, value)
        row.save_next_version()
        outbox.publish(IncidentTypeChanged(incident_type_id=row.pk, occurred_at=now))
    return row


def archive_incident_type(*, actor: Actor, incident_type_id: int, archived: bool, now: datetime) -> IncidentType:
    """Take a type out of use, or bring it back. Incidents of it stay as they are. Raises NotAllowed, NotFound."""
    policies.require_can_edit_incident_types(actor)
    with transaction():
        row = _locked(incident_type_id)
        if bool(row.archived_at) != archived:
            row.archived_at = now if archived else None
            row.save_next_version()
            outbox.publish(IncidentTypeChanged(incident_type_id=row.pk, occurred_at=now))
    return row


def _locked(incident_type_id: int) -> IncidentType:
    row = IncidentType.objects.select_for_update().filter(pk=incident_type_id).first()
    if row is None:
        raise NotFound("There is no such incident type")
    return row
