"""Taking something out of sealed history, so that the chain says that it was done, by whom, when and why."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from apps.core import locks
from apps.core.db import transaction
from apps.core.errors import Conflict
from apps.core.record import guarding
from apps.core.record.hashing import hash_rows, new_salt
from apps.core.record.models import Seal, SealedRange, SealKind
from apps.core.record.sealing import CHAIN_LOCK, append
from apps.core.record.tables import kept_tables


class RecordAltered(Conflict):
    code, title = "record_altered", "The record was altered here outside of BMS; check it before anything is taken out"


class Rewriting:
    """Collects which sealed ranges are touched. A range is checked before, so that nothing altered is sealed anew."""

    def __init__(self) -> None:
        self._tables = kept_tables()
        self._touched: dict[int, SealedRange] = {}
        self.rows: dict[str, int] = defaultdict(int)

    def touch(self, table: str, ids: Collection[int]) -> None:
        """Said before these rows are changed. Raises RecordAltered."""
        self.rows[table] += len(ids)
        for each in _ranges_of(table, ids):
            if each.pk not in self._touched:
                kept = self._tables[table]
                now = hash_rows(kept, each.columns, after=each.after_id, upto=each.upto_id, salt=bytes(each.salt))
                if now.hash != each.hash:
                    raise RecordAltered(f"{RecordAltered.title}: {each}")
                self._touched[each.pk] = each

    def ranges(self) -> Iterator[SealedRange]:
        """What takes the place of the ranges that were touched, which keep nothing to guess from."""
        for old in self._touched.values():
            kept, salt = self._tables[old.table], new_salt()
            hashed = hash_rows(kept, kept.columns, after=old.after_id, upto=old.upto_id, salt=salt)
            yield SealedRange(
                table=old.table,
                after_id=old.after_id,
                upto_id=old.upto_id,
                rows=hashed.rows,
                columns=list(kept.columns),
                hash=hashed.hash,
                replaces=old,
                salt=salt,
                leaves=hashed.leaves,
            )
        SealedRange.objects.filter(pk__in=self._touched).update(salt=b"", leaves=b"")


@contextmanager
def rewriting(*, kind: SealKind, reason: str, actor_id: int | None, now: datetime) -> Iterator[Rewriting]:
    """History may be changed inside, row by row said with `touch`; at the end a seal says so. Raises RecordAltered."""
    with transaction():
        locks.hold(CHAIN_LOCK)
        work = Rewriting()
        with guarding.opened():
            yield work
            ranges = list(work.ranges())
        if ranges:
            append(Seal(kind=kind, made_at=now, actor_id=actor_id, reason=reason), ranges)


def _ranges_of(table: str, ids: Collection[int]) -> Iterator[SealedRange]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT r.id FROM unnest(%s::bigint[]) AS i JOIN core_sealed_range r"
            " ON r.table = %s AND r.after_id < i AND i <= r.upto_id"
            " WHERE NOT EXISTS (SELECT FROM core_sealed_range n WHERE n.replaces_id = r.id)",
            [list(ids), table],
        )
        keys = [key for (key,) in cursor.fetchall()]
    yield from SealedRange.objects.filter(pk__in=keys).defer("leaves").order_by("pk")
