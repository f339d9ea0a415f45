"""The chain: seals in one order without gaps, each with the ranges of history rows it speaks for."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class SealKind(models.TextChoices):
    SEALED = "sealed"  # rows that were written since the seal before
    REDACTED = "redacted"  # personal data was taken out of rows that had been sealed
    EXPIRED = "expired"  # rows went because they had been kept as long as the station's rules say
    REFORMED = "reformed"  # a later version of BMS keeps these tables in another form


class Seal(models.Model):
    """A link of the chain. `hash` covers everything here, its ranges, and the hash of the seal before."""

    number = models.BigIntegerField(primary_key=True)  # without gaps, from 1
    kind = models.CharField(max_length=8, choices=SealKind)
    made_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)  # authentication's id; null for the station itself
    reason = models.CharField(max_length=300, blank=True)
    rows = models.PositiveBigIntegerField()  # in its ranges
    previous = models.CharField(max_length=64, blank=True)  # SHA-256 in hex; empty for the first
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "core_seal"
        verbose_name = "seal"
        constraints: ClassVar = [
            models.CheckConstraint(name="seal_follows_another", condition=Q(number=1, previous="") | Q(number__gt=1)),
        ]

    def __str__(self) -> str:
        return self.head

    @property
    def head(self) -> str:
        """What is kept outside of the station to prove later that nothing was cut off or made anew."""
        return f"{self.number}-{self.hash}"


class SealedRange(models.Model):
    """Rows of one table with ids above `after_id`, up to `upto_id`, as they were when they were sealed.

    `hash` is all that the seal covers. `salt` keeps a hash of few rows from being guessed once something was taken out
    of them; `leaves` name the row when the hash is another: for each its id and the first 8 bytes of its own hash.
    Both are forgotten when the range is replaced.
    """

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="ranges")
    table = models.CharField(max_length=63)
    after_id = models.BigIntegerField()
    upto_id = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    columns = ArrayField(
        models.CharField(max_length=63)
    )  # what was hashed, so that a column added later breaks nothing
    hash = models.CharField(max_length=64)  # SHA-256 in hex
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    salt = models.BinaryField()
    leaves = models.BinaryField()

    class Meta:
        db_table = "core_sealed_range"
        verbose_name = "sealed range"
        constraints: ClassVar = [
            models.CheckConstraint(name="sealed_range_forward", condition=Q(upto_id__gt=models.F("after_id"))),
            models.UniqueConstraint(name="sealed_range_once", fields=["table", "upto_id"], condition=Q(replaces=None)),
        ]
        indexes: ClassVar = [models.Index(name="sealed_range_of_table", fields=["table", "after_id"])]

    def __str__(self) -> str:
        return f"{self.table} up to {self.upto_id}"


class RecordCheck(models.Model):
    """One check of the whole chain, and what it found."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"

    asked_by_id = models.BigIntegerField(null=True)  # authentication's id; null for the nightly one
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    heard_at = models.DateTimeField()  # of the worker; silent for long, it died
    finished_at = models.DateTimeField(null=True)
    seals = models.PositiveBigIntegerField(default=0)
    seals_done = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    found = models.JSONField(default=list)  # what `verifying.Finding` says, as words

    class Meta:
        db_table = "core_record_check"
        verbose_name = "check of the record"
        constraints: ClassVar = [
            # a constant: one row at most is open
            models.UniqueConstraint(
                models.Value(1), name="record_check_one_open", condition=Q(state__in=["waiting", "running"])
            ),
        ]
        indexes: ClassVar = [models.Index(name="record_check_by_age", fields=["-created_at", "-id"])]

    def __str__(self) -> str:
        return f"{self.state} {self.created_at}"
