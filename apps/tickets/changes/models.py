"""Change requests: what somebody means to change, and whether they may."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from apps.core.actors import Actor
from apps.core.rights import Right
from apps.tickets.register.models import Kind, Priority, Ticketed
from apps.tickets.register.statuses import Machine


class Status(models.TextChoices):
    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    UNDER_REVIEW = "Under Review"
    APPROVED = "Approved"
    REJECTED = "Rejected"
    WITHDRAWN = "Withdrawn"


OPEN = (Status.DRAFT, Status.SUBMITTED, Status.UNDER_REVIEW)
DECIDED = (Status.APPROVED, Status.REJECTED)

# What was submitted is reviewed as it is: to change it, its author takes it back to a draft. An approved one is final,
# because work was begun on it.
MACHINE = Machine({
    Status.DRAFT: (Status.SUBMITTED, Status.WITHDRAWN),
    Status.SUBMITTED: (Status.UNDER_REVIEW, Status.APPROVED, Status.REJECTED, Status.DRAFT, Status.WITHDRAWN),
    Status.UNDER_REVIEW: (Status.APPROVED, Status.REJECTED, Status.DRAFT, Status.WITHDRAWN),
    Status.APPROVED: (),
    Status.REJECTED: (Status.DRAFT,),
    Status.WITHDRAWN: (Status.DRAFT,),
})  # fmt: skip


class ChangeType(models.TextChoices):
    SOFTWARE_UPDATE = "Software Update"
    HARDWARE_UPGRADE = "Hardware Upgrade"
    CONFIGURATION_CHANGE = "Configuration Change"
    SECURITY_UPDATE = "Security Update"
    PERFORMANCE_OPTIMIZATION = "Performance Optimization"
    FEATURE_ADDITION = "Feature Addition"
    SYSTEM_MIGRATION = "System Migration"
    NETWORK_CHANGE = "Network Change"
    POLICY_UPDATE = "Policy Update"
    MAINTENANCE_WINDOW = "Maintenance Window"


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def visible_to(self, actor: Actor) -> "ChangeRequestQuerySet":
        """For its author, and for those who request or review changes."""
        if may_read_all(actor):
            return self.all()
        return self.filter(author_id=actor.id)


def may_read_all(actor: Actor) -> bool:
    return actor.may(Right.REQUEST_CHANGES) or actor.may(Right.REVIEW_CHANGES)


@pghistory.track(model_name="ChangeRequestHistory")
class ChangeRequest(Ticketed):
    """A planned change that needs approval. `assignee_id` is who is to review it."""

    kind = Kind.CHANGE

    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    change_type = models.CharField(max_length=32, choices=ChangeType)
    justification = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    proposed_date = models.DateField(null=True)
    estimated_minutes = models.PositiveIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)  # authentication's id
    submitted_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)  # authentication's id
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        db_table = "tickets_change_request"
        verbose_name = "change request"
        constraints: ClassVar = [
            models.CheckConstraint(name="change_has_title", condition=~Q(title="")),
            models.CheckConstraint(name="change_status_known", condition=Q(status__in=Status.values)),
            models.CheckConstraint(name="change_type_known", condition=Q(change_type__in=ChangeType.values)),
            models.CheckConstraint(name="change_priority_known", condition=Q(priority__in=Priority.values)),
            models.CheckConstraint(
                name="change_decided_when_decided",
                condition=Q(status__in=DECIDED, decided_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_at=None)),
            ),
            models.CheckConstraint(
                name="change_rejected_with_reason",
                condition=~Q(status=Status.REJECTED) | ~Q(decision_reason=""),
            ),
            models.CheckConstraint(
                name="change_not_decided_by_author",
                condition=Q(decided_by_id=None) | Q(author_id=None) | ~Q(decided_by_id=models.F("author_id")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="change_by_age", fields=["-created_at", "ticket"]),
            models.Index(name="change_open", fields=["-created_at"], condition=Q(status__in=OPEN)),
            models.Index(name="change_of_author", fields=["author_id", "-created_at"]),
            models.Index(name="change_of_reviewer", fields=["assignee_id", "-created_at"]),
            models.Index(name="change_by_date", fields=["proposed_date"]),
            GinIndex(OpClass(Upper("title"), "gin_trgm_ops"), name="change_title_trigrams"),
            GinIndex(OpClass(Upper("description"), "gin_trgm_ops"), name="change_text_trigrams"),
        ]

    @property
    def machine(self) -> Machine:
        return MACHINE

    @property
    def follower_ids(self) -> set[int]:
        return {person for person in (self.author_id, self.assignee_id) if person}

    @property
    def own_ids(self) -> set[int]:
        return {self.author_id} if self.author_id else set()
