"""Templates: a day or a week as it usually is, by wall times, ready to be put on the schedule."""

from datetime import timedelta
from typing import Any, ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from typing_extensions import TypedDict

from apps.core.versions import Versioned


class Span(models.TextChoices):
    DAY = "day"
    WEEK = "week"


class TemplateQuerySet(models.QuerySet["Template"]):
    def live(self) -> "TemplateQuerySet":
        return self.filter(archived_at=None)


@pghistory.track(model_name="TemplateHistory")
class Template(Versioned):
    """A day or a week. Its entries are replaced as a whole, so its version is theirs."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    span = models.CharField(max_length=4, choices=Span, default=Span.DAY)
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    archived_at = models.DateTimeField(null=True)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_template"
        verbose_name = "template"
        constraints: ClassVar = [
            models.CheckConstraint(name="template_has_name", condition=~Q(name="")),
        ]
        indexes: ClassVar = [
            models.Index(name="template_by_name", fields=["name", "id"], condition=Q(archived_at=None)),
        ]

    def __str__(self) -> str:
        return self.name


class EntryPart(TypedDict):
    """A duty within an entry; `begins` is in minutes after its start, negative is before."""

    title: str
    begins: int
    lasts: int  # minutes
    facility: int | None
    needs: list[dict[str, Any]]  # [{"position": "Camera", "headcount": 2}]
    people: list[int]


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), model_name="TemplateEntryHistory")
class TemplateEntry(models.Model):
    """One event of a template, by the clock of its zone.

    `start_minute` and `end_minute` count from midnight of the template's first day, and may lie before it where the
    zone is another than the station's; the others from the start or the end of the event, as they say.
    """

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="entries")
    title = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    event_type = models.CharField(max_length=100, blank=True)
    facility_id = models.BigIntegerField(null=True)  # facilities' id
    location_id = models.BigIntegerField(null=True)  # facilities' id
    time_zone = models.CharField(max_length=64, blank=True)  # IANA; the facility's when empty
    start_minute = models.IntegerField()
    end_minute = models.IntegerField()
    on_air_after = models.PositiveIntegerField(null=True)  # minutes after the start
    off_air_before = models.PositiveIntegerField(null=True)  # minutes before the end
    call_before = models.IntegerField(null=True)  # minutes before the start
    wrap_after = models.IntegerField(null=True)  # minutes after the end
    rig_minutes = models.PositiveSmallIntegerField(null=True)  # the facility's when unset
    strike_minutes = models.PositiveSmallIntegerField(null=True)
    is_held = models.BooleanField(default=False)  # put on the schedule as an option
    contributors = ArrayField(models.CharField(max_length=255), default=list)
    assigned_users = ArrayField(models.BigIntegerField(), default=list)  # authentication's ids
    tentative_users = ArrayField(models.BigIntegerField(), default=list)  # authentication's ids
    equipment = ArrayField(models.BigIntegerField(), default=list)  # facilities' ids
    kits = ArrayField(models.BigIntegerField(), default=list)  # facilities' ids
    pools = models.JSONField(default=list)  # [[facilities' id, how many], ...]
    parts = models.JSONField(default=list)  # see `EntryPart`

    class Meta:
        db_table = "scheduling_template_entry"
        verbose_name = "entry of a template"
        constraints: ClassVar = [
            models.CheckConstraint(name="template_entry_has_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="template_entry_ends_after_start", condition=Q(end_minute__gt=F("start_minute"))
            ),
            models.CheckConstraint(
                name="template_entry_on_air_whole",
                condition=Q(on_air_after=None, off_air_before=None)
                | Q(on_air_after__isnull=False, off_air_before__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def length(self) -> timedelta:
        """By the clock."""
        return timedelta(minutes=self.end_minute - self.start_minute)
