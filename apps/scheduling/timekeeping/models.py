"""Time entries: what people worked, their breaks, and the adjustments of what was approved."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Upper

from apps.core.versions import Versioned
from apps.scheduling.shifts.models import Shift

LONGEST = timedelta(days=7)  # more than any duty; a clock-out so late was forgotten


def _range(*bounds: Any) -> Func:
    return Func(*bounds, function="tstzrange", output_field=DateTimeRangeField())


class Status(models.TextChoices):
    """Spelled as the contract does."""

    PENDING = "Pending"
    APPROVED = "Approved"
    REJECTED = "Rejected"


class TimeEntryQuerySet(models.QuerySet["TimeEntry"]):
    def live(self) -> "TimeEntryQuerySet":
        """Without what its person took back."""
        return self.filter(archived_at=None)

    def of(self, user_id: int | None) -> "TimeEntryQuerySet":
        """Nobody's for None: the station itself works no shifts."""
        return self.filter(user_id=user_id or 0)

    def running(self) -> "TimeEntryQuerySet":
        """Clocked in and not out."""
        return self.filter(clock_in_at__isnull=False, clock_out_at=None)

    def counted(self) -> "TimeEntryQuerySet":
        """What was worked, agreed or not: closed and not rejected."""
        return self.live().filter(clock_out_at__isnull=False).exclude(status=Status.REJECTED)


@pghistory.track(exclude=["period"], model_name="TimeEntryHistory")
class TimeEntry(Versioned):
    """A person's work from clock-in to clock-out, in UTC, with the zone its wall times were told in.

    `date` is the day it is credited to: the day it starts. An entry without `clock_out_at` is running;
    one without `clock_in_at` is a day with no times yet. `worked_seconds` is elapsed time less breaks.
    """

    user_id = models.BigIntegerField()  # authentication's id
    date = models.DateField()
    clock_in_at = models.DateTimeField(null=True)
    clock_out_at = models.DateTimeField(null=True)
    time_zone = models.CharField(max_length=64)  # IANA
    break_seconds = models.PositiveIntegerField(default=0)  # told as a length, beside the breaks with times
    worked_seconds = models.PositiveIntegerField(null=True)
    location_id = models.BigIntegerField(null=True)  # facilities' id
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    notes = models.TextField(blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    decided_by_id = models.BigIntegerField(null=True)  # authentication's id; null when the station did
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)  # why it was rejected, or approved in spite of its length
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    archived_at = models.DateTimeField(null=True)
    # While it runs only its beginning is certain, so an entry made ahead does not stop a clock-in today.
    period = models.GeneratedField(
        expression=Case(
            When(
                Q(clock_in_at__isnull=False, clock_out_at__isnull=False),
                then=_range(F("clock_in_at"), F("clock_out_at")),
            ),
            When(
                Q(clock_in_at__isnull=False),
                then=_range(F("clock_in_at"), F("clock_in_at"), Value("[]")),
            ),
        ),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = TimeEntryQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_time_entry"
        verbose_name = "time entry"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="time_entry_no_overlap",
                expressions=[("user_id", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(archived_at=None) & ~Q(status=Status.REJECTED),
            ),
            models.UniqueConstraint(
                fields=["user_id"],
                name="time_entry_one_open",
                condition=Q(clock_in_at__isnull=False, clock_out_at=None, archived_at=None)
                & ~Q(status=Status.REJECTED),
            ),
            models.CheckConstraint(
                name="time_entry_ends_after_start",
                condition=Q(clock_out_at=None) | Q(clock_in_at__isnull=False, clock_out_at__gte=F("clock_in_at")),
            ),
            models.CheckConstraint(
                name="time_entry_worked_when_closed",
                condition=Q(clock_out_at=None, worked_seconds=None)
                | Q(clock_out_at__isnull=False, worked_seconds__isnull=False),
            ),
            models.CheckConstraint(
                name="time_entry_approved_when_closed",
                condition=~Q(status=Status.APPROVED) | Q(clock_out_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="time_entry_of_person", fields=["user_id", "-date", "id"]),
            models.Index(name="time_entry_by_date", fields=["-date", "id"]),
            models.Index(name="time_entry_waiting", fields=["date", "id"], condition=Q(status=Status.PENDING)),
            GinIndex(OpClass(Upper("notes"), "gin_trgm_ops"), name="time_entry_notes_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.date}"

    @property
    def is_running(self) -> bool:
        return self.clock_in_at is not None and self.clock_out_at is None

    @property
    def is_closed(self) -> bool:
        return self.clock_out_at is not None


class TimeBreakQuerySet(models.QuerySet["TimeBreak"]):
    def of_entries(self, ids: Collection[int]) -> "TimeBreakQuerySet":
        return self.filter(entry_id__among=ids).order_by("start_at", "pk")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["period"],
    model_name="TimeBreakHistory",
)
class TimeBreak(models.Model):
    """A break within an entry; without an end while it lasts. The entry's row lock guards its breaks."""

    entry = models.ForeignKey(TimeEntry, on_delete=models.CASCADE, related_name="breaks", db_index=False)
    start_at = models.DateTimeField()
    end_at = models.DateTimeField(null=True)
    period = models.GeneratedField(
        expression=_range(F("start_at"), F("end_at")),  # no end: for ever
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = TimeBreakQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_time_break"
        verbose_name = "break"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="time_break_no_overlap",
                expressions=[("entry", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="time_break_ends_after_start", condition=Q(end_at=None) | Q(end_at__gte=F("start_at"))
            ),
        ]
        indexes: ClassVar = [models.Index(name="time_break_of_entry", fields=["entry", "start_at"])]

    def __str__(self) -> str:
        return f"{self.start_at} to {self.end_at}"


class TimeAdjustment(models.Model):
    """Why, by whom and how an approved entry was changed. Rows are only ever added."""

    entry = models.ForeignKey(TimeEntry, on_delete=models.PROTECT, related_name="adjustments", db_index=False)
    reason = models.TextField()
    before = models.JSONField()  # times, breaks and hours, as the wire spells them
    after = models.JSONField()
    adjusted_by_id = models.BigIntegerField(null=True)  # authentication's id
    adjusted_at = models.DateTimeField()

    class Meta:
        db_table = "scheduling_time_adjustment"
        verbose_name = "adjustment"
        constraints: ClassVar = [models.CheckConstraint(name="time_adjustment_has_reason", condition=~Q(reason=""))]
        indexes: ClassVar = [models.Index(name="time_adjustment_of_entry", fields=["entry", "id"])]

    def __str__(self) -> str:
        return self.reason
