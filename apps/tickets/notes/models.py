"""What people say about a ticket: comments for everyone who may read it, and work notes among those who work on it."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from apps.core.versions import Versioned
from apps.tickets.register.models import Ticket


class Visibility(models.TextChoices):
    PUBLIC = "public"  # whoever may read the ticket
    PRIVATE = "private"  # its author, and those whose job this kind of ticket is


@pghistory.track(model_name="NoteHistory")
class Note(Versioned):
    """One comment. A removed one keeps its place in the timeline, without its text."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="notes", db_index=False)
    author_id = models.BigIntegerField(null=True)  # authentication's id; null for the station itself
    text = models.TextField()
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    mentions = ArrayField(models.BigIntegerField(), default=list)  # authentication's ids
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tickets_note"
        verbose_name = "comment"
        constraints: ClassVar = [
            models.CheckConstraint(name="note_has_text", condition=~Q(text="")),
            models.CheckConstraint(name="note_visibility_known", condition=Q(visibility__in=Visibility.values)),
        ]
        indexes: ClassVar = [
            models.Index(name="note_of_ticket", fields=["ticket", "id"]),
            models.Index(name="note_of_author", fields=["author_id", "id"]),
            GinIndex(OpClass(Upper("text"), "gin_trgm_ops"), name="note_text_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.text[:50]}"

    @property
    def is_private(self) -> bool:
        return self.visibility == Visibility.PRIVATE
