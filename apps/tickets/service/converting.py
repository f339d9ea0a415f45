"""An incident becomes work: it is converted into a service ticket, once."""

from datetime import datetime

from apps.core.actors import Actor
from apps.core.db import transaction
from apps.tickets import policies
from apps.tickets.activity.models import What
from apps.tickets.activity.recording import record
from apps.tickets.errors import AlreadyConverted
from apps.tickets.incidents import services as incidents
from apps.tickets.incidents.models import Status
from apps.tickets.register import editing, writing
from apps.tickets.service.models import ServiceTicket
from apps.tickets.service.services import ServiceTicketValues, open_checked


def convert_incident(*, actor: Actor, incident_id: int, values: ServiceTicketValues, now: datetime) -> ServiceTicket:
    """Open a service ticket for an incident; what `values` do not say is as the incident has it.

    It is the reporter's, who can follow it then. The incident stays, and is in progress if it was only open.
    Raises NotAllowed, NotFound, Invalid, AlreadyConverted.
    """
    with transaction():
        incident = incidents.locked(incident_id)
        policies.require_can_convert(actor, incident)
        if there := ServiceTicket.objects.select_related("ticket").filter(incident=incident).first():
            raise AlreadyConverted(
                f"{incident.number} was converted into {there.number} already",
                service_ticket={"id": there.pk, "number": there.number},
            )
        asked = {name: value for name, value in values.items() if name not in {"status", "requested_by"}}
        ticket = ServiceTicket(incident=incident)
        inherited = {
            "title": incident.title,
            "description": incident.description,
            "priority": incident.priority,
            "facility": incident.facility_id,
            "assignee": incident.assignee_id,
            "requested_by": incident.reporter_id or actor.id,
        }
        open_checked(ticket, asked, inherited=inherited, actor=actor, now=now)
        before, changed = editing.before(incident), {"service_ticket"}
        if incident.status == Status.OPEN:
            incidents.move(incident, Status.IN_PROGRESS, number=incident.number, now=now)
            changed.add("status")
        incidents.acknowledge(incident, now=now)
        record(incident, What.CONVERTED, actor=actor, now=now, other_id=ticket.pk)
        record(ticket, What.CONVERTED, actor=actor, now=now, other_id=incident.pk)
        writing.save_changes(incident, before, changed, actor=actor, now=now)
    return ticket
