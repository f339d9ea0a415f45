"""Batches: one change of many events, kept so that it can be undone as one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from apps.scheduling.events.models import Event


class Action(models.TextChoices):
    MOVE = "move"
    FACILITY = "facility"
    CANCEL = "cancel"
    COPY = "copy"
    TEMPLATE = "template"


class Batch(models.Model):
    """What somebody did to many events at once."""

    action = models.CharField(max_length=8, choices=Action)
    words = models.CharField(max_length=400)  # "Moved 12 events 30 minutes later"
    event_count = models.PositiveIntegerField()
    asked_by_id = models.BigIntegerField(null=True)  # authentication's id
    created_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by_id = models.BigIntegerField(null=True)  # authentication's id

    class Meta:
        db_table = "scheduling_batch"
        verbose_name = "batch"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="batch_undone_is_dated", condition=Q(undone_by_id=None) | Q(undone_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(name="batch_by_time", fields=["-created_at", "-id"])]

    def __str__(self) -> str:
        return self.words


class BatchItem(models.Model):
    """One event of a batch: the version it was left with, and how it was. One that was made has no `before`."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    before = models.JSONField(null=True)
    is_kept = models.BooleanField(default=False)  # left as the batch made it when the batch was undone

    class Meta:
        db_table = "scheduling_batch_item"
        verbose_name = "batch item"
        constraints: ClassVar = [
            models.UniqueConstraint(name="batch_item_once", fields=["batch", "event"]),
        ]

    def __str__(self) -> str:
        return f"event {self.event_id} of batch {self.batch_id}"
