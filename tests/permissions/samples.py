"""One request for every operation, right enough that only its permission can refuse it.

Addresses and bodies are made from the schema; what cannot be made is named in SAMPLES. A new module
adds the keys of its addresses to `World` and, where a body needs more than its required fields, a sample.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.authentication.models import Session, User
from apps.core.actors import SYSTEM, Actor, Role
from apps.core.models import OutboxEvent
from apps.notifications.models import Notification
from apps.scheduling.events.models import Event
from apps.scheduling.feeds.models import Feed
from apps.scheduling.interchange.models import ImportRun
from apps.scheduling.leave.models import TimeOffRequest
from apps.scheduling.maintenance.models import Maintenance
from apps.scheduling.saved_filters.models import SavedFilter
from apps.scheduling.series.models import Series
from apps.scheduling.shifts.models import Shift
from apps.scheduling.sources.models import Source
from apps.scheduling.timekeeping.models import TimeEntry
from apps.tickets.attachments.models import Attachment
from apps.tickets.attachments.services import attach
from apps.tickets.changes.models import ChangeRequest
from apps.tickets.changes.services import ChangeRequestValues, create_change_request
from apps.tickets.checks.models import Checklist, CheckResult, CheckRun
from apps.tickets.incidents.models import Incident
from apps.tickets.incidents.services import report_incident
from apps.tickets.links.models import Link, Relation
from apps.tickets.links.services import link_tickets
from apps.tickets.notes.models import Note
from apps.tickets.notes.services import NoteValues, write_note
from apps.tickets.register.models import Kind
from apps.tickets.service.approving import submit_for_approval
from apps.tickets.service.models import ServiceTicket
from apps.tickets.service.services import request_service
from tests.authentication.factories import PASSWORD, UserFactory
from tests.facilities.factories import (
    EquipmentCategoryFactory,
    EquipmentFactory,
    FacilityFactory,
    KitFactory,
    LocationFactory,
    PoolFactory,
)
from tests.scheduling.series.factories import SeriesFactory
from tests.tickets.checks.factories import ChecklistFactory, CheckRunFactory
from tests.tickets.factories import IncidentTypeFactory

NOW = timezone.now()


class World:
    """A row for every id in an address; each is made when it is asked for."""

    def __init__(self, caller: User | None, cases: Collection[str] = ()) -> None:
        self.caller = caller
        self.cases = cases

    def id_of(self, name: str) -> Any:
        if name == "source_id":
            return self.schedule_source.pk  # `source` is an end of a link
        return {"file_format": "csv"}.get(name) or getattr(self, name.removesuffix("_id")).pk

    @cached_property
    def person(self) -> User:
        return UserFactory(username="somebody", email="somebody@example.org")

    @cached_property
    def location(self) -> Any:
        return LocationFactory()

    @cached_property
    def facility(self) -> Any:
        return FacilityFactory()

    @cached_property
    def category(self) -> Any:
        return EquipmentCategoryFactory()

    @cached_property
    def equipment(self) -> Any:
        return EquipmentFactory()

    @cached_property
    def kit(self) -> Any:
        return KitFactory()

    @cached_property
    def pool(self) -> Any:
        return PoolFactory()

    @cached_property
    def event(self) -> Event:
        return Event.objects.create(
            title="News", start_at=NOW, end_at=NOW + timezone.timedelta(hours=1), time_zone="Europe/Dublin"
        )

    @cached_property
    def maintenance(self) -> Maintenance:
        return Maintenance.objects.create(
            resource_kind="facility",
            resource_id=self.facility.pk,
            reason="New lamps",
            start_at=NOW,
            end_at=NOW + timezone.timedelta(hours=1),
        )

    @cached_property
    def shift(self) -> Shift:
        return Shift.objects.create(name="Early")

    @cached_property
    def time_entry(self) -> TimeEntry:
        """Somebody's, waiting; its own case may make it the caller's."""
        return TimeEntry.objects.create(
            user_id=self.person.pk,
            date=NOW.date(),
            time_zone="Europe/Dublin",
            clock_in_at=NOW - timezone.timedelta(hours=4),
            clock_out_at=NOW - timezone.timedelta(hours=1),
            worked_seconds=10800,
        )

    @cached_property
    def time_off_request(self) -> TimeOffRequest:
        return TimeOffRequest.objects.create(
            user_id=self.person.pk,
            request_type="personal",
            kind="personal",
            start_date=NOW.date(),
            end_date=NOW.date(),
            time_zone="Europe/Dublin",
            start_at=NOW,
            end_at=NOW + timezone.timedelta(days=1),
        )

    @cached_property
    def schedule_source(self) -> Source:
        return Source.objects.create(name="Playout", address="https://example.org/x", time_zone="UTC")

    @cached_property
    def filter(self) -> SavedFilter:
        owner = self.caller if "own" in self.cases and self.caller else self.person
        return SavedFilter.objects.create(person_id=owner.pk, name="News")

    @cached_property
    def feed(self) -> Feed:
        owner = self.caller if "own" in self.cases and self.caller else self.person
        return Feed.objects.create(
            person_id=owner.pk, kind="person", user_id=owner.pk, name="Mine", token_hash="0" * 64, created_at=NOW
        )

    @cached_property
    def series(self) -> Series:
        return SeriesFactory()

    @cached_property
    def run(self) -> ImportRun:
        return ImportRun.objects.create(file_name="week.csv", format="csv", time_zone="UTC", status="planned")

    @cached_property
    def incident_type(self) -> Any:
        return IncidentTypeFactory()

    @cached_property
    def incident(self) -> Incident:
        """Somebody's, unless a sample says `own` or `given`."""
        caller = self.caller and self.caller.pk
        return report_incident(
            actor=SYSTEM,
            values={
                "title": "No picture",
                "reporter": caller if "own" in self.cases else self.person.pk,
                "assignee": caller if "given" in self.cases else None,
            },
            now=NOW,
        )

    @cached_property
    def checklist(self) -> Checklist:
        return ChecklistFactory()

    @cached_property
    def check(self) -> CheckRun:
        return CheckRunFactory(checklist=self.checklist, facility_id=self.facility.pk)

    @cached_property
    def item(self) -> CheckResult:
        return CheckResult.objects.create(run=self.check, position=1, department="Video", name="Switcher")

    @property
    def incident_ticket(self) -> Incident:
        """As bodies call it, and filters."""
        return self.incident

    ticket = incident_ticket

    @cached_property
    def service_ticket(self) -> ServiceTicket:
        """As the incident; it waits for approval if a sample says `submitted`."""
        caller = self.caller and self.caller.pk
        ticket = request_service(
            actor=SYSTEM,
            values={
                "title": "New headphones",
                "requested_by": caller if "own" in self.cases else self.person.pk,
                "assignee": caller if "given" in self.cases else None,
            },
            now=NOW,
        )
        if "submitted" in self.cases:
            ticket = submit_for_approval(actor=SYSTEM, service_ticket_id=ticket.pk, now=NOW)
        return ticket

    @cached_property
    def change_request(self) -> ChangeRequest:
        """A draft; it waits for review if a sample says `submitted`. Written by a person who may request changes."""
        author = self.caller if "own" in self.cases and self.caller else self.person
        actor = Actor(id=author.pk, role=Role.ENGINEER)
        values: ChangeRequestValues = {"title": "New firmware", "change_type": "Software Update"}
        if "submitted" in self.cases:
            values["status"] = "Submitted"
        return create_change_request(actor=actor, values=values, now=NOW)

    @cached_property
    def attachment(self) -> Attachment:
        """Of a file, `own` is about who added it; it is of a service ticket if a sample says `service`."""
        by = self.caller if "own" in self.cases and self.caller else self.person
        row = self.service_ticket if "service" in self.cases else self.incident
        actor = Actor(id=by.pk, role=Role.ADMINISTRATOR)
        return attach(actor=actor, kind=row.kind, ticket_id=row.pk, file=_picture(), file_name="screen.png", now=NOW)

    @cached_property
    def link(self) -> Link:
        """`own` is about whose the incident is."""
        other = report_incident(actor=SYSTEM, values={"title": "No sound"}, now=NOW)
        return link_tickets(
            actor=SYSTEM,
            source=(Kind.INCIDENT, self.incident.pk),
            target=(Kind.INCIDENT, other.pk),
            relation=Relation.BLOCKS,
            now=NOW,
        )

    @cached_property
    def source(self) -> Any:
        """As the body of a link names its ends."""
        return SimpleNamespace(pk={"kind": "incident_ticket", "id": self.incident.pk})

    @cached_property
    def target(self) -> Any:
        other = report_incident(actor=SYSTEM, values={"title": "No sound"}, now=NOW)
        return SimpleNamespace(pk={"kind": "incident_ticket", "id": other.pk})

    @cached_property
    def comment(self) -> Note:
        """Of a comment `own` is about its author; it is private if a sample says so."""
        author = self.caller if "own" in self.cases and self.caller else self.person
        incident = self.incident
        values: NoteValues = {"text": "Look", "visibility": "private" if "private" in self.cases else "public"}
        return write_note(actor=author.as_actor(), kind=Kind.INCIDENT, ticket_id=incident.pk, values=values, now=NOW)

    @cached_property
    def session(self) -> Session:
        return Session.objects.create(session_key="k" * 32, expire_date=NOW, user_id=self.caller and self.caller.pk)

    @cached_property
    def dead_letter(self) -> OutboxEvent:
        return OutboxEvent.objects.create(
            type="x", subject="x:1", payload={}, occurred_at=NOW, position=1, state="DEAD"
        )

    @cached_property
    def notification(self) -> Notification:
        return Notification.objects.create(
            person_id=self.caller.pk if self.caller else 0, kind="x", title="News", created_at=NOW
        )


@dataclass(frozen=True)
class Sample:
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | None = None
    form: dict[str, str] = field(default_factory=dict)  # beside a file
    file: Callable[[], SimpleUploadedFile] | None = None
    on_self: bool = False  # the person in the address is the caller
    is_hidden: bool = False  # 404 is how it is refused: whoever may not see it is not told that it is there
    cases: tuple[str, ...] = ()  # what the rows of the world are to be like
    of: tuple[str, ...] = ()  # the members of the query, body or form that name rows of the world
    about: str = ""  # the member of the query or body that names somebody


def _schedule() -> SimpleUploadedFile:
    return SimpleUploadedFile("week.csv", b"Title,Start Date,Start Time,End Time,Facility\n", "text/csv")


def _picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("screen.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png")


INSTANTS = {"start_time": "2027-03-01T10:00:00Z", "end_time": "2027-03-01T11:00:00Z"}
ENTRY = "/api/time-entries/{time_entry_id}/"
LEAVE = "/api/time-off-requests/{time_off_request_id}/"
ADJUSTMENT = {"reason": "Overran", "clock_out": "23:59"}
SERIES = {
    "title": "Breakfast",
    "dtstart": "2027-03-01T06:00",
    "dtend": "2027-03-01T09:00",
    "rrule": "FREQ=DAILY;COUNT=3",
}
WINDOW = {"start": INSTANTS["start_time"], "end": INSTANTS["end_time"], "rows": "facility"}

CHANGE = "/api/change-requests/{change_request_id}/"

# By the operation as the table names it; what follows the dot is a case of its own.
SAMPLES: dict[str, Sample] = {
    "POST /api/send-email/": Sample(body={"to": ["a@example.org"], "subject": "News", "message": "All is well"}),
    "POST /api/auth/login/": Sample(body={"username": "somebody", "password": PASSWORD}),
    "GET /api/audit/ · of a person": Sample(query={"subject": "person:1"}),
    "GET /api/audit/ · of a checklist": Sample(query={"subject": "checklist:1"}),
    "GET /api/audit/ · of a system check": Sample(query={"subject": "system_check:1"}),
    "GET /api/audit/ · of an event": Sample(query={"subject": "event:1"}),
    "PATCH /api/settings/": Sample(body={}),
    "GET /api/week/": Sample(query={"start": "2027-03-01"}),
    "GET /api/timeline/": Sample(query=WINDOW),
    "GET /api/availability/": Sample(query={name: WINDOW[name] for name in ("start", "end")}),
    "POST /api/maintenance/": Sample(body={"reason": "New lamps", **INSTANTS}, of=("facility",)),
    "PATCH /api/maintenance/{maintenance_id}/": Sample(body={"reason": "New dimmers"}),
    "GET /api/maintenance/hits/": Sample(
        query={"start": INSTANTS["start_time"], "end": INSTANTS["end_time"]}, of=("facility",)
    ),
    "GET /api/scheduled-events/export/": Sample(query={"format": "csv"}),
    "POST /api/scheduled-events/": Sample(body={"title": "News", **INSTANTS}),
    "POST /api/recurrence/preview/": Sample(
        body={"dtstart": "2027-03-01T06:00", "timezone": "Europe/Dublin", "rrule": "FREQ=DAILY"}
    ),
    "POST /api/series/": Sample(body=SERIES),
    "PATCH /api/series/{series_id}/": Sample(body={"title": "Late breakfast"}),
    "PATCH /api/scheduled-events/{event_id}/": Sample(body={"title": "Late news"}),
    "POST /api/incident-tickets/": Sample(body={"title": "No picture"}),
    "POST /api/incident-tickets/ · given to somebody": Sample(body={"title": "No picture", "status": "In Progress"}),
    "PATCH /api/incident-tickets/{incident_id}/ · own title": Sample(body={"title": "Black"}, cases=("own",)),
    "PATCH /api/incident-tickets/{incident_id}/ · own status": Sample(body={"status": "Closed"}, cases=("own",)),
    "PATCH /api/incident-tickets/{incident_id}/ · somebody's title": Sample(body={"title": "Black"}),
    "PATCH /api/incident-tickets/{incident_id}/ · status of one given to me": Sample(
        body={"status": "Closed"}, cases=("given",)
    ),
    "POST /api/service-tickets/ · given to somebody": Sample(body={"title": "Lamp", "status": "In Progress"}),
    "GET /api/service-tickets/{service_ticket_id}/ · own": Sample(cases=("own",), is_hidden=True),
    "GET /api/service-tickets/{service_ticket_id}/ · somebody's": Sample(is_hidden=True),
    "PATCH /api/service-tickets/{service_ticket_id}/ · own title": Sample(body={"title": "Lamp"}, cases=("own",)),
    "PATCH /api/service-tickets/{service_ticket_id}/ · own called off": Sample(
        body={"status": "Cancelled"}, cases=("own",)
    ),
    "PATCH /api/service-tickets/{service_ticket_id}/ · own completed": Sample(
        body={"status": "Completed"}, cases=("own",)
    ),
    "PATCH /api/service-tickets/{service_ticket_id}/ · somebody's title": Sample(
        body={"title": "Lamp"}, is_hidden=True
    ),
    "PATCH /api/service-tickets/{service_ticket_id}/ · status of one given to me": Sample(
        body={"status": "Completed"}, cases=("given",)
    ),
    "POST /api/service-tickets/{service_ticket_id}/submit/ · own": Sample(cases=("own",)),
    "POST /api/service-tickets/{service_ticket_id}/submit/ · somebody's": Sample(is_hidden=True),
    **{
        f"POST /api/service-tickets/{{service_ticket_id}}/{step}/ · {whose}": Sample(
            body={"reason": "Because"}, cases=("submitted", *(["own"] if whose == "own" else [])), is_hidden=True
        )
        for step in ("approve", "reject")
        for whose in ("own", "somebody's")
    },
    **{
        f"{operation} · {case}": Sample(body=body, on_self=case.startswith("own"))
        for operation, cases in {
            f"GET {ENTRY}": {"own": None, "somebody's": None},
            f"DELETE {ENTRY}": {"own": None, "somebody's": None},
            f"PATCH {ENTRY}": {
                "own": {"notes": "Late"},
                "own, approving it": {"status": "Approved"},
                "somebody's, approving it": {"status": "Approved"},
                "somebody's times": {"clock_out": "23:59"},
            },
            f"POST {ENTRY}adjust/": {"own": ADJUSTMENT, "somebody's": ADJUSTMENT},
            f"POST {ENTRY}approve/": {"own": {}, "somebody's": {}},
            f"POST {ENTRY}reject/": {"own": {"reason": "No"}, "somebody's": {"reason": "No"}},
        }.items()
        for case, body in cases.items()
    },
    **{
        f"{operation} · {case}": Sample(body=body, on_self=case.startswith("own"))
        for operation, cases in {
            f"GET {LEAVE}": {"own": None, "somebody's": None},
            f"PATCH {LEAVE}": {
                "own": {"reason": "Family"},
                "own, approving it": {"status": "Approved"},
                "somebody's, approving it": {"status": "Approved"},
                "somebody's days": {"end_date": str((NOW + timezone.timedelta(days=5)).date())},
            },
            f"POST {LEAVE}approve/": {"own": {}, "somebody's": {}},
            f"POST {LEAVE}reject/": {"own": {"reason": "No"}, "somebody's": {"reason": "No"}},
            f"POST {LEAVE}withdraw/": {"own": {}, "somebody's": {}},
        }.items()
        for case, body in cases.items()
    },
    "POST /api/time-off-requests/ · own": Sample(body={"start_date": "2027-03-01"}),
    "POST /api/time-off-requests/ · somebody's": Sample(body={"start_date": "2027-03-01"}, about="user"),
    "POST /api/time-off-requests/bulk-approve/": Sample(body={"ids": [1]}),
    "POST /api/time-off-requests/bulk-reject/": Sample(body={"ids": [1], "reason": "No"}),
    "GET /api/time-off-requests/calendar/": Sample(query={"start": "2027-03-01", "end": "2027-03-31"}),
    "GET /api/time-off-requests/summary/ · own": Sample(),
    "GET /api/time-off-requests/summary/ · somebody's": Sample(about="user"),
    "POST /api/time-entries/ · own": Sample(body={"clock_in": "09:00"}),
    "POST /api/time-entries/ · somebody's": Sample(body={"clock_in": "09:00"}, about="user"),
    "POST /api/time-entries/bulk-approve/": Sample(body={"ids": [1]}),
    "POST /api/time-entries/bulk-reject/": Sample(body={"ids": [1], "reason": "No"}),
    "GET /api/time-entries/summary/ · own": Sample(),
    "GET /api/time-entries/summary/ · somebody's": Sample(about="user"),
    "GET /api/service-tickets/{service_ticket_id}/timeline/ · own": Sample(cases=("own",), is_hidden=True),
    "GET /api/service-tickets/{service_ticket_id}/timeline/ · somebody's": Sample(is_hidden=True),
    **{
        f"{operation} · {whose}": Sample(
            body={"title": "Newer firmware", "reason": "Because"},
            cases=(*(["own"] if whose.startswith("own") else []), *(["submitted"] if submitted else [])),
            is_hidden=True,
        )
        for operation, submitted in {
            f"GET {CHANGE}": False,
            f"GET {CHANGE}timeline/": False,
            f"POST {CHANGE}submit/": False,
            f"POST {CHANGE}withdraw/": True,
            f"POST {CHANGE}revise/": True,
            f"POST {CHANGE}review/": True,
            f"POST {CHANGE}approve/": True,
            f"POST {CHANGE}reject/": True,
        }.items()
        for whose in ("own", "somebody's")
    },
    f"PATCH {CHANGE} · own draft": Sample(body={"title": "Newer firmware"}, cases=("own",)),
    f"PATCH {CHANGE} · somebody's draft": Sample(body={"title": "Newer firmware"}, is_hidden=True),
    "POST /api/attachments/ · to an incident": Sample(file=_picture, of=("incident_ticket",), is_hidden=True),
    "POST /api/attachments/ · to somebody's service ticket": Sample(
        file=_picture, of=("service_ticket",), is_hidden=True
    ),
    **{
        f"GET /api/attachments/{{attachment_id}}/{rest} · of {what}": Sample(cases=cases, is_hidden=True)
        for rest in ("", "content/")
        for what, cases in {"an incident": (), "somebody's service ticket": ("service",)}.items()
    },
    "DELETE /api/attachments/{attachment_id}/ · own": Sample(cases=("own",), is_hidden=True),
    "GET /api/ticket-links/": Sample(query={"kind": "incident_ticket"}, of=("ticket",), is_hidden=True),
    "POST /api/ticket-links/ · of one's own incident": Sample(
        body={"relation": "blocks"}, of=("source", "target"), cases=("own",), is_hidden=True
    ),
    "POST /api/ticket-links/ · of somebody's incident": Sample(
        body={"relation": "blocks"}, of=("source", "target"), is_hidden=True
    ),
    "DELETE /api/ticket-links/{link_id}/ · own": Sample(cases=("own",), is_hidden=True),
    "POST /api/comments/ · on an incident": Sample(body={"text": "Look"}, of=("incident_ticket",), is_hidden=True),
    "POST /api/comments/ · on somebody's service ticket": Sample(
        body={"text": "Look"}, of=("service_ticket",), is_hidden=True
    ),
    "GET /api/comments/{comment_id}/ · on an incident": Sample(is_hidden=True),
    "GET /api/comments/{comment_id}/ · private, on an incident": Sample(cases=("private",), is_hidden=True),
    "GET /api/comments/{comment_id}/ · own private one": Sample(cases=("own", "private"), is_hidden=True),
    "PATCH /api/comments/{comment_id}/ · own": Sample(body={"text": "Seen"}, cases=("own",)),
    "PATCH /api/comments/{comment_id}/ · somebody's": Sample(body={"text": "Seen"}),
    "DELETE /api/comments/{comment_id}/ · own": Sample(cases=("own",)),
    **{
        f"{operation} · {whose}": Sample(body=body, cases=("own",) if whose == "own" else (), is_hidden=True)
        for operation, body in {
            "GET /api/calendar-feeds/{feed_id}/": None,
            "POST /api/calendar-feeds/{feed_id}/revoke/": None,
            "GET /api/saved-filters/{filter_id}/": None,
            "PATCH /api/saved-filters/{filter_id}/": {"name": "Late news"},
            "DELETE /api/saved-filters/{filter_id}/": None,
        }.items()
        for whose in ("own", "somebody's")
    },
    "POST /api/schedule-sources/": Sample(body={"name": "Playout", "address": "https://example.org/x"}),
    "PATCH /api/schedule-sources/{source_id}/": Sample(body={"name": "Other"}),
    "POST /api/schedule-differences/decide/": Sample(body={"ids": [1], "decision": "ours"}),
    "POST /api/imports/ · of what is there": Sample(file=_schedule),
    "POST /api/imports/ · creating missing facilities": Sample(file=_schedule, form={"create_missing": "true"}),
    "POST /api/profiles/": Sample(body={"full_name": "Mary Byrne"}),
    "PATCH /api/profiles/{person_id}/ · somebody's description": Sample(body={"position": "Sound"}),
    "PATCH /api/profiles/{person_id}/ · own phone": Sample(body={"phone": "112"}, on_self=True),
    "PATCH /api/profiles/{person_id}/ · own role": Sample(body={"role": "administrator"}, on_self=True),
    "PATCH /api/profiles/{person_id}/ · somebody's role": Sample(body={"role": "manager"}),
    "PATCH /api/users/{person_id}/ · somebody's names": Sample(body={"first_name": "Somebody Else"}),
    "PATCH /api/users/{person_id}/ · own role": Sample(body={"role": "administrator"}, on_self=True),
    "GET /api/profiles/{person_id}/emergency-contact/ · somebody's": Sample(),
    "GET /api/profiles/{person_id}/emergency-contact/ · own": Sample(on_self=True),
    "PATCH /api/profiles/{person_id}/emergency-contact/ · somebody's": Sample(body={"phone": "112"}),
    "PATCH /api/profiles/{person_id}/emergency-contact/ · own": Sample(body={"phone": "112"}, on_self=True),
}


def made_body(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """The required members of a body, as its schema describes them."""
    if "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    return {name: _made(schema["properties"][name], components) for name in schema.get("required", [])}


def _made(schema: dict[str, Any], components: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _made(components[schema["$ref"].rpartition("/")[2]], components)
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _made(schema["anyOf"][0], components)
    by_format = {"email": "somebody@example.org", "date-time": INSTANTS["start_time"], "date": "2027-03-01"}
    if schema.get("format") in by_format:
        return by_format[schema["format"]]
    return {"string": "Something", "integer": 1, "number": 1, "boolean": False, "array": [], "object": {}}[
        schema["type"]
    ]
