"""From what an event holds to what it takes now."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from apps.scheduling.events.holding import Hold
from apps.scheduling.events.models import Booking, BookingStatus, Event


@dataclass(frozen=True, slots=True)
class Difference:
    dropped: list[int]  # ids of bookings
    altered: list[tuple[Booking, Hold]]
    new: list[Booking]


def difference(event: Event, bookings: Collection[Booking], holds: Collection[Hold]) -> Difference:
    """What is to be written so that these are the bookings of the event.

    An option that was none before, or wants more than it did, goes behind all that are there: it gets a new key.
    """
    wanted = {(hold.kind.value, hold.resource_id, hold.part_id): hold for hold in holds}
    dropped, altered = [], []
    for booking in bookings:
        place = (booking.resource_kind, booking.resource_id, booking.part_id)
        hold = wanted.get(place)
        if hold is None or _is_placed_anew(booking, hold):
            dropped.append(booking.pk)
            continue
        del wanted[place]
        if _values_of(booking) != _values_of(hold):
            altered.append((booking, hold))
    return Difference(dropped, altered, [booking_of(event, hold) for hold in wanted.values()])


def _values_of(held: Booking | Hold) -> tuple[str, DateTimeTZRange, DateTimeTZRange | None, int | None, int]:
    return held.status, held.period, held.core, held.kit_id, held.quantity


def _is_placed_anew(booking: Booking, hold: Hold) -> bool:
    if not hold.is_claim or hold.is_exclusive:
        return False
    had = booking.core or booking.period
    grows = hold.start < booking.period.lower or hold.end > booking.period.upper
    grows = grows or hold.unshared.lower < had.lower or hold.unshared.upper > had.upper
    return grows or booking.status != BookingStatus.TENTATIVE


def booking_of(event: Event, hold: Hold) -> Booking:
    return Booking(
        event=event,
        resource_kind=hold.kind,
        resource_id=hold.resource_id,
        period=hold.period,
        status=hold.status,
        kit_id=hold.kit_id,
        quantity=hold.quantity,
        part_id=hold.part_id,
        core=hold.core,
    )
