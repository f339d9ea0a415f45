"""Schedule sources: addresses that are read again and again, and what of them waits for a decision."""

from datetime import timedelta
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from apps.core.versions import Versioned
from apps.scheduling.events.models import Event
from apps.scheduling.interchange.models import ImportRun
from apps.scheduling.series.models import Series

SHORTEST, LONGEST = 5, 1440  # minutes between two syncs
KEY_PURPOSE = "schedule source"


class SourceQuerySet(models.QuerySet["Source"]):
    def live(self) -> "SourceQuerySet":
        return self.filter(archived_at=None)


@pghistory.track(
    exclude=["key", "etag", "last_modified", "digest", "next_sync_at", "failures"], model_name="SourceHistory"
)
class Source(Versioned):
    """Where a schedule is published by somebody else."""

    name = models.CharField(max_length=255)
    address = models.CharField(max_length=2000)
    key = models.TextField(blank=True)  # sealed; told to the source and to nobody else
    key_header = models.CharField(max_length=64, blank=True)  # empty: as a bearer token
    interval_minutes = models.PositiveSmallIntegerField(default=60)
    time_zone = models.CharField(max_length=64)  # IANA: what wall times without a zone mean
    create_missing = models.BooleanField(default=False)  # facilities it names that are not here
    is_active = models.BooleanField(default=True)  # read by itself
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    archived_at = models.DateTimeField(null=True)
    # What is known of the last answer, to ask for newer ones only.
    etag = models.CharField(max_length=255, blank=True)
    last_modified = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of what was applied without anything left over
    next_sync_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)  # in a row

    objects = SourceQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_source"
        verbose_name = "schedule source"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="source_name_once", condition=Q(archived_at=None)),
            models.CheckConstraint(name="source_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="source_interval_possible", condition=Q(interval_minutes__range=(SHORTEST, LONGEST))
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                name="source_due", fields=["next_sync_at"], condition=Q(is_active=True, archived_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def interval(self) -> timedelta:
        return timedelta(minutes=self.interval_minutes)

    @property
    def namespace(self) -> str:
        """The `source` of its events: ids of two sources never mean the same event."""
        return f"source:{self.pk}"


class SyncKind(models.TextChoices):
    SCHEDULED = "scheduled"  # by the interval
    ASKED = "asked"  # by a person
    TEST = "test"  # read and told, nothing changed


class SyncStatus(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    UNCHANGED = "unchanged"  # the source says what it said before
    FAILED = "failed"


OPEN = (SyncStatus.QUEUED, SyncStatus.RUNNING)


class Sync(models.Model):
    """One attempt to read a source: a line of its log."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="syncs", db_index=False)
    kind = models.CharField(max_length=9, choices=SyncKind)
    status = models.CharField(max_length=9, choices=SyncStatus, default=SyncStatus.QUEUED)
    detail = models.TextField(blank=True)  # one sentence: why it failed, what a test found
    counts = models.JSONField(default=dict)  # outcome -> rows
    differences = models.PositiveIntegerField(default=0)  # that wait for a decision since
    size = models.BigIntegerField(default=0)  # bytes of the answer
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_by_id = models.BigIntegerField(null=True)  # authentication's id
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scheduling_source_sync"
        verbose_name = "sync"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source"], name="sync_one_open", condition=Q(status__in=OPEN)),
        ]
        indexes: ClassVar = [
            models.Index(F("source_id"), F("created_at").desc(), F("id").desc(), name="sync_by_age"),
            models.Index(name="sync_open", fields=["created_at"], condition=Q(status__in=OPEN)),
        ]


class Item(models.Model):
    """What a source said of one of its events when that was last taken: what people change is seen against it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="items", db_index=False)
    external_id = models.CharField(max_length=255)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", db_index=False)
    given = models.JSONField()  # values by their names on the wire
    left_out = models.BooleanField(default=False)  # it is gone from the source, and people keep the event

    class Meta:
        db_table = "scheduling_source_item"
        verbose_name = "item of a source"
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "external_id"], name="source_item_once")]


class DifferenceKind(models.TextChoices):
    CHANGED = "changed"  # people changed what the source changes
    GONE = "gone"  # the source has it no more
    LOST = "lost"  # a date of a series that people changed, and its series has no more


class Decision(models.TextChoices):
    OURS = "ours"
    THEIRS = "theirs"
    SETTLED = "settled"  # by itself: both say the same by now


class Difference(models.Model):
    """A change of a source that waits for a person. Until they decide, what people made of the event stays."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="differences", db_index=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", db_index=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    is_whole = models.BooleanField(default=False)  # it is about a series, of which `event` is the next date
    external_id = models.CharField(max_length=255)
    kind = models.CharField(max_length=7, choices=DifferenceKind)
    fields = models.JSONField(default=list)  # [{"name", "before", "ours", "theirs"}]
    # Of an event: the values to apply, and all the source says of it, which counts as said once it is decided.
    # Of a series: what counts as told if theirs, or ours, was chosen; the next reading does the rest.
    theirs = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=7, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)  # authentication's id

    class Meta:
        db_table = "scheduling_source_difference"
        verbose_name = "difference"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="difference_one_open", condition=Q(decided_at=None)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="difference_open", fields=["found_at", "id"], condition=Q(decided_at=None)),
            models.Index(F("decided_at").desc(), F("id").desc(), name="difference_decided"),
        ]
