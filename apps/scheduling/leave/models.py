"""Time off: what people ask for, whole days or parts of them."""

from datetime import date, datetime
from typing import ClassVar

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Func, Q

from apps.core.versions import Versioned


class Status(models.TextChoices):
    """Spelled as the contract does."""

    PENDING = "Pending"
    APPROVED = "Approved"
    REJECTED = "Rejected"


class LeaveKind(models.TextChoices):
    """What a request is counted as, however its client spells the type."""

    ANNUAL = "annual_leave"
    PERSONAL = "personal"
    TOIL = "toil"
    BANK_HOLIDAY = "bank_holiday"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


class TimeOffQuerySet(models.QuerySet["TimeOffRequest"]):
    def live(self) -> "TimeOffQuerySet":
        """Without what was withdrawn."""
        return self.filter(withdrawn_at=None)

    def standing(self) -> "TimeOffQuerySet":
        """Asked for or agreed: what takes the person's days."""
        return self.live().exclude(status=Status.REJECTED)

    def approved(self) -> "TimeOffQuerySet":
        return self.live().filter(status=Status.APPROVED)

    def overlapping(self, start: datetime, end: datetime) -> "TimeOffQuerySet":
        return self.filter(period__overlap=DateTimeTZRange(start, end))

    def touching(self, first: date, last: date) -> "TimeOffQuerySet":
        """Requests with a day from `first` to `last`, both included."""
        return self.filter(start_date__lte=last, end_date__gte=first)


@pghistory.track(exclude=["period"], model_name="TimeOffRequestHistory")
class TimeOffRequest(Versioned):
    """Time off from `start_date` to `end_date`, both included.

    With `start_time` it begins in the course of the first day, with `end_time` it ends in the course
    of the last: wall times in `time_zone`. `start_at` and `end_at` are the same in UTC, half-open.
    """

    user_id = models.BigIntegerField()  # authentication's id
    request_type = models.CharField(max_length=100)  # as the client spells it
    kind = models.CharField(max_length=12, choices=LeaveKind)
    start_date = models.DateField()
    end_date = models.DateField()
    start_time = models.TimeField(null=True)
    end_time = models.TimeField(null=True)
    time_zone = models.CharField(max_length=64)  # IANA
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    reason = models.TextField(blank=True)  # for the person and those who approve
    status = models.CharField(max_length=8, choices=Status, default=Status.PENDING)
    decided_by_id = models.BigIntegerField(null=True)  # authentication's id
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(blank=True)  # why it was rejected
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    withdrawn_at = models.DateTimeField(null=True)
    period = models.GeneratedField(
        expression=Func(F("start_at"), F("end_at"), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = TimeOffQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_time_off_request"
        verbose_name = "time-off request"
        constraints: ClassVar = [
            ExclusionConstraint(
                name="time_off_no_overlap",
                expressions=[("user_id", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at=None) & ~Q(status=Status.REJECTED),
            ),
            models.CheckConstraint(name="time_off_takes_time", condition=Q(end_at__gt=F("start_at"))),
            models.CheckConstraint(name="time_off_days_in_order", condition=Q(end_date__gte=F("start_date"))),
            models.CheckConstraint(name="time_off_has_type", condition=~Q(request_type="")),
        ]
        indexes: ClassVar = [
            models.Index(name="time_off_of_person", fields=["user_id", "-start_date", "id"]),
            models.Index(name="time_off_by_start", fields=["-start_date", "id"]),
            models.Index(name="time_off_waiting", fields=["start_date", "id"], condition=Q(status=Status.PENDING)),
            GistIndex(name="time_off_approved", fields=["period"], condition=Q(status=Status.APPROVED)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} from {self.start_date} to {self.end_date}"
