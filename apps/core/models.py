"""The shared kernel's own tables: the outbox, kept answers of idempotent POSTs, settings, the record's seals."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from apps.core.record.models import RecordCheck, Seal, SealedRange

__all__ = ["IdempotentAnswer", "OutboxEvent", "RecordCheck", "Seal", "SealedRange", "SwitchValue"]


class OutboxEvent(models.Model):
    """A fact, written in the transaction that made it true, delivered to its handlers afterwards."""

    class State(models.TextChoices):
        PENDING = "PENDING"
        DONE = "DONE"
        DEAD = "DEAD"  # given up; kept, visible, can be sent round again

    type = models.CharField(max_length=100)
    subject = models.CharField(max_length=100)  # "event:12": what the order is kept for
    payload = models.JSONField()
    live = models.BooleanField(default=False)  # told to the consoles that are open
    audience_id = models.BigIntegerField(null=True)  # to this person's alone; null means everyone's
    actor_id = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    trace = models.CharField(max_length=55, blank=True, db_default="")  # W3C's `traceparent`, when there are traces
    occurred_at = models.DateTimeField()
    # Given after the commit by one numbering at a time, so a reader that has seen n has seen all below n.
    position = models.BigIntegerField(null=True, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    handled = models.JSONField(default=list)  # names of the handlers that are through
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)  # not before; null means at once
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "core_outbox_event"
        verbose_name = "outbox event"
        indexes: ClassVar = [
            models.Index(name="outbox_unnumbered", fields=["id"], condition=Q(position=None)),
            models.Index(name="outbox_pending", fields=["subject", "position"], condition=Q(state="PENDING")),
            models.Index(name="outbox_due", fields=["position"], condition=Q(state="PENDING")),
            models.Index(name="outbox_told", fields=["done_at"], condition=Q(state="DONE")),
            models.Index(name="outbox_dead", fields=["position"], condition=Q(state="DEAD")),
            models.Index(name="outbox_live", fields=["position"], condition=Q(live=True)),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"


class IdempotentAnswer(models.Model):
    """The answer of a POST that carried an Idempotency-Key, kept for a day."""

    actor_id = models.BigIntegerField()
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)  # of method, path and body
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=b"")
    etag = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "core_idempotent_answer"
        constraints: ClassVar = [models.UniqueConstraint(name="idempotent_key_once", fields=["actor_id", "key"])]
        indexes: ClassVar = [models.Index(name="idempotent_age", fields=["created_at"])]


@pghistory.track(model_name="SwitchValueHistory")
class SwitchValue(models.Model):
    """What a switch of the station was set to; one that was never set has no row. Its history is kept."""

    key = models.CharField(max_length=100, unique=True)
    value = models.JSONField(null=True)  # true, false or a number; null is back to the default
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "core_switch_value"

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
