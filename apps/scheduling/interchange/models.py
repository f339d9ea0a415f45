"""Import runs, and what each row of their files came to."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class RunStatus(models.TextChoices):
    QUEUED = "queued"  # the file is here, nobody has looked at it
    READING = "reading"
    PLANNED = "planned"  # the dry run is done: what would happen is known, nothing has
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"  # the file cannot be read
    REFUSED = "refused"  # all or nothing was asked for, and it is nothing; may be applied again


class Mode(models.TextChoices):
    ALL = "all"  # everything, or nothing if one row is bad or in conflict
    GOOD = "good"  # the rows that can be


class Outcome(models.TextChoices):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    BAD = "bad"


class ImportRun(models.Model):
    """One file on its way into the schedule."""

    file_name = models.CharField(max_length=255)  # as the person called it
    upload = models.CharField(max_length=64, blank=True)  # its name in the folder of uploads, until it has been read
    format = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=64)  # IANA: what wall times without a zone mean
    mode = models.CharField(max_length=4, choices=Mode, default=Mode.ALL)
    create_missing = models.BooleanField(default=False)
    status = models.CharField(max_length=8, choices=RunStatus, default=RunStatus.QUEUED)
    detail = models.TextField(blank=True)
    counts = models.JSONField(default=dict)  # outcome -> rows
    missing_facilities = ArrayField(models.CharField(max_length=255), default=list)
    created_by_id = models.BigIntegerField(null=True)  # authentication's id; null for the command line
    source_id = models.BigIntegerField(null=True)  # the schedule source it was read from; null for a person's file
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "scheduling_import_run"
        verbose_name = "import"
        indexes: ClassVar = [
            models.Index(name="import_run_by_age", fields=["-created_at", "id"]),
            models.Index(
                name="import_run_at_work",
                fields=["updated_at"],
                condition=models.Q(status__in=[RunStatus.QUEUED, RunStatus.READING, RunStatus.APPLYING]),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def namespace(self) -> str:
        """What the ids of a schedule source are kept under; a file's own format names it for people's files."""
        return f"source:{self.source_id}" if self.source_id else ""


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def readable(self) -> "ImportRowQuerySet":
        """Rows that say something that could be scheduled."""
        return self.filter(content__isnull=False)

    def singles(self) -> "ImportRowQuerySet":
        return self.filter(part="")

    def of_series(self) -> "ImportRowQuerySet":
        """Series and changed dates of them, each series with its dates together."""
        return self.exclude(part="").order_by("source", "external_id", "-part", "number", "pk")

    def in_order(self) -> "ImportRowQuerySet":
        return self.order_by("number", "pk")


class ImportRow(models.Model):
    """One entry of the file: what it says, and what was, or would be, made of it."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()  # as the person sees it in the file
    title = models.CharField(max_length=255, blank=True)
    start_at = models.DateTimeField(null=True)
    end_at = models.DateTimeField(null=True)
    facility_name = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=255, blank=True)
    part = models.CharField(max_length=6, blank=True)  # "series", "date" of one, or empty for a single event
    content = models.JSONField(null=True)  # the rest of what the file says; null for a row that cannot be read
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    reason = models.TextField(blank=True)  # why it is bad or in conflict
    note = models.TextField(blank=True)  # what the person should know all the same
    changed = models.TextField(blank=True)  # names of the columns that differ, separated by commas
    lacks_facility = models.BooleanField(default=False)
    event_id = models.BigIntegerField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_import_row"
        verbose_name = "row of an import"
        indexes: ClassVar = [
            models.Index(name="import_row_in_order", fields=["run", "number", "id"]),
            models.Index(name="import_row_by_outcome", fields=["run", "outcome", "number", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
