"""What other modules may ask about tickets: by ids, in frozen values. Nothing here asks who is reading."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from apps.tickets import reading
from apps.tickets.facts import TicketChanged, TicketOpened, TicketReviewed, TicketSubmitted
from apps.tickets.incidents.models import Incident, IncidentQuerySet
from apps.tickets.personal import personal_data
from apps.tickets.register.models import Kind, Ticket
from apps.tickets.service.models import ServiceTicket, ServiceTicketQuerySet

__all__ = [
    "IncidentRef",
    "ServiceTicketRef",
    "TicketChanged",
    "TicketOpened",
    "TicketRef",
    "TicketReviewed",
    "TicketSubmitted",
    "incident_titles",
    "incidents_between",
    "numbers",
    "open_incidents_of",
    "open_service_of",
    "personal_data",
    "service_between",
    "tickets",
]


@dataclass(frozen=True, slots=True)
class TicketRef:
    """Of any kind; `kind` is incident, service_ticket or change_request."""

    id: int
    kind: str
    number: str
    title: str
    status: str
    priority: str


@dataclass(frozen=True, slots=True)
class IncidentRef(TicketRef):
    facility_id: int | None
    reporter_id: int | None
    assignee_id: int | None
    type_name: str  # empty without one
    severity_level: int | None  # 1 the worst, 5 the mildest
    occurred_at: datetime
    down_from: datetime | None
    down_until: datetime | None  # None while it is still down, or was never
    created_at: datetime
    acknowledged_at: datetime | None
    resolved_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class ServiceTicketRef(TicketRef):
    facility_id: int | None
    requested_by_id: int | None
    assignee_id: int | None
    service_type: str
    estimated_minutes: int | None
    created_at: datetime
    completed_at: datetime | None
    is_open: bool


def tickets(*, ids: Collection[int]) -> dict[int, TicketRef]:
    """The tickets with these ids, of whatever kind; ids without one are absent. A query per kind."""
    found: dict[int, TicketRef] = {}
    for kind, model in reading.MODELS.items():
        for row in model._default_manager.select_related("ticket").filter(pk__in=ids):
            found[row.pk] = TicketRef(row.pk, kind.value, row.number, row.title, row.status, row.priority)
    return found


def numbers(*, ids: Collection[int]) -> dict[int, str]:
    """Such as INC-2026-0001; ids without one are absent. One query."""
    return dict(Ticket.objects.filter(pk__in=ids).values_list("pk", "number"))


def incident_titles(*, ids: Collection[int]) -> dict[int, str]:
    """Number and title of incidents, which everyone may read."""
    rows = Incident.objects.filter(pk__in=ids).values_list("pk", "ticket__number", "title")
    return {pk: f"{number} {title}" for pk, number, title in rows}


def open_incidents_of(*, facility_ids: Collection[int]) -> dict[int, list[IncidentRef]]:
    """Open incidents of these facilities, the newest first; facilities without any are absent. One query."""
    found: dict[int, list[IncidentRef]] = {}
    for row in _incidents(Incident.objects.open().filter(facility_id__in=facility_ids)):
        found.setdefault(row.facility_id or 0, []).append(row)
    return found


def open_service_of(*, facility_ids: Collection[int]) -> dict[int, list[ServiceTicketRef]]:
    """Open service tickets of these facilities, the newest first; facilities without any are absent. One query."""
    found: dict[int, list[ServiceTicketRef]] = {}
    for row in _service(ServiceTicket.objects.open().filter(facility_id__in=facility_ids)):
        found.setdefault(row.facility_id or 0, []).append(row)
    return found


def incidents_between(*, start: datetime, end: datetime) -> list[IncidentRef]:
    """Incidents reported within [start, end), the newest first. One query."""
    return _incidents(Incident.objects.filter(created_at__gte=start, created_at__lt=end))


def service_between(*, start: datetime, end: datetime) -> list[ServiceTicketRef]:
    """Service asked for within [start, end), the newest first. One query."""
    return _service(ServiceTicket.objects.filter(created_at__gte=start, created_at__lt=end))


def _incidents(rows: IncidentQuerySet) -> list[IncidentRef]:
    return [
        IncidentRef(
            id=row.pk,
            kind=Kind.INCIDENT.value,
            number=row.number,
            title=row.title,
            status=row.status,
            priority=row.priority,
            facility_id=row.facility_id,
            reporter_id=row.reporter_id,
            assignee_id=row.assignee_id,
            type_name=row.incident_type.name if row.incident_type else "",
            severity_level=row.incident_type.severity_level if row.incident_type else None,
            occurred_at=row.occurred_at,
            down_from=row.down_from,
            down_until=row.down_until,
            created_at=row.created_at,
            acknowledged_at=row.acknowledged_at,
            resolved_at=row.resolved_at,
            is_open=row.is_open,
        )
        for row in rows.select_related("ticket", "incident_type").order_by("-created_at", "-pk")
    ]


def _service(rows: ServiceTicketQuerySet) -> list[ServiceTicketRef]:
    return [
        ServiceTicketRef(
            id=row.pk,
            kind=Kind.SERVICE.value,
            number=row.number,
            title=row.title,
            status=row.status,
            priority=row.priority,
            facility_id=row.facility_id,
            requested_by_id=row.requested_by_id,
            assignee_id=row.assignee_id,
            service_type=row.service_type,
            estimated_minutes=row.estimated_minutes,
            created_at=row.created_at,
            completed_at=row.completed_at,
            is_open=row.is_open,
        )
        for row in rows.select_related("ticket").order_by("-created_at", "-pk")
    ]
