"""The refusals around events and bookings."""

from apps.core.errors import Conflict


class BookingConflict(Conflict):
    """Carries `conflicts`, and where there is one `next_free` and `free_facilities`."""

    code, title = "booking_conflict", "Already booked"


class OnLeave(Conflict):
    """Somebody is away. Carries `absences`: who and when, never why."""

    code, title = "on_leave", "Somebody of the crew is on leave"


class ExternalIdTaken(Conflict):
    code, title = "external_id_taken", "Another event with this source and external id exists"
