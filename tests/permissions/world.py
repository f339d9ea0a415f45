"""The rows that requests about one operation are about."""

from collections.abc import Collection
from datetime import timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.authentication.models import ApiToken, PersonalDataJob, Session, User
from apps.core.actors import SYSTEM, Actor, Role
from apps.core.models import OutboxEvent
from apps.notifications.models import Notification
from apps.scheduling.batches.models import Batch
from apps.scheduling.events.models import Event
from apps.scheduling.feeds.models import Feed
from apps.scheduling.interchange.models import ImportRun
from apps.scheduling.leave.models import TimeOffRequest
from apps.scheduling.maintenance.models import Maintenance
from apps.scheduling.parts.models import Part
from apps.scheduling.saved_filters.models import SavedFilter
from apps.scheduling.series.models import Series
from apps.scheduling.shifts.models import Shift
from apps.scheduling.sources.models import Source
from apps.scheduling.templates.models import Template
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
from tests.authentication.factories import UserFactory
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


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("screen.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "image/png")


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
            title="News", start_at=NOW, end_at=NOW + timedelta(hours=1), time_zone="Europe/Dublin"
        )

    @cached_property
    def part(self) -> Part:
        return Part.objects.create(event=self.event, title="Rig", begins=timedelta(0), lasts=timedelta(hours=1))

    @cached_property
    def maintenance(self) -> Maintenance:
        return Maintenance.objects.create(
            resource_kind="facility",
            resource_id=self.facility.pk,
            reason="New lamps",
            start_at=NOW,
            end_at=NOW + timedelta(hours=1),
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
            clock_in_at=NOW - timedelta(hours=4),
            clock_out_at=NOW - timedelta(hours=1),
            worked_seconds=10800,
        )

    @cached_property
    def export(self) -> PersonalDataJob:
        return PersonalDataJob.objects.create(person_id=self.person.pk, kind="export", state="done", created_at=NOW)

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
            end_at=NOW + timedelta(days=1),
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
    def batch(self) -> Batch:
        return Batch.objects.create(action="move", words="Moved 1 event", event_count=1, created_at=NOW)

    @cached_property
    def schedule_template(self) -> Template:
        return Template.objects.create(name="Weekday")

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
        return attach(actor=actor, kind=row.kind, ticket_id=row.pk, file=picture(), file_name="screen.png", now=NOW)

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
    def token(self) -> ApiToken:
        return ApiToken.objects.create(
            person=self.caller or self.person,
            name="Playout",
            prefix="00000000",
            secret_hash="0" * 64,
            scopes=["scheduling:read"],
            created_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )

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
