"""Calendar feeds: addresses that show a part of the schedule to a calendar program."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from apps.scheduling.saved_filters.models import SavedFilter


class FeedKind(models.TextChoices):
    PERSON = "person"  # one person's duties, from call to wrap
    FACILITY = "facility"
    FILTER = "filter"  # what a saved filter lets through, as it is by then


class FeedQuerySet(models.QuerySet["Feed"]):
    def live(self) -> "FeedQuerySet":
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """One secret address. The secret itself is told once and kept nowhere: only its hash is here."""

    person_id = models.BigIntegerField()  # authentication's id: who made it; it ends when they leave
    kind = models.CharField(max_length=8, choices=FeedKind)
    user_id = models.BigIntegerField(null=True)  # authentication's id: whose duties
    facility_id = models.BigIntegerField(null=True)  # facilities' id
    saved_filter = models.ForeignKey(SavedFilter, null=True, on_delete=models.PROTECT, related_name="feeds")
    name = models.CharField(max_length=255)  # what calendar programs call it
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256
    hint = models.CharField(max_length=4)  # the end of the secret, to tell addresses apart
    created_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True)  # to the hour
    revoked_at = models.DateTimeField(null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        db_table = "scheduling_feed"
        verbose_name = "calendar feed"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="feed_shows_one_thing",
                condition=Q(kind=FeedKind.PERSON, user_id__isnull=False, facility_id=None, saved_filter=None)
                | Q(kind=FeedKind.FACILITY, user_id=None, facility_id__isnull=False, saved_filter=None)
                | Q(kind=FeedKind.FILTER, user_id=None, facility_id=None, saved_filter__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(F("person_id"), F("created_at").desc(), F("id").desc(), name="feed_of_person"),
        ]

    def __str__(self) -> str:
        return self.name
