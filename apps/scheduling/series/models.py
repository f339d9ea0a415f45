"""Series: what repeats by a rule. Their dates are ordinary events."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.versions import Versioned
from apps.scheduling.events.models import Status
from apps.scheduling.series.expansion import Pattern
from apps.scheduling.series.rules import parse_rule
from apps.scheduling.series.sentence import sentence
from apps.scheduling.series.walls import WallTimeField


class SeriesQuerySet(models.QuerySet["Series"]):
    def live(self) -> "SeriesQuerySet":
        """Without what was taken off the schedule."""
        return self.filter(archived_at=None)


@pghistory.track(exclude=["told"], model_name="SeriesHistory")
class Series(Versioned):
    """A pattern in wall time, and the values each of its dates takes when it is made."""

    title = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    event_type = models.CharField(max_length=100, blank=True)
    facility_id = models.BigIntegerField(null=True)  # facilities' id
    location_id = models.BigIntegerField(null=True)  # facilities' id
    start_wall = WallTimeField()  # of the first date, as is every other wall time
    end_wall = WallTimeField()
    time_zone = models.CharField(max_length=64)  # IANA: what the wall times mean
    rrule = models.TextField(blank=True)  # RFC 5545, in the spelling of `Rule`; empty for single dates alone
    rdates = ArrayField(WallTimeField(), default=list)
    exdates = ArrayField(WallTimeField(), default=list)
    on_air_start_wall = WallTimeField(null=True)
    on_air_end_wall = WallTimeField(null=True)
    call_wall = WallTimeField(null=True)
    wrap_wall = WallTimeField(null=True)
    rig_minutes = models.PositiveSmallIntegerField(default=0)
    strike_minutes = models.PositiveSmallIntegerField(default=0)
    shares_buffers = models.BooleanField(default=False)
    contributors = ArrayField(models.CharField(max_length=255), default=list)
    assigned_users = ArrayField(models.BigIntegerField(), default=list)  # authentication's ids
    tentative_users = ArrayField(models.BigIntegerField(), default=list)  # authentication's ids
    status = models.CharField(max_length=16, choices=Status, default=Status.SCHEDULED)  # of its dates
    gear = models.JSONField(default=dict)  # see `Gear.written`: items and pieces of pools, by facilities' ids
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    source = models.CharField(max_length=100, blank=True)  # where an imported series comes from
    external_id = models.CharField(max_length=255, blank=True)  # its key there
    told = models.JSONField(default=dict)  # what the file or source said when it was last taken; see interchange
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    extended_to = models.DateTimeField()  # the dates up to here are events
    archived_at = models.DateTimeField(null=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_series"
        verbose_name = "series"
        constraints: ClassVar = [
            models.CheckConstraint(name="series_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="series_ends_after_start", condition=Q(end_wall__gt=F("start_wall"))),
            models.UniqueConstraint(
                fields=["source", "external_id"],
                name="series_external_id_once",
                condition=~Q(external_id="") & Q(archived_at=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="series_by_title", fields=["title", "id"], condition=Q(archived_at=None)),
            models.Index(name="series_of_facility", fields=["facility_id", "id"], condition=Q(archived_at=None)),
            models.Index(name="series_to_extend", fields=["extended_to", "id"], condition=Q(archived_at=None)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def length(self) -> timedelta:
        """By the clock, whatever it does in between."""
        length: timedelta = self.end_wall - self.start_wall
        return length

    @property
    def pattern(self) -> Pattern:
        return Pattern(
            start=self.start_wall,
            zone=self.zone,
            rule=parse_rule(self.rrule) if self.rrule else None,
            rdates=tuple(self.rdates),
            exdates=tuple(self.exdates),
        )

    @property
    def sentence(self) -> str:
        return sentence(self.pattern)

    def shift_of(self, wall: datetime) -> timedelta:
        """How far a date of the series lies from the first one, by the clock."""
        shift: timedelta = wall - self.start_wall
        return shift
