"""What incidents, service tickets and change requests have in common: an id, a kind and a number.

Notes, attachments, links and the timeline hang here, so each needs one foreign key whatever the kind.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Upper

from apps.core.versions import Versioned
from apps.tickets.register.statuses import Machine


class Kind(models.TextChoices):
    """Spelled as the subjects of facts are: `incident:12`."""

    INCIDENT = "incident", "incident"
    SERVICE = "service_ticket", "service ticket"
    CHANGE = "change_request", "change request"

    @property
    def prefix(self) -> str:
        return {Kind.INCIDENT: "INC", Kind.SERVICE: "SRV", Kind.CHANGE: "CHG"}[self]


class Priority(models.TextChoices):
    """Spelled as the contract does."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"
    CRITICAL = "Critical"


PRIORITY_RANK = Case(
    *(When(priority=priority.value, then=Value(rank)) for rank, priority in enumerate(Priority)),
    output_field=IntegerField(),
)


class Counter(models.Model):
    """How many numbers of a kind a year has given out. Locked by whoever takes one, until they commit."""

    kind = models.CharField(max_length=16, choices=Kind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "tickets_counter"
        constraints: ClassVar = [models.UniqueConstraint(name="counter_once", fields=["kind", "year"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Ticket(models.Model):
    """A number that was given out, such as INC-2026-0001. Never deleted, never given again."""

    kind = models.CharField(max_length=16, choices=Kind)
    year = models.PositiveSmallIntegerField()  # of the station's zone, when it was opened
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)

    class Meta:
        db_table = "tickets_ticket"
        verbose_name = "ticket"
        constraints: ClassVar = [
            models.UniqueConstraint(name="ticket_number_once", fields=["kind", "year", "serial"]),
            models.CheckConstraint(name="ticket_kind_known", condition=Q(kind__in=Kind.values)),
        ]
        indexes: ClassVar = [GinIndex(OpClass(Upper("number"), "gin_trgm_ops"), name="ticket_number_trigrams")]

    def __str__(self) -> str:
        return self.number


class Ticketed(Versioned):
    """A row of one kind: its id is the ticket's."""

    kind: ClassVar[Kind]

    ticket = models.OneToOneField(Ticket, primary_key=True, on_delete=models.PROTECT, related_name="%(class)s")
    title = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.MEDIUM)
    assignee_id = models.BigIntegerField(null=True)  # authentication's id: who has it, or is to review it
    created_at = models.DateTimeField()  # the instant that gave the number its year
    status: "models.CharField[str, str]"  # each kind has its own

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.ticket.number} {self.title}"

    @property
    def machine(self) -> Machine:
        raise NotImplementedError

    @property
    def number(self) -> str:
        return self.ticket.number

    @property
    def follower_ids(self) -> set[int]:
        """Whom every news of the ticket concerns; who commented is added by the notes."""
        raise NotImplementedError

    @property
    def own_ids(self) -> set[int]:
        """Who may not review it: nobody judges what they asked for."""
        return set()

    @property
    def possible_statuses(self) -> list[str]:
        return self.machine.possible(self.status)
