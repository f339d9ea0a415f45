"""Series: made with all their dates up to the horizon, in one transaction."""

from collections.abc import Collection
from datetime import datetime

from typing_extensions import TypedDict

from apps.core import outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid
from apps.scheduling import policies
from apps.scheduling.events.errors import ExternalIdTaken
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider
from apps.scheduling.series.editing import SeriesValues, apply_to_series
from apps.scheduling.series.errors import SeriesConflict
from apps.scheduling.series.facts import SeriesScheduled
from apps.scheduling.series.making import Made, OnClash, new_dates, placed, write_dates
from apps.scheduling.series.models import Series
from apps.scheduling.series.shaping import Date, horizon

CONSTRAINTS = {
    "booking_no_overlap": SeriesConflict,
    "event_once_per_date_of_series": SeriesConflict,
    "series_external_id_once": ExternalIdTaken,
}


def create_series(
    *,
    actor: Actor,
    values: SeriesValues,
    now: datetime,
    on_clash: OnClash = OnClash.REFUSE,
    preview: bool = False,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> Made:
    """Put a series on the schedule with all its dates up to the horizon; `preview` says what would come of it.

    Raises NotAllowed, Invalid, SeriesConflict.
    """
    policies.require_can_edit_events(actor)
    with transaction(), refusing(**CONSTRAINTS):
        series = Series(created_by_id=actor.id, time_zone="", title="")
        apply_to_series(series, values, facilities=facilities, people=people)
        series.extended_to = horizon(series, now)
        dates = new_dates(series, until=series.extended_to)
        made = placed(dates, on_clash=on_clash, preview=preview, facilities=facilities, people=people, series=series)
        if not made.dates:
            raise Invalid.field("rrule", "gives no date that can be booked")
        if not preview:
            series.save()
            write_dates(series, made.dates)
            outbox.publish(SeriesScheduled(**told(series, made.dates, now), occurred_at=now))
    return made


class Told(TypedDict):
    """What facts say of a series and its dates that are not over."""

    series_id: int
    title: str
    people: list[int]
    first_day: str
    sentence: str


def told(series: Series, dates: Collection[Date], now: datetime) -> Told:
    ahead = [date for date in dates if date.event.end_at > now and date.event.is_holding]
    return {
        "series_id": series.pk,
        "title": series.title,
        "people": sorted({person for date in ahead for person in date.crew.involved}),
        "first_day": min(
            (date.event.start_at.astimezone(series.zone).date().isoformat() for date in ahead), default=""
        ),
        "sentence": series.sentence,
    }
