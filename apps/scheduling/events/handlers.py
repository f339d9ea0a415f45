"""Reactions to what happened to facilities."""

from django.utils import timezone

from apps.core.outbox import handles
from apps.facilities.public import FacilityChanged
from apps.scheduling.events import sharing


@handles(FacilityChanged)
def share_buffers(fact: FacilityChanged) -> None:
    sharing.share_buffers(facility_id=fact.facility_id, now=timezone.now())
