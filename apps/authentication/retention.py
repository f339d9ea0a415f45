"""Exports of what is held about people go."""

from apps.authentication import personal_data
from apps.authentication.switches import EXPORTS_KEPT_DAYS
from apps.core.retention import keep

keep(
    EXPORTS_KEPT_DAYS,
    count=lambda now: personal_data.old_exports(now).count(),
    forget=lambda now: personal_data.forget_exports(now=now),
)
