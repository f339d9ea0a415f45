"""Links between tickets of any kind."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from apps.tickets.register.models import Ticket


class Relation(models.TextChoices):
    """Read from the source: "source duplicates target"."""

    RELATES = "relates to"
    DUPLICATES = "duplicates"
    BLOCKS = "blocks"
    CAUSED_BY = "caused by"
    FOLLOWS_UP = "follows up"


# How the same link reads from the target.
INVERSE = {
    Relation.RELATES: "relates to",
    Relation.DUPLICATES: "is duplicated by",
    Relation.BLOCKS: "is blocked by",
    Relation.CAUSED_BY: "causes",
    Relation.FOLLOWS_UP: "is followed up by",
}


class Link(models.Model):
    """Says how one ticket has to do with another. Of what relates, the older ticket is the source."""

    source = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="links_out", db_index=False)
    target = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="links_in", db_index=False)
    relation = models.CharField(max_length=16, choices=Relation)
    created_by_id = models.BigIntegerField(null=True)  # authentication's id
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "tickets_link"
        verbose_name = "link"
        constraints: ClassVar = [
            models.UniqueConstraint(name="link_once", fields=["source", "target", "relation"]),
            models.CheckConstraint(name="link_to_another", condition=~Q(source=F("target"))),
            models.CheckConstraint(name="link_relation_known", condition=Q(relation__in=Relation.values)),
        ]
        indexes: ClassVar = [models.Index(name="link_of_target", fields=["target", "source"])]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"
