"""Notifications and letters that nobody needs any more go."""

from apps.core.retention import keep
from apps.notifications import upkeep
from apps.notifications.switches import KEPT_DAYS

keep(KEPT_DAYS, count=lambda now: upkeep.count_old(now=now), forget=lambda now: upkeep.forget_old(now=now))
