"""Sorts of faults, with how bad they are."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from apps.core.versions import Versioned

WORST, MILDEST = 1, 5


@pghistory.track(model_name="IncidentTypeHistory")
class IncidentType(Versioned):
    """A sort of fault such as "No picture". Archived instead of deleted: incidents keep theirs."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    severity_level = models.PositiveSmallIntegerField(default=3)  # 1 is the worst, 5 the mildest
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tickets_incident_type"
        verbose_name = "incident type"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="incident_type_name_once"),
            models.CheckConstraint(name="incident_type_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="incident_type_severity_known", condition=Q(severity_level__range=(WORST, MILDEST))
            ),
        ]
        indexes: ClassVar = [GinIndex(OpClass("name", "gin_trgm_ops"), name="incident_type_name_trigrams")]

    def __str__(self) -> str:
        return self.name
