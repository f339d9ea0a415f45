"""Rows of imports go."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from apps.core.retention import delete_in_pieces, keep, limit
from apps.scheduling.interchange.models import ImportRow
from apps.scheduling.interchange.switches import ROWS_KEPT_DAYS


def old_rows(now: datetime) -> QuerySet[Any]:
    before = limit(ROWS_KEPT_DAYS, now)
    return ImportRow.objects.filter(run__created_at__lt=before) if before else ImportRow.objects.none()


keep(
    ROWS_KEPT_DAYS,
    count=lambda now: old_rows(now).count(),
    forget=lambda now: delete_in_pieces(old_rows(now)),
)
