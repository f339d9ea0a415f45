"""Lines of the log of schedule sources, and the rows behind them, go."""

from apps.core.retention import keep
from apps.scheduling.interchange.switches import LOG_KEPT_DAYS
from apps.scheduling.sources import syncing

keep(
    LOG_KEPT_DAYS,
    count=lambda now: syncing.old_syncs(now).count(),
    forget=lambda now: syncing.forget_old(now=now),
)
