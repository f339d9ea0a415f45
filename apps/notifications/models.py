"""What people are told: in the console, by mail, and by which of the two they want to be told what."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from apps.core.actors import Actor


class NotificationQuerySet(models.QuerySet["Notification"]):
    def of(self, actor: Actor) -> "NotificationQuerySet":
        """The actor's own; the station itself has none."""
        return self.none() if actor.id is None else self.filter(person_id=actor.id)

    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)


class Notification(models.Model):
    """One thing told to one person in the console."""

    person_id = models.BigIntegerField()  # authentication's id
    kind = models.CharField(max_length=100)  # the key of a kind some module declares, or declared once
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=500, blank=True)  # where in the console it leads
    actor_id = models.BigIntegerField(null=True)  # who did it; authentication's id
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        db_table = "notifications_notification"
        verbose_name = "notification"
        indexes: ClassVar = [
            models.Index(name="notification_of_person", fields=["person_id", "-id"]),
            models.Index(name="notification_of_kind", fields=["person_id", "kind", "-id"]),
            models.Index(name="notification_unread", fields=["person_id", "-id"], condition=Q(read_at=None)),
            models.Index(name="notification_by_age", fields=["created_at"]),
        ]

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """How a person wants to be told of a kind. Without a row it is as the kind says."""

    person_id = models.BigIntegerField()  # authentication's id
    kind = models.CharField(max_length=100)
    in_app = models.BooleanField()
    by_mail = models.BooleanField()

    class Meta:
        db_table = "notifications_preference"
        constraints: ClassVar = [models.UniqueConstraint(name="preference_once", fields=["person_id", "kind"])]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"


class Letter(models.Model):
    """What is sent by mail to some people: a notice, or what one person wrote to others."""

    subject = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)  # sanitised; of what a person wrote
    path = models.CharField(max_length=500, blank=True)  # where in the console it leads
    sender_id = models.BigIntegerField(null=True)  # who wrote it; authentication's id; null for notices
    created_at = models.DateTimeField()

    class Meta:
        db_table = "notifications_letter"
        verbose_name = "letter"
        indexes: ClassVar = [
            models.Index(name="letter_of_sender", fields=["sender_id", "created_at"], condition=~Q(sender_id=None)),
            models.Index(name="letter_by_age", fields=["created_at"]),
        ]

    def __str__(self) -> str:
        return self.subject


class Delivery(models.Model):
    """A letter on its way to one person."""

    class State(models.TextChoices):
        PENDING = "PENDING"
        SENDING = "SENDING"  # a worker has it; until `due_at`, after which that worker counts as dead
        SENT = "SENT"  # the mail server took it
        FAILED = "FAILED"  # given up; `last_error` says why

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    person_id = models.BigIntegerField()  # authentication's id
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()  # not before
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        db_table = "notifications_delivery"
        verbose_name = "delivery"
        constraints: ClassVar = [models.UniqueConstraint(name="delivery_once", fields=["letter", "person_id"])]
        indexes: ClassVar = [
            models.Index(name="delivery_due", fields=["due_at", "id"], condition=Q(state__in=["PENDING", "SENDING"])),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} to {self.person_id}"
