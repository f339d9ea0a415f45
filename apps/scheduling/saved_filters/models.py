"""Filters of the schedule that somebody has given a name."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from apps.core.versions import Versioned


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def live(self) -> "SavedFilterQuerySet":
        return self.filter(archived_at=None)

    def of(self, person_id: int) -> "SavedFilterQuerySet":
        return self.filter(person_id=person_id)


class SavedFilter(Versioned):
    """What one person looks at again and again. An empty member does not narrow.

    Kept when it is deleted: calendar feeds of it, even revoked ones, go on saying what they were of.
    """

    person_id = models.BigIntegerField()  # authentication's id: whose it is
    name = models.CharField(max_length=255)
    facility_id = models.BigIntegerField(null=True)  # facilities' id
    location_id = models.BigIntegerField(null=True)  # facilities' id
    user_id = models.BigIntegerField(null=True)  # authentication's id: who is on the events
    event_type = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=16, blank=True)
    source = models.CharField(max_length=100, blank=True)
    search = models.CharField(max_length=200, blank=True)
    archived_at = models.DateTimeField(null=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_saved_filter"
        verbose_name = "saved filter"
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person_id", Lower("name"), name="saved_filter_name_once", condition=Q(archived_at=None)
            ),
            models.CheckConstraint(name="saved_filter_has_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
