"""API tokens: with one a program does what a person may, within its scopes and until it runs out."""

from dataclasses import replace
from datetime import datetime
from typing import ClassVar

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.authentication.tokens.scopes import rights_within
from apps.core.actors import Actor


class TokenQuerySet(models.QuerySet["ApiToken"]):
    def of(self, person_id: int | None) -> "TokenQuerySet":
        return self.filter(person_id=person_id or 0)

    def live(self, *, now: datetime) -> "TokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=now)


@pghistory.track(exclude=["secret_hash", "last_used_at"])
class ApiToken(models.Model):
    """The secret is told once and kept nowhere: only its hash is here. `prefix` is public and finds the row."""

    person = models.ForeignKey("authentication.User", on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=8, unique=True)
    secret_hash = models.CharField(max_length=64)  # SHA-256
    scopes = ArrayField(models.CharField(max_length=32))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)  # to the minute
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        db_table = "authentication_api_token"
        verbose_name = "API token"
        constraints: ClassVar = [
            models.CheckConstraint(name="api_token_runs_out", condition=Q(expires_at__gt=F("created_at"))),
            models.CheckConstraint(name="api_token_for_something", condition=~Q(scopes=[])),
        ]
        indexes: ClassVar = [
            models.Index(F("person_id"), F("created_at").desc(), F("id").desc(), name="api_token_of_person"),
        ]

    def __str__(self) -> str:
        return self.name

    def as_actor(self) -> Actor:
        """The person, with what the scopes leave of their rights."""
        return replace(self.person.as_actor(), within=rights_within(self.scopes))
