"""Advisory locks that end with the transaction."""

from collections.abc import Iterable
from hashlib import blake2b

from django.db import connection


def hold(*names: str) -> None:
    """Wait for the named locks and keep them until the transaction ends.

    Names are locked in one order whatever the caller's, so two holders never wait for each other.
    """
    _lock(sorted({_key(name) for name in names}))


def _lock(keys: Iterable[int]) -> None:
    listed = list(keys)
    if not listed:
        return
    with connection.cursor() as cursor:
        # unnest keeps the order of the array; one round trip for all
        cursor.execute("SELECT pg_advisory_xact_lock(k) FROM unnest(%s::bigint[]) AS k", [listed])


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
