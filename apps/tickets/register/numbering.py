"""Numbers without gaps within a year, whoever asks for them at the same time."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction

from apps.tickets.register.models import Kind, Ticket

# The row stays locked until the transaction ends: the next one waits, and gets the number again if this one fails.
_TAKE = """
    INSERT INTO tickets_counter (kind, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (kind, year) DO UPDATE SET last = tickets_counter.last + 1
    RETURNING last
"""


def open_ticket(kind: Kind, *, now: datetime) -> Ticket:
    """The next number of its kind, in the year that the station's clock shows.

    Call it last before writing the row it is for: others of the kind wait for the commit.
    Raises TransactionManagementError outside a transaction, where a failure would leave a gap.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("take numbers inside the transaction that uses them")
    year = now.astimezone(ZoneInfo(settings.TIME_ZONE)).year
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [kind.value, year])
        (serial,) = cursor.fetchone()
    return Ticket.objects.create(kind=kind, year=year, serial=serial, number=f"{kind.prefix}-{year}-{serial:04d}")
