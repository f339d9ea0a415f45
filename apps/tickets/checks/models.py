"""Checklists, and the checks of facilities that are run by them.

A run copies the items of its checklist when it begins, so that it stays what it was whatever the
checklist becomes.
"""

from collections.abc import Collection
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Exists, OuterRef, Q
from django.db.models.functions import Lower

from apps.core.versions import Versioned
from apps.tickets.incidents.models import Incident


class ChecklistQuerySet(models.QuerySet["Checklist"]):
    def live(self) -> "ChecklistQuerySet":
        return self.filter(archived_at=None)

    def for_kind(self, kind: str) -> "ChecklistQuerySet":
        """Those that apply to a facility of this kind."""
        return self.filter(Q(facility_kinds=[]) | Q(facility_kinds__contains=[kind]))


@pghistory.track(model_name="ChecklistHistory")
class Checklist(Versioned):
    """What is looked at in facilities of some kinds, such as the daily check of studios."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    facility_kinds = ArrayField(models.CharField(max_length=16), default=list)  # empty: every kind
    archived_at = models.DateTimeField(null=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        db_table = "tickets_checklist"
        verbose_name = "checklist"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="checklist_name_once"),
            models.CheckConstraint(name="checklist_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    def applies_to(self, kind: str) -> bool:
        return not self.facility_kinds or kind in self.facility_kinds


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), model_name="ChecklistItemHistory"
)
class ChecklistItem(models.Model):
    """One thing to look at. Items of a department stand together, in the order of `position`."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    department = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    hint = models.TextField(blank=True)  # what good looks like

    class Meta:
        db_table = "tickets_checklist_item"
        verbose_name = "checklist item"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["checklist", "position"],
                name="checklist_item_in_order",
                deferrable=Deferrable.DEFERRED,  # items change places
            ),
            models.UniqueConstraint("checklist", Lower("department"), Lower("name"), name="checklist_item_once"),
            models.CheckConstraint(name="checklist_item_has_name", condition=~Q(name="") & ~Q(department="")),
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.name}"


class Outcome(models.TextChoices):
    """Stored as on the wire."""

    OPEN = "Open"  # not looked at yet
    OK = "OK"
    FAILED = "Failed"
    NOT_APPLICABLE = "Not applicable"


class CheckRunQuerySet(models.QuerySet["CheckRun"]):
    def with_failures(self) -> "CheckRunQuerySet":
        return self.filter(Exists(CheckResult.objects.filter(run=OuterRef("pk"), outcome=Outcome.FAILED)))

    def without_failures(self) -> "CheckRunQuerySet":
        return self.filter(~Exists(CheckResult.objects.filter(run=OuterRef("pk"), outcome=Outcome.FAILED)))


@pghistory.track(model_name="ChecklistRunHistory")
class CheckRun(Versioned):
    """One check of one facility on one day, by one checklist."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="runs", db_index=False)
    checklist_name = models.CharField(max_length=255)  # as it was called when the check began
    facility_id = models.BigIntegerField()  # facilities' id
    day = models.DateField()  # on the wall of the facility
    time_zone = models.CharField(max_length=64)  # IANA: whose day it is
    started_by_id = models.BigIntegerField(null=True)  # authentication's id
    completed_at = models.DateTimeField(null=True)
    completed_by_id = models.BigIntegerField(null=True)  # authentication's id
    reopen_reason = models.TextField(blank=True)  # the last one

    objects = CheckRunQuerySet.as_manager()

    class Meta:
        db_table = "tickets_checklist_run"
        verbose_name = "system check"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facility_id", "day", "checklist"], name="check_run_once_a_day"),
            models.CheckConstraint(
                name="check_run_completed_by_when_completed",
                condition=Q(completed_by_id=None) | Q(completed_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="check_run_by_day", fields=["day", "id"]),
            models.Index(name="check_run_of_checklist", fields=["checklist", "day"]),
            models.Index(name="check_run_open", fields=["day", "id"], condition=Q(completed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.checklist_name}, {self.day}"

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None


class CheckResultQuerySet(models.QuerySet["CheckResult"]):
    def of_runs(self, run_ids: Collection[int]) -> "CheckResultQuerySet":
        return self.filter(run_id__among=run_ids)


@pghistory.track(model_name="ChecklistResultHistory")
class CheckResult(Versioned):
    """What was found about one item. Each is saved by itself, so a check can be left and taken up by anybody."""

    run = models.ForeignKey(CheckRun, on_delete=models.PROTECT, related_name="results", db_index=False)
    position = models.PositiveSmallIntegerField()
    department = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    hint = models.TextField(blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, default=Outcome.OPEN)
    note = models.TextField(blank=True)
    checked_by_id = models.BigIntegerField(null=True)  # authentication's id
    checked_at = models.DateTimeField(null=True)
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="found_by_checks", db_index=False
    )

    objects = CheckResultQuerySet.as_manager()

    class Meta:
        db_table = "tickets_checklist_result"
        verbose_name = "item of the check"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="check_result_in_order"),
            models.CheckConstraint(name="check_result_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(
                name="check_result_checked_at_unless_open",
                condition=Q(outcome=Outcome.OPEN, checked_at=None)
                | (~Q(outcome=Outcome.OPEN) & Q(checked_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="check_result_failed", fields=["run"], condition=Q(outcome=Outcome.FAILED)),
            models.Index(name="check_result_of_incident", fields=["incident"], condition=Q(incident__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.name}"
