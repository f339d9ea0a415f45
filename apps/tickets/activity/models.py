"""What happened to a ticket, in the order it happened.

Rows are written by the services and frozen by a trigger. They are not read out of the history tables,
because what people look for (who took it, what was said, what it became) spans several of those, and
because a line about a private note must be shown to some only: here it points to the note that says so.
"""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.tickets.notes.models import Note
from apps.tickets.register.models import Ticket


class What(models.TextChoices):
    OPENED = "opened"
    EDITED = "edited"  # `fields` says what
    STATUS = "status"  # `before`, `after`, and a `reason` where one is asked for
    PRIORITY = "priority"
    ASSIGNED = "assigned"  # to `person_id`, or to nobody
    NOTE = "note"  # `note`
    ATTACHED = "attached"  # `after` is the name of the file
    DETACHED = "detached"  # `before` is
    LINKED = "linked"  # `after` says how, `other` to what
    UNLINKED = "unlinked"  # `before` says how it was
    CONVERTED = "converted"  # into a service ticket, or from what: `other` is the other end
    APPROVAL = "approval"  # `before`, `after`, `reason`


class Activity(models.Model):
    """One line of a ticket's timeline."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="activity", db_index=False)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)  # authentication's id; null for the station itself
    what = models.CharField(max_length=16, choices=What)
    before = models.CharField(max_length=255, blank=True)
    after = models.CharField(max_length=255, blank=True)
    reason = models.TextField(blank=True)
    fields = ArrayField(models.CharField(max_length=64), default=list)
    person_id = models.BigIntegerField(null=True)  # authentication's id
    note = models.ForeignKey(Note, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Ticket, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "tickets_activity"
        verbose_name = "activity"
        indexes: ClassVar = [models.Index(name="activity_of_ticket", fields=["ticket", "id"])]
        triggers: ClassVar = [pgtrigger.Protect(name="activity_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.what} {self.before} {self.after}".strip()
