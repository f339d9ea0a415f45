"""Facts that were told long ago go."""

from apps.core.outbox import upkeep
from apps.core.outbox.switches import KEPT_DAYS
from apps.core.retention import keep

keep(KEPT_DAYS, count=upkeep.count_told, forget=lambda now: upkeep.forget_told(now=now))
