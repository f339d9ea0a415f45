"""Advisory locks: kept until the transaction ends, or for as long as a piece of work lasts."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from hashlib import blake2b

from django.db import DatabaseError, OperationalError, connection
from psycopg.errors import LockNotAvailable

from apps.core.errors import Busy

PATIENCE = timedelta(seconds=15)  # how long a request waits for others before it gives its place away


def hold(*names: str, within: timedelta | None = None) -> None:
    """Wait for the named locks and keep them until the transaction ends.

    Names are locked in one order whatever the caller's, so two holders never wait for each other.
    Raises Busy when they are not free `within` that time; without one, waits for as long as it takes.
    """
    keys = sorted({_key(name) for name in names})
    if not keys:
        return
    limit = f"SET LOCAL lock_timeout = {int(within.total_seconds() * 1000)};" if within else ""
    try:
        with connection.cursor() as cursor:
            # unnest keeps the order of the array; one round trip for all
            cursor.execute(f"{limit} SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k", [keys])  # noqa: S608 - a number of ours
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Busy(retry_after=5) from error
        raise


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else is inside this block of this name; whoever is not alone must not wait but leave.

    Outside of transactions, for work that talks to the network. A worker that dies is out of the way at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_key(name)])
        [is_alone] = cursor.fetchone() or [False]
    try:
        yield is_alone
    finally:
        if is_alone:
            with suppress(DatabaseError), connection.cursor() as cursor:  # a connection that broke holds nothing
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(name)])


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
