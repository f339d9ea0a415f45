"""The refusals around series."""

from apps.core.errors import Conflict
from apps.scheduling.events.errors import BookingConflict


class SeriesConflict(BookingConflict):
    """Carries `conflicts`, every one with the date of the series it is in the way of, and `absences`."""

    title = "Some dates of the series are already booked"


class EditsWouldBeLost(Conflict):
    """Carries `edits`: the dates that were changed by hand, and what of them."""

    code, title = "edits_would_be_lost", "Dates that were changed by hand would be lost"
