"""Files that people add to tickets."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from apps.tickets.register.models import Ticket


class Attachment(models.Model):
    """One file. `stored` is its name on disk, made up by the station; `name` is what people call it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="attachments", db_index=False)
    name = models.CharField(max_length=150)
    content_type = models.CharField(max_length=100)  # found out from the content, never as claimed
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=64, unique=True)
    uploaded_by_id = models.BigIntegerField(null=True)  # authentication's id
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tickets_attachment"
        verbose_name = "attachment"
        constraints: ClassVar = [models.CheckConstraint(name="attachment_has_name", condition=~Q(name=""))]
        indexes: ClassVar = [models.Index(name="attachment_of_ticket", fields=["ticket", "id"])]

    def __str__(self) -> str:
        return self.name
