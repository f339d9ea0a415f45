"""Service tickets: work that was asked for, or that an incident or an approved change asks for."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from apps.core.actors import Actor
from apps.core.rights import Right
from apps.tickets.changes.models import ChangeRequest
from apps.tickets.incidents.models import Incident
from apps.tickets.register.models import Kind, Priority, Ticketed
from apps.tickets.register.statuses import Machine


class Status(models.TextChoices):
    """Spelled as the contract does."""

    OPEN = "Open"
    IN_PROGRESS = "In Progress"
    COMPLETED = "Completed"
    CANCELLED = "Cancelled"


OPEN = (Status.OPEN, Status.IN_PROGRESS)
DONE = (Status.COMPLETED, Status.CANCELLED)

MACHINE = Machine({
    Status.OPEN: (Status.IN_PROGRESS, Status.COMPLETED, Status.CANCELLED),
    Status.IN_PROGRESS: (Status.OPEN, Status.COMPLETED, Status.CANCELLED),
    Status.COMPLETED: (Status.OPEN, Status.IN_PROGRESS),
    Status.CANCELLED: (Status.OPEN,),
})  # fmt: skip


class Approval(models.TextChoices):
    """Work that somebody wants approved first is not begun before it is."""

    NOT_NEEDED = "Not Needed"
    SUBMITTED = "Submitted"
    APPROVED = "Approved"
    REJECTED = "Rejected"


# What may be done with a ticket that waits for its approval, or did not get it.
HELD_BACK = Machine({
    Status.OPEN: (Status.CANCELLED,),
    Status.IN_PROGRESS: (Status.OPEN, Status.CANCELLED),
    Status.COMPLETED: (Status.OPEN,),
    Status.CANCELLED: (Status.OPEN,),
}, aside=", not approved,")  # fmt: skip


class ServiceTicketQuerySet(models.QuerySet["ServiceTicket"]):
    def visible_to(self, actor: Actor) -> "ServiceTicketQuerySet":
        """For those who work on them, and for whom they are or were given to."""
        if actor.may(Right.WORK_SERVICE):
            return self.all()
        return self.filter(Q(requested_by_id=actor.id) | Q(assignee_id=actor.id))

    def open(self) -> "ServiceTicketQuerySet":
        return self.filter(status__in=OPEN)


@pghistory.track(model_name="ServiceTicketHistory")
class ServiceTicket(Ticketed):
    """Work somebody asked for."""

    kind = Kind.SERVICE

    status = models.CharField(max_length=16, choices=Status, default=Status.OPEN)
    service_type = models.CharField(max_length=100, blank=True)
    facility_id = models.BigIntegerField(null=True)  # facilities' id
    requested_by_id = models.BigIntegerField(null=True)  # authentication's id
    due_date = models.DateField(null=True)
    estimated_minutes = models.PositiveIntegerField(null=True)
    completed_at = models.DateTimeField(null=True)
    approval = models.CharField(max_length=16, choices=Approval, default=Approval.NOT_NEEDED)
    submitted_by_id = models.BigIntegerField(null=True)  # authentication's id: who wants it approved
    reviewed_by_id = models.BigIntegerField(null=True)  # authentication's id
    reviewed_at = models.DateTimeField(null=True)
    review_reason = models.TextField(blank=True)
    incident = models.OneToOneField(Incident, null=True, on_delete=models.PROTECT, related_name="service_ticket")
    change = models.OneToOneField(ChangeRequest, null=True, on_delete=models.PROTECT, related_name="service_ticket")

    objects = ServiceTicketQuerySet.as_manager()

    class Meta:
        db_table = "tickets_service_ticket"
        verbose_name = "service ticket"
        constraints: ClassVar = [
            models.CheckConstraint(name="service_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="service_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="service_priority_known", condition=Q(priority__in=Priority.values)),
            models.CheckConstraint(
                name="service_completed_when_done",
                condition=Q(status=Status.COMPLETED, completed_at__isnull=False)
                | (~Q(status=Status.COMPLETED) & Q(completed_at=None)),
            ),
            models.CheckConstraint(
                name="service_reviewed_when_decided",
                condition=Q(approval__in=[Approval.NOT_NEEDED, Approval.SUBMITTED], reviewed_at=None)
                | Q(approval__in=[Approval.APPROVED, Approval.REJECTED], reviewed_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="service_by_age", fields=["-created_at", "ticket"]),
            models.Index(name="service_open", fields=["-created_at"], condition=Q(status__in=OPEN)),
            models.Index(name="service_of_facility", fields=["facility_id", "-created_at"]),
            models.Index(name="service_of_assignee", fields=["assignee_id", "-created_at"]),
            models.Index(name="service_of_requester", fields=["requested_by_id", "-created_at"]),
            models.Index(name="service_by_due_date", fields=["due_date"], condition=Q(status__in=OPEN)),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="service_title_trigrams"),
            GinIndex(OpClass(Upper("description"), "gin_trgm_ops"), name="service_text_trigrams"),
        ]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def machine(self) -> Machine:
        return HELD_BACK if self.approval in {Approval.SUBMITTED, Approval.REJECTED} else MACHINE

    @property
    def own_ids(self) -> set[int]:
        return {person for person in (self.requested_by_id, self.submitted_by_id) if person}

    @property
    def follower_ids(self) -> set[int]:
        return {person for person in (self.requested_by_id, self.assignee_id) if person}
