"""Sealing what was written since the last seal, while people go on writing.

Rows do not become visible in the order of their ids: a transaction may take an id and commit much later. So the last
ids that were given out are read first, and then who is writing to those tables: whoever has an id up to there and has
not finished holds a lock on its table, from before it took the id until its rows can be seen. Once those few are
through, everything up to the mark is there for good or never will be. Nobody waits for the seal; the seal waits, and a
table whose writers take longer than its patience is sealed the next time. Nothing of this outlives the call, so a
restored station or a restarted server can have no mark that means something else.
"""

import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

import structlog
from django.db import connection
from django.db.models import Max

from apps.core import locks
from apps.core.db import transaction
from apps.core.record.hashing import hash_of_seal, hash_rows, in_order, new_salt
from apps.core.record.models import Seal, SealedRange, SealKind
from apps.core.record.tables import BEFORE_ALL, Kept, kept_tables

CHAIN_LOCK = "record.chain"  # held by whoever adds a seal, until it is committed
PATIENCE = timedelta(seconds=20)  # with transactions that are writing
RANGE_ROWS = 1000  # hashed anew for each redaction among them
SEAL_ROWS = 200_000  # in one transaction

log = structlog.get_logger(__name__)

Writer = tuple[str, str]  # table, virtual transaction


def seal_record(*, now: datetime, patience: timedelta = PATIENCE) -> int:
    """Seal every row of the record that is settled. Returns how many; 0 leaves the chain as it is."""
    tables = kept_tables()
    marks = _marks(tables)
    unsettled = _wait_for(_writers(marks), patience)
    settled = {name: mark for name, mark in marks.items() if name not in unsettled}
    if unsettled:
        log.info("tables not sealed yet: somebody is writing", tables=sorted(unsettled))
    rows = 0
    while sealed := _add_seal(tables, settled, now=now):
        rows += sealed
    return rows


def newest_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def sealed_up_to() -> dict[str, int]:
    """The last id of each table that some seal speaks for."""
    return dict(SealedRange.objects.values_list("table").annotate(Max("upto_id")).order_by())


def append(seal: Seal, ranges: list[SealedRange]) -> Seal:
    """Put a seal at the end of the chain, whose lock the caller holds."""
    before = newest_seal()
    seal.number, seal.previous = (before.number + 1, before.hash) if before else (1, "")
    seal.rows = sum(each.rows for each in ranges)
    seal.hash = hash_of_seal(seal, in_order(ranges))
    seal.save(force_insert=True)
    for each in ranges:
        each.seal = seal
    SealedRange.objects.bulk_create(ranges)
    log.info("record sealed", head=seal.head, kind=seal.kind, rows=seal.rows)
    return seal


def _add_seal(tables: Mapping[str, Kept], marks: Mapping[str, int], *, now: datetime) -> int:
    with transaction():
        locks.hold(CHAIN_LOCK)
        ranges: list[SealedRange] = []
        for found in _ranges(tables, marks):
            ranges.append(found)
            if sum(each.rows for each in ranges) >= SEAL_ROWS:
                break
        if ranges:
            append(Seal(kind=SealKind.SEALED, made_at=now), ranges)
    return sum(each.rows for each in ranges)


def _ranges(tables: Mapping[str, Kept], marks: Mapping[str, int]) -> Iterator[SealedRange]:
    done = sealed_up_to()
    for name, mark in marks.items():
        after = done.get(name, BEFORE_ALL)
        while after < mark and (found := _range(tables[name], after=after, mark=mark)):
            yield found
            after = found.upto_id


def _range(table: Kept, *, after: int, mark: int) -> SealedRange | None:
    """The next rows of a table, at most `RANGE_ROWS`; None when there are none up to the mark."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), max(id) FROM (SELECT {table.key} AS id FROM {table.name}"  # noqa: S608 - names of our tables
            f" WHERE {table.key} > %s AND {table.key} <= %s ORDER BY {table.key} LIMIT %s) rows",
            [after, mark, RANGE_ROWS],
        )
        count, last = cursor.fetchone() or (0, None)
    if last is None:
        return None
    upto, salt = int(last) if count == RANGE_ROWS else mark, new_salt()
    hashed = hash_rows(table, table.columns, after=after, upto=upto, salt=salt)
    return SealedRange(
        table=table.name,
        after_id=after,
        upto_id=upto,
        rows=hashed.rows,
        columns=list(table.columns),
        hash=hashed.hash,
        salt=salt,
        leaves=hashed.leaves,
    )


def _marks(tables: Mapping[str, Kept]) -> dict[str, int]:
    """The last id that was given out in each table, by whomever, whether or not its row can be seen."""
    keys = [(table.name, table.key) for table in tables.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, pg_sequence_last_value(pg_get_serial_sequence(name, key)::regclass)"
            " FROM unnest(%s::text[], %s::text[]) AS kept (name, key)",
            [[name for name, _ in keys], [key for _, key in keys]],
        )
        return {name: mark for name, mark in cursor.fetchall() if mark is not None}


def _writers(marks: Mapping[str, int]) -> set[Writer]:
    """Who is writing to these tables now. Ourselves apart: what we wrote, we see."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, l.virtualtransaction FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            " WHERE l.locktype = 'relation' AND l.mode = 'RowExclusiveLock' AND l.granted"
            " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND l.relation = ANY(%s::text[]::regclass[]) AND l.pid IS DISTINCT FROM pg_backend_pid()",
            [list(marks)],
        )
        return set(cursor.fetchall())


def _wait_for(writers: set[Writer], patience: timedelta) -> set[str]:
    """Wait until they are through. Returns the tables of those who are not yet."""
    until = time.monotonic() + patience.total_seconds()
    pause = 0.01
    while writers and time.monotonic() < until:
        time.sleep(pause)
        pause = min(pause * 2, 0.5)
        writers &= _writers({table: 0 for table, _ in writers})
    return {table for table, _ in writers}
