"""Notifications over time: what was read long ago goes, what nobody has read later."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from apps.core.retention import delete_in_pieces
from apps.core.switches import value_of
from apps.notifications.models import Delivery, Letter, Notification
from apps.notifications.switches import KEPT_DAYS

UNREAD_KEPT_FOR = timedelta(days=365)


def count_old(*, now: datetime) -> int:
    return sum(rows.count() for rows in _old(now))


def forget_old(*, now: datetime) -> int:
    """Delete old notifications, and letters of which nothing is on its way any more. Returns how many."""
    return sum(delete_in_pieces(rows) for rows in _old(now))


def _old(now: datetime) -> list[QuerySet[Any]]:
    kept_for = timedelta(days=value_of(KEPT_DAYS))
    unread_kept_for = max(kept_for, UNREAD_KEPT_FOR)
    waiting = Delivery.objects.filter(state__in=[Delivery.State.PENDING, Delivery.State.SENDING])
    return [
        Notification.objects.filter(
            Q(created_at__lt=now - kept_for, read_at__isnull=False) | Q(created_at__lt=now - unread_kept_for)
        ),
        Letter.objects.filter(created_at__lt=now - kept_for).exclude(pk__in=waiting.values("letter_id")),
    ]
