"""Events in the schedule, and the bookings by which they hold a facility and people."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Deferrable, F, Func, Q
from django.db.models.functions import Coalesce, Upper

from apps.core.versions import Versioned

LONGEST = timedelta(days=366)


class Status(models.TextChoices):
    """Spelled as the contract does."""

    SCHEDULED = "Scheduled"
    IN_PROGRESS = "In Progress"
    COMPLETED = "Completed"
    CANCELLED = "Cancelled"


class Claimed(models.TextChoices):
    """How firmly an event wants what it takes."""

    CONFIRMED = "Confirmed"
    HELD = "Held"  # pencilled: its facility is an option beside others, ranked; nobody is kept for it yet
    RELEASED = "Released"  # given up; cancelled with it


class EventQuerySet(models.QuerySet["Event"]):
    def live(self) -> "EventQuerySet":
        """Without what was taken off the schedule."""
        return self.filter(archived_at=None)

    def overlapping(self, start: datetime, end: datetime) -> "EventQuerySet":
        """Events that touch the half-open period [start, end)."""
        return self.filter(period__overlap=DateTimeTZRange(start, end))

    def with_person(self, user_id: int) -> "EventQuerySet":
        return self.filter(pk__in=Booking.objects.of_person(user_id).values("event_id"))


@pghistory.track(exclude=["period"], model_name="EventHistory")
class Event(Versioned):
    """A production or transmission over [start_at, end_at), kept in UTC with the zone it is planned in."""

    title = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    event_type = models.CharField(max_length=100, blank=True)
    facility_id = models.BigIntegerField(null=True)  # facilities' id
    location_id = models.BigIntegerField(null=True)  # facilities' id
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)  # IANA: what its wall times mean
    on_air_start_at = models.DateTimeField(null=True)
    on_air_end_at = models.DateTimeField(null=True)
    call_at = models.DateTimeField(null=True)  # when crew must be there; start_at when unset
    wrap_at = models.DateTimeField(null=True)  # when crew are released; end_at when unset
    rig_minutes = models.PositiveSmallIntegerField(default=0)  # the facility's, as agreed when booked
    strike_minutes = models.PositiveSmallIntegerField(default=0)
    shares_buffers = models.BooleanField(default=False)  # likewise; see `facility_core`
    status = models.CharField(max_length=16, choices=Status, default=Status.SCHEDULED)
    claim = models.CharField(max_length=9, choices=Claimed, default=Claimed.CONFIRMED)
    contributors = ArrayField(models.CharField(max_length=255), default=list)  # named guests, not crew
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    source = models.CharField(max_length=100, blank=True)  # where an imported event comes from
    external_id = models.CharField(max_length=255, blank=True)  # its key there
    series = models.ForeignKey(
        "Series", on_delete=models.PROTECT, null=True, related_name="occurrences", db_index=False
    )
    recurrence_at = models.DateTimeField(null=True)  # the instant its series gave it, wherever it was moved since
    edited = ArrayField(models.CharField(max_length=32), default=list)  # columns that differ from the series by hand
    archived_at = models.DateTimeField(null=True)
    period = models.GeneratedField(
        expression=Func(F("start_at"), F("end_at"), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_event"
        verbose_name = "event"
        constraints: ClassVar = [
            models.CheckConstraint(name="event_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="event_ends_after_start", condition=Q(end_at__gt=F("start_at"))),
            models.CheckConstraint(
                name="event_on_air_within",
                condition=Q(on_air_start_at=None, on_air_end_at=None)
                | Q(
                    on_air_start_at__isnull=False,
                    on_air_end_at__isnull=False,
                    on_air_start_at__gte=F("start_at"),
                    on_air_end_at__lte=F("end_at"),
                    on_air_end_at__gt=F("on_air_start_at"),
                ),
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"], name="event_external_id_once", condition=~Q(external_id="")
            ),
            models.UniqueConstraint(
                fields=["series", "recurrence_at"], name="event_once_per_date_of_series", condition=Q(archived_at=None)
            ),
            models.CheckConstraint(
                name="event_of_series_has_date", condition=Q(series=None) | Q(recurrence_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            GistIndex(name="event_period", fields=["period"], condition=Q(archived_at=None)),
            models.Index(name="event_by_start", fields=["start_at", "id"], condition=Q(archived_at=None)),
            models.Index(name="event_archived", fields=["archived_at"], condition=Q(archived_at__isnull=False)),
            models.Index(name="event_of_facility", fields=["facility_id", "start_at"]),
            models.Index(name="event_of_location", fields=["location_id", "start_at"]),
            models.Index(name="event_of_type", fields=["event_type", "start_at"]),
            models.Index(name="event_of_series", fields=["series", "start_at"], condition=Q(series__isnull=False)),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="event_title_trigrams"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether it is on the schedule and goes ahead as far as anybody knows."""
        return self.archived_at is None and self.status != Status.CANCELLED

    @property
    def is_holding(self) -> bool:
        """Whether it takes its facility and its people from others."""
        return self.is_live and self.claim == Claimed.CONFIRMED

    @property
    def is_option(self) -> bool:
        """Whether it is held: one of perhaps several that want the same, in the order in which they were placed."""
        return self.is_live and self.claim == Claimed.HELD

    @property
    def facility_period(self) -> DateTimeTZRange:
        """From rig to strike."""
        return DateTimeTZRange(
            self.start_at - timedelta(minutes=self.rig_minutes), self.end_at + timedelta(minutes=self.strike_minutes)
        )

    @property
    def facility_core(self) -> DateTimeTZRange | None:
        """What of that is for it alone, where a neighbour may rig while it strikes; None where all of it is."""
        return DateTimeTZRange(self.start_at, self.end_at) if self.shares_buffers else None

    @property
    def crew_period(self) -> DateTimeTZRange:
        """From call to wrap."""
        return DateTimeTZRange(self.call_at or self.start_at, self.wrap_at or self.end_at)


class ResourceKind(models.TextChoices):
    FACILITY = "facility"
    PERSON = "person"
    EQUIPMENT = "equipment"  # one item; those of a kit are booked one by one
    POOL = "pool"  # so many of a number of like things


GEAR = (ResourceKind.EQUIPMENT, ResourceKind.POOL)


class BookingStatus(models.TextChoices):
    CONFIRMED = "CONFIRMED"  # exclusive
    COUNTED = "COUNTED"  # of a pool: takes its quantity, others may have the rest
    TENTATIVE = "TENTATIVE"  # a person asked; of anything else an option, ranked by its key: takes nothing from others
    RELEASED = "RELEASED"  # of a cancelled event, and people of a held one: free for others until it is confirmed


# Where the places of bookings are kept apart; both can be deferred.
PLACES = "booking_no_overlap, booking_buffers_apart"


class BookingQuerySet(models.QuerySet["Booking"]):
    def confirmed(self) -> "BookingQuerySet":
        return self.filter(status=BookingStatus.CONFIRMED)

    def options(self) -> "BookingQuerySet":
        """Of events that are held."""
        return self.filter(status=BookingStatus.TENTATIVE).exclude(resource_kind=ResourceKind.PERSON)

    def of_person(self, user_id: int) -> "BookingQuerySet":
        return self.filter(resource_kind=ResourceKind.PERSON, resource_id=user_id)

    def people_of(self, event_ids: Collection[int], *, with_parts: bool = False) -> "BookingQuerySet":
        """Who is on these events as a whole, or on a part of them as well; of a cancelled one, who was."""
        people = self.filter(event_id__among=event_ids, resource_kind=ResourceKind.PERSON)
        return people if with_parts else people.filter(part=None)

    def of_event(self, event: Event) -> "BookingQuerySet":
        """Everything it holds, with the parts that some of it is for."""
        return self.filter(event=event).select_related("part")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), model_name="BookingHistory")
class Booking(models.Model):
    """A resource held for an event, or for a part of it, over the half-open period [lower, upper), in UTC.

    Two events never have confirmed bookings of one resource that overlap: the exclusion constraint says so
    whatever any process does. Bookings with a `core` may share what is around it, never with the core of another: the
    constraint keeps the cores apart, and a trigger, `booking_buffers_apart`, each from the buffers of the others.
    Within one event they may overlap: several of its parts can be in one studio. Both are deferrable so that one
    transaction may let two events change places.
    Options of one resource rank by their keys: a key is given under the lock of the resource, so the
    lower one was placed before. An option that comes to want more is placed anew.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings", db_index=False)
    part = models.ForeignKey("Part", on_delete=models.PROTECT, null=True, related_name="bookings", db_index=False)
    resource_kind = models.CharField(max_length=16, choices=ResourceKind)
    resource_id = models.BigIntegerField()  # facilities' or authentication's id
    kit_id = models.BigIntegerField(null=True)  # facilities' id: the kit with which an item is taken
    quantity = models.PositiveIntegerField(default=1, db_default=1)  # of a pool
    period = DateTimeRangeField()
    core = DateTimeRangeField(null=True)  # what of the period is not shared with neighbours; None: all of it
    status = models.CharField(max_length=9, choices=BookingStatus, default=BookingStatus.CONFIRMED)

    objects = BookingQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_booking"
        verbose_name = "booking"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="booking_no_overlap",
                expressions=[
                    ("resource_kind", RangeOperators.EQUAL),
                    ("resource_id", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                    ("event", RangeOperators.NOT_EQUAL),
                    (Coalesce("core", "period"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status=BookingStatus.CONFIRMED),
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.UniqueConstraint(
                fields=["event", "resource_kind", "resource_id", "part"],
                name="booking_once_per_event",
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="booking_takes_time", condition=Q(period__isempty=False)),
            models.CheckConstraint(
                name="booking_core_within",
                condition=Q(core=None)
                | Q(core__isempty=False, core__contained_by=F("period"), resource_kind=ResourceKind.FACILITY),
            ),
            # of a pool several events may have some at once, so it is never held exclusively
            models.CheckConstraint(
                name="booking_counts_pools",
                condition=Q(resource_kind=ResourceKind.POOL, kit_id=None, quantity__gte=1)
                & ~Q(status=BookingStatus.CONFIRMED)
                | ~Q(resource_kind=ResourceKind.POOL) & ~Q(status=BookingStatus.COUNTED) & Q(quantity=1),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="booking_of_gear", fields=["event"], condition=Q(resource_kind__in=GEAR)),
            GistIndex(
                name="booking_of_pool",
                fields=["resource_id", "period"],
                condition=Q(resource_kind=ResourceKind.POOL),
            ),
            models.Index(name="booking_of_part", fields=["part"], condition=Q(part__isnull=False)),
            GistIndex(name="booking_period_of_part", fields=["period"], condition=Q(part__isnull=False)),
            models.Index(name="booking_of_resource", fields=["resource_kind", "resource_id", "event"]),
            GistIndex(
                name="booking_options",
                fields=["resource_kind", "resource_id", "period"],
                condition=Q(status=BookingStatus.TENTATIVE) & ~Q(resource_kind=ResourceKind.PERSON),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_kind}:{self.resource_id} {self.period}"

    @property
    def resource(self) -> str:
        """The name under which this resource is locked."""
        return f"{self.resource_kind}:{self.resource_id}"
