"""History goes only where the station has decided so, and the chain says what went."""

from datetime import datetime

from django.db import connection

from apps.core.record.models import SealKind
from apps.core.record.rewriting import rewriting
from apps.core.record.switches import KEPT_YEARS
from apps.core.record.tables import Kept, kept_tables
from apps.core.retention import keep, limit

_AT_ONCE = 5000


def count_old(now: datetime) -> int:
    before = limit(KEPT_YEARS, now)
    if before is None:
        return 0
    parts = [f"SELECT count(*) AS n FROM {table.name} WHERE {table.at} < %s" for table in kept_tables().values()]  # noqa: S608 - names of ours
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(n) FROM ({' UNION ALL '.join(parts)}) old", [before] * len(parts))  # noqa: S608
        (count,) = cursor.fetchone() or (0,)
    return int(count or 0)


def forget_old(now: datetime) -> int:
    before = limit(KEPT_YEARS, now)
    return 0 if before is None else sum(_forget(table, before, now) for table in kept_tables().values())


def _forget(table: Kept, before: datetime, now: datetime) -> int:
    gone = 0
    reason = f"History from before {before:%Y-%m-%d} went"
    while True:
        with (
            rewriting(kind=SealKind.EXPIRED, reason=reason, actor_id=None, now=now) as work,
            connection.cursor() as cursor,
        ):
            cursor.execute(
                f"SELECT {table.key} FROM {table.name} WHERE {table.at} < %s ORDER BY {table.at} LIMIT %s",  # noqa: S608 - names of ours
                [before, _AT_ONCE],
            )
            ids = [key for (key,) in cursor.fetchall()]
            if ids:
                work.touch(table.name, ids)
                cursor.execute(f"DELETE FROM {table.name} WHERE {table.key} = ANY(%s)", [ids])  # noqa: S608 - names of ours
        gone += len(ids)
        if len(ids) < _AT_ONCE:
            return gone


keep(KEPT_YEARS, count=count_old, forget=forget_old)
