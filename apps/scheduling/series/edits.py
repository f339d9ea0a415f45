"""What happens to a series when somebody changes or takes off one of its dates by hand."""

from datetime import datetime

from apps.scheduling.events.editing import Crew
from apps.scheduling.events.models import Event
from apps.scheduling.series.models import Series
from apps.scheduling.series.shaping import edits_of, wall_of


def note_edits(event: Event, crew: Crew) -> None:
    """Keep with a date what of it differs from its series by hand. The caller saves the event."""
    if event.series_id is None or event.recurrence_at is None:
        return
    series = Series.objects.get(pk=event.series_id)
    event.edited = edits_of(series, event, crew, wall_of(series, event.recurrence_at))


def lock_series_of(event_id: int) -> Series | None:
    """The series of a date, locked before the date itself, as everyone does who changes both."""
    return Series.objects.select_for_update(of=("self",)).filter(occurrences=event_id).first()


def take_out(series: Series, recurrence_at: datetime) -> None:
    """A date that was taken off the schedule is not made again. The series is locked."""
    series.exdates = sorted({*series.exdates, wall_of(series, recurrence_at)})
    series.save_next_version()
