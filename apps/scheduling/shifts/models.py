"""Shift patterns: the named templates of duties."""

from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from apps.core.versions import Versioned


class ShiftQuerySet(models.QuerySet["Shift"]):
    def live(self) -> "ShiftQuerySet":
        return self.filter(archived_at=None)


@pghistory.track(model_name="ShiftHistory")
class Shift(Versioned):
    """A named pattern such as Early, 06:00 to 14:00. An end not after the start lies on the next day."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    start_time = models.TimeField(null=True)  # wall time, wherever the pattern is applied
    end_time = models.TimeField(null=True)
    archived_at = models.DateTimeField(null=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_shift"
        verbose_name = "shift pattern"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="shift_name_once"),
            models.CheckConstraint(name="shift_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
