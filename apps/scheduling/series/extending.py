"""Every night the dates that came within the horizon become events. Safe to run twice, and beside anything else."""

from datetime import datetime

import structlog

from apps.core import outbox
from apps.core.db import transaction
from apps.scheduling.claims.placing import place
from apps.scheduling.equipping.gear import Gear, no_longer_bookable
from apps.scheduling.events.clashing import in_the_way, lock_resources
from apps.scheduling.events.models import Claimed
from apps.scheduling.ports import Equipment, equipment_provider
from apps.scheduling.series.clashing import holds_of_dates
from apps.scheduling.series.facts import SeriesExtended
from apps.scheduling.series.making import write_dates
from apps.scheduling.series.models import Series
from apps.scheduling.series.services import told
from apps.scheduling.series.shaping import HORIZON, dates_of, horizon, new_date

log = structlog.get_logger(__name__)


def extend_all(*, now: datetime) -> int:
    """Returns how many dates became events."""
    due = Series.objects.live().filter(extended_to__lt=now + HORIZON).order_by("extended_to", "pk")
    made = sum(extend(series_id=series_id, now=now) for series_id in due.values_list("pk", flat=True))
    log.info("series extended", dates=made, at=now.isoformat())
    return made


def extend(*, series_id: int, now: datetime, equipment: Equipment = equipment_provider) -> int:
    """Make the events of one series up to the horizon; none if that is done, or being done by another worker.

    A date whose facility, people or equipment are taken or cannot be had is made all the same, as an option: the
    maker of the series and the schedulers are told, and decide.
    """
    with transaction():
        series = Series.objects.live().select_for_update(skip_locked=True).filter(pk=series_id).first()
        if series is None or horizon(series, now) <= series.extended_to:
            return 0
        until = horizon(series, now)
        dates = [new_date(series, occurrence) for occurrence in dates_of(series, until=until, after=series.extended_to)]
        lock_resources(holds_of_dates(dates))
        found = in_the_way(holds_of_dates(dates))
        is_gone = no_longer_bookable(Gear.read(series.gear), equipment)
        clashing = [date for number, date in enumerate(dates) if is_gone or number in found.numbers]
        for date in clashing:
            date.event.claim = Claimed.HELD  # takes nothing from others; whoever decides confirms or releases it
            date.event.edited = ["claim"]
        series.extended_to = until
        series.save(update_fields=["extended_to"])
        write_dates(series, dates)
        for date in clashing:
            place(date.event, expires_at=None, now=now)
        if clashing:
            outbox.publish(
                SeriesExtended(
                    **told(series, dates, now),
                    clashing=[f"{date.event.start_at.astimezone(series.zone):%a %d %b %Y, %H:%M}" for date in clashing],
                    created_by=series.created_by_id,
                    occurred_at=now,
                )
            )
        elif dates:
            outbox.publish(SeriesExtended(**told(series, dates, now), occurred_at=now))
    return len(dates)
