"""Maintenance windows: when a facility or an item cannot be used."""

from datetime import datetime, timedelta
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F, Func, Q

from apps.core.versions import Versioned

LONGEST = timedelta(days=366)


class Maintained(models.TextChoices):
    """What can be taken out of use. Spelled as bookings do."""

    FACILITY = "facility"
    EQUIPMENT = "equipment"


class MaintenanceQuerySet(models.QuerySet["Maintenance"]):
    def live(self) -> "MaintenanceQuerySet":
        """Without what was called off."""
        return self.filter(archived_at=None)

    def overlapping(self, start: datetime, end: datetime) -> "MaintenanceQuerySet":
        return self.filter(period__overlap=DateTimeTZRange(start, end))


@pghistory.track(exclude=["period"], model_name="MaintenanceHistory")
class Maintenance(Versioned):
    """A facility or item is out of use over [start_at, end_at), in UTC.

    It takes no bookings from others: what is booked there already stays, is at risk, and is for people to solve.
    """

    resource_kind = models.CharField(max_length=9, choices=Maintained)
    resource_id = models.BigIntegerField()  # facilities' id
    reason = models.CharField(max_length=255)
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    archived_at = models.DateTimeField(null=True)
    period = models.GeneratedField(
        expression=Func(F("start_at"), F("end_at"), function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )

    objects = MaintenanceQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_maintenance"
        verbose_name = "maintenance window"
        constraints: ClassVar = [
            models.CheckConstraint(name="maintenance_takes_time", condition=Q(end_at__gt=F("start_at"))),
            models.CheckConstraint(name="maintenance_has_reason", condition=~Q(reason="")),
        ]
        indexes: ClassVar = [
            GistIndex(
                name="maintenance_of_resource",
                fields=["resource_kind", "resource_id", "period"],
                condition=Q(archived_at=None),
            ),
            GistIndex(name="maintenance_period", fields=["period"], condition=Q(archived_at=None)),
            models.Index(name="maintenance_by_start", fields=["start_at", "id"], condition=Q(archived_at=None)),
        ]

    def __str__(self) -> str:
        return self.reason

    @property
    def resource(self) -> str:
        """The name under which bookings of it lock it as well."""
        return f"{self.resource_kind}:{self.resource_id}"
