"""Incidents: what broke, where, how badly, and when it worked again."""

from datetime import timedelta
from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from apps.core.actors import Actor
from apps.tickets.incident_types.models import IncidentType
from apps.tickets.register.models import Kind, Priority, Ticketed
from apps.tickets.register.statuses import Machine


class Status(models.TextChoices):
    """Spelled as the contract does."""

    OPEN = "Open"
    IN_PROGRESS = "In Progress"
    RESOLVED = "Resolved"
    CLOSED = "Closed"


OPEN = (Status.OPEN, Status.IN_PROGRESS)
DONE = (Status.RESOLVED, Status.CLOSED)

# Generous: in a gallery one person sees it, mends it and closes it. What is closed is opened again, not resolved again.
MACHINE = Machine({
    Status.OPEN: (Status.IN_PROGRESS, Status.RESOLVED, Status.CLOSED),
    Status.IN_PROGRESS: (Status.OPEN, Status.RESOLVED, Status.CLOSED),
    Status.RESOLVED: (Status.CLOSED, Status.OPEN, Status.IN_PROGRESS),
    Status.CLOSED: (Status.OPEN, Status.IN_PROGRESS),
})  # fmt: skip


class FollowUp(models.TextChoices):
    NO = "no"
    YES = "yes"
    URGENT = "urgent"


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, actor: Actor) -> "IncidentQuerySet":
        """A fault in a control room is everybody's business."""
        return self.all()

    def open(self) -> "IncidentQuerySet":
        return self.filter(status__in=OPEN)


@pghistory.track(model_name="IncidentHistory")
class Incident(Ticketed):
    """An unplanned fault."""

    kind = Kind.INCIDENT

    status = models.CharField(max_length=16, choices=Status, default=Status.OPEN)
    incident_type = models.ForeignKey(
        IncidentType, null=True, on_delete=models.PROTECT, related_name="incidents", db_index=False
    )
    facility_id = models.BigIntegerField(null=True)  # facilities' id
    reporter_id = models.BigIntegerField(null=True)  # authentication's id
    occurred_at = models.DateTimeField()
    down_from = models.DateTimeField(null=True)  # since when something did not work
    down_until = models.DateTimeField(null=True)  # null while it still does not
    follow_up = models.CharField(max_length=8, choices=FollowUp, default=FollowUp.NO)
    acknowledged_at = models.DateTimeField(null=True)  # first given to somebody or taken up
    resolved_at = models.DateTimeField(null=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        db_table = "tickets_incident"
        verbose_name = "incident"
        constraints: ClassVar = [
            models.CheckConstraint(name="incident_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="incident_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="incident_priority_known", condition=Q(priority__in=Priority.values)),
            models.CheckConstraint(name="incident_follow_up_known", condition=Q(follow_up__in=FollowUp.values)),
            models.CheckConstraint(
                name="incident_resolved_when_done",
                condition=Q(status__in=OPEN, resolved_at=None) | Q(status__in=DONE, resolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="incident_down_in_order",
                condition=Q(down_until=None) | Q(down_from__isnull=False, down_until__gte=F("down_from")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="incident_by_age", fields=["-created_at", "ticket"]),
            models.Index(name="incident_open", fields=["-created_at"], condition=Q(status__in=OPEN)),
            models.Index(name="incident_of_facility", fields=["facility_id", "-created_at"]),
            models.Index(name="incident_of_assignee", fields=["assignee_id", "-created_at"]),
            models.Index(name="incident_of_reporter", fields=["reporter_id", "-created_at"]),
            models.Index(name="incident_of_type", fields=["incident_type", "-created_at"]),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="incident_title_trigrams"),
            GinIndex(OpClass(Upper("description"), "gin_trgm_ops"), name="incident_text_trigrams"),
        ]

    @property
    def machine(self) -> Machine:
        return MACHINE

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def downtime(self) -> timedelta | None:
        """Elapsed time from when it stopped working until it worked again; None while that is not known."""
        return self.down_until - self.down_from if self.down_from and self.down_until else None

    @property
    def follower_ids(self) -> set[int]:
        return {person for person in (self.reporter_id, self.assignee_id) if person}
