"""What broke at Harbour Broadcasting, what was asked for, and what is to be changed."""

from datetime import datetime, timedelta

from apps.core.actors import SYSTEM, Actor
from apps.core.rights import Role
from apps.tickets.changes.models import Status as ChangeStatus
from apps.tickets.changes.services import create_change_request, move_change_request
from apps.tickets.incident_types.services import create_incident_type
from apps.tickets.incidents.services import IncidentValues, report_incident, update_incident
from apps.tickets.notes.services import write_note
from apps.tickets.register.models import Kind
from apps.tickets.service.approving import submit_for_approval
from apps.tickets.service.converting import convert_incident
from apps.tickets.service.services import request_service, update_service_ticket

# name, severity (1 the worst), what belongs here
TYPES = [
    ("Off air", 1, "Nothing, or the wrong thing, goes out"),
    ("No picture", 2, "Black or frozen on an output that is used"),
    ("No sound", 2, "Silence on an output that is used"),
    ("Power failure", 1, "A room or a rack without power"),
    ("Transmission path", 1, "Uplink, fibre or encoder"),
    ("Picture quality", 3, "Noise, tearing, wrong colours"),
    ("Sound quality", 3, "Hum, crackle, wrong level, out of sync"),
    ("Talkback", 3, "Crew cannot hear each other"),
    ("Graphics", 3, "Titles, tickers, scoreboards"),
    ("Automation", 2, "Playout list, router control, triggers"),
    ("Camera", 3, "Cameras, pedestals, prompters"),
    ("Lighting", 4, "Lamps, dimmers, desk"),
    ("Climate", 4, "Too warm, too cold, a fan that rattles"),
    ("Furniture and cables", 5, "Chairs, desks, trip hazards"),
]
# type, room, title, priority, hours ago, minutes down, status, what was said
INCIDENTS = [
    ("Off air", "Gallery 2", "Nine seconds of black after the midnight junction", "Critical", 150, 1, "Closed",
     "The playlist held two events for the same slot; the second was taken out."),
    ("No sound", "Radio studio", "Presenter microphone dead at the top of the hour", "High", 122, 12, "Closed",
     "Phantom power was off on channel 3."),
    ("Climate", "Edit suite 1", "Fan in the machine rack rattles", "Low", 96, None, "Resolved", "Bearing greased."),
    ("Picture quality", "Studio B", "Camera 2 flickers when the desk light is dimmed", "Medium", 75, None, "Resolved",
     "Shutter set to 1/100."),
    ("Talkback", "Gallery 1", "Beltpack 4 drops out near the scene dock", "Medium", 50, None, "In Progress",
     "Antenna moved; under observation until Friday."),
    ("Automation", "Gallery 2", "Router panel shows the wrong source names", "High", 30, None, "In Progress",
     "Names come from last year's file."),
    ("Camera", "Studio A", "Prompter of camera 1 shows mirror writing", "Medium", 26, None, "Open", ""),
    ("Transmission path", "OB van 1", "Uplink loses lock for a second in heavy rain", "High", 9, None, "Open",
     "Third time this month."),
    ("Lighting", "Studio A", "Two profile spots out on the left bar", "Low", 6, None, "Open", ""),
    ("Sound quality", "Studio C", "Hum on the guest position", "Medium", 2, None, "Open",
     "Only with the laptop charging."),
]  # fmt: skip
SERVICE = [
    ("Two more headsets for the sports desk", "Equipment", "Studio C", "Medium", "Open", 1.0),
    ("Recalibrate the grading monitor", "Maintenance", "Edit suite 2", "Low", "In Progress", 3.0),
    ("Fibre from Gallery 1 to the car park for Sunday", "Installation", "Gallery 1", "High", "Open", 6.0),
    ("New lamp for the make-up mirror", "Repair", "Studio B", "Low", "Completed", 0.5),
]
CHANGES = [
    ("Firmware 9.2 for the vision mixers", "Software Update", "High", "Submitted",
     "9.1 freezes when a still store is loaded during a transition.", "Galleries 1 and 2, one after the other."),
    ("Second path for the news uplink", "Network Change", "Critical", "Approved",
     "One digger takes us off the air.", "None while it is built; two minutes when it is taken into use."),
    ("Quiet hours in the machine room", "Policy Update", "Low", "Draft", "", "Deliveries move to the afternoon."),
    ("Replace the audio router over a weekend", "Hardware Upgrade", "Medium", "Rejected",
     "Spare parts end next year.", "Radio studio silent from Saturday noon."),
]  # fmt: skip


def load_tickets(*, rooms: dict[str, int], ids: dict[Role, int], now: datetime) -> None:
    """A week of them, in every state."""
    engineer = Actor(id=ids[Role.ENGINEER], role=Role.ENGINEER)
    manager = Actor(id=ids[Role.MANAGER], role=Role.MANAGER)
    operator = Actor(id=ids[Role.OPERATOR], role=Role.OPERATOR)
    types = {
        name: create_incident_type(
            actor=SYSTEM, values={"name": name, "severity_level": severity, "description": text}, now=now
        ).pk
        for name, severity, text in TYPES
    }
    _load_incidents(types, rooms, operator=operator, engineer=engineer, now=now)
    _load_service(rooms, operator=operator, engineer=engineer, now=now)
    _load_changes(engineer=engineer, manager=manager, now=now)


def _load_incidents(
    types: dict[str, int], rooms: dict[str, int], *, operator: Actor, engineer: Actor, now: datetime
) -> None:
    for kind, room, title, priority, hours, down, status, said in INCIDENTS:
        at = now - timedelta(hours=hours)
        values: IncidentValues = {
            "title": title,
            "incident_type": types[kind],
            "facility": rooms[room],
            "priority": priority,
            "occurred_at": at,
        }
        if down is not None:
            values |= {"down_from": at, "down_until": at + timedelta(minutes=down)}
        found = report_incident(actor=operator, values=values, now=at)
        if said:
            write_note(
                actor=engineer, kind=Kind.INCIDENT, ticket_id=found.pk, values={"text": said},
                now=at + timedelta(minutes=20),
            )  # fmt: skip
        if status != "Open":
            taken: IncidentValues = {"status": "In Progress", "assignee": engineer.id}
            update_incident(actor=engineer, incident_id=found.pk, values=taken, now=at + timedelta(minutes=10))
        if status in {"Resolved", "Closed"}:
            done: IncidentValues = {"status": status}
            update_incident(actor=engineer, incident_id=found.pk, values=done, now=at + timedelta(hours=1))
        if title.startswith("Beltpack"):
            convert_incident(
                actor=engineer, incident_id=found.pk, values={"service_type": "Repair"}, now=at + timedelta(hours=2)
            )


def _load_service(rooms: dict[str, int], *, operator: Actor, engineer: Actor, now: datetime) -> None:
    for place, (title, service_type, room, priority, status, hours) in enumerate(SERVICE):
        at = now - timedelta(hours=20 * (len(SERVICE) - place))
        ticket = request_service(
            actor=operator,
            values={
                "title": title,
                "service_type": service_type,
                "facility": rooms[room],
                "priority": priority,
                "due_date": (now + timedelta(days=2 + place)).date(),
                "estimated_hours": round(hours * 60),
            },
            now=at,
        )
        if title.startswith("Fibre"):
            submit_for_approval(actor=operator, service_ticket_id=ticket.pk, now=at + timedelta(hours=1))
        if status != "Open":
            update_service_ticket(
                actor=engineer,
                service_ticket_id=ticket.pk,
                values={"status": status, "assignee": engineer.id},
                now=at + timedelta(hours=1),
            )


def _load_changes(*, engineer: Actor, manager: Actor, now: datetime) -> None:
    for place, (title, change_type, priority, status, justification, impact) in enumerate(CHANGES):
        at = now - timedelta(hours=30 - place)
        change = create_change_request(
            actor=engineer,
            values={
                "title": title,
                "change_type": change_type,
                "priority": priority,
                "status": "Draft" if status == "Draft" else "Submitted",
                "justification": justification,
                "impact": impact,
                "proposed_date": (now + timedelta(days=9 + place)).date(),
                "estimated_hours": 180,
            },
            now=at,
        )
        if status in {"Approved", "Rejected"}:
            move_change_request(
                actor=manager,
                change_request_id=change.pk,
                status=ChangeStatus(status),
                reason="" if status == "Approved" else "Not in the football season; ask again in June.",
                now=at + timedelta(hours=3),
            )
