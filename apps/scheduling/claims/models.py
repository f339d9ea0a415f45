"""What is agreed about a held event: until when it stands, and whether somebody waits for an answer."""

from datetime import datetime
from typing import ClassVar

import pghistory
from django.db import models
from django.db.models import Q

from apps.scheduling.events.models import Event


@pghistory.track(model_name="ClaimHistory")
class Claim(models.Model):
    """The terms of an event that is held, or was. Its rank is not kept: it follows from the bookings.

    A hold lapses at `expires_at`, or at `answer_by` if it was challenged and nobody has answered.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="terms")
    expires_at = models.DateTimeField(null=True)
    challenged_by = models.ForeignKey(
        Event, null=True, on_delete=models.PROTECT, related_name="challenges", db_index=False
    )
    answer_by = models.DateTimeField(null=True)
    first_at = models.DateTimeField(null=True)  # since when it is known to be the first everywhere: told once

    class Meta:
        db_table = "scheduling_claim"
        verbose_name = "claim"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="claim_challenge_has_deadline",
                condition=Q(challenged_by=None, answer_by=None)
                | Q(challenged_by__isnull=False, answer_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="claim_challenges", fields=["challenged_by"], condition=Q(challenged_by__isnull=False)),
            models.Index(name="claim_expiring", fields=["expires_at"], condition=Q(expires_at__isnull=False)),
            models.Index(name="claim_unanswered", fields=["answer_by"], condition=Q(answer_by__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"claim of event {self.event_id}"

    def has_lapsed(self, now: datetime) -> bool:
        return any(limit is not None and limit <= now for limit in (self.expires_at, self.answer_by))

    def forget_terms(self) -> None:
        """It is no option any more, or is placed anew."""
        self.expires_at = self.challenged_by = self.answer_by = self.first_at = None
