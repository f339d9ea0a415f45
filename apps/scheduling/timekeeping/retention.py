"""Time records go only where the station has decided so: how long they must be kept is a matter of national law."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from pghistory.core import event_models

from apps.core.record.models import SealKind
from apps.core.record.rewriting import Rewriting, rewriting
from apps.core.retention import keep, limit
from apps.scheduling.timekeeping.models import TimeAdjustment, TimeBreak, TimeEntry
from apps.scheduling.timekeeping.switches import KEPT_YEARS

_AT_ONCE = 500


def old_entries(now: datetime) -> QuerySet[Any]:
    before = limit(KEPT_YEARS, now)
    return TimeEntry.objects.filter(date__lt=before.date()) if before else TimeEntry.objects.none()


def forget_old(now: datetime) -> int:
    """With their breaks, adjustments and history, which a seal says."""
    gone = 0
    while ids := list(old_entries(now).order_by("date", "pk").values_list("pk", flat=True)[:_AT_ONCE]):
        reason = f"Time records from before {limit(KEPT_YEARS, now):%Y-%m-%d} went"
        with rewriting(kind=SealKind.EXPIRED, reason=reason, actor_id=None, now=now) as work:
            adjustments = TimeAdjustment.objects.filter(entry_id__in=ids)
            work.touch(TimeAdjustment._meta.db_table, list(adjustments.values_list("pk", flat=True)))
            adjustments.delete()
            breaks = list(TimeBreak.objects.filter(entry_id__in=ids).values_list("pk", flat=True))
            TimeEntry.objects.filter(pk__in=ids).delete()
            for model, keys in ((TimeBreak, breaks), (TimeEntry, ids)):
                _forget_history(model, keys, work)
        gone += len(ids)
    return gone


def _forget_history(model: Any, keys: list[int], work: Rewriting) -> None:
    for history in event_models(tracks_model=model):
        entries = history._default_manager.filter(pgh_obj_id__in=keys)
        work.touch(history._meta.db_table, list(entries.values_list("pgh_id", flat=True)))
        entries.delete()


keep(KEPT_YEARS, count=lambda now: old_entries(now).count(), forget=forget_old)
