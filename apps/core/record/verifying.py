"""Checking the chain from its first seal to its last, and every row it speaks for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import ProgrammingError, connection
from django.db.models import Prefetch
from psycopg.errors import UndefinedColumn

from apps.core.record.hashing import Hashed, hash_of_seal, hash_rows, in_order, read_leaves
from apps.core.record.models import Seal, SealedRange, SealKind
from apps.core.record.sealing import sealed_up_to
from apps.core.record.tables import BEFORE_ALL, Kept, kept_tables

SHOWN = 50  # findings that are named; more of them say no more
_AT_ONCE = 200  # seals
_MADE_BY = {
    "altered": "was altered",
    "missing": "is missing",
    "inserted": "was inserted",
}

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed."""

    what: str  # "altered", "missing", "inserted", "seal", "head", "form"
    words: str
    table: str = ""
    id: int | None = None
    seal: int | None = None


@dataclass(slots=True)
class Verified:
    """What a check went through, and what it found. `rewritten` are the seals that say that something was taken out."""

    seals: int = 0
    rows: int = 0
    head: str = ""
    sealed_at: datetime | None = None
    rewritten: int = 0
    found: list[Finding] = field(default_factory=list)

    @property
    def is_unaltered(self) -> bool:
        return not self.found


def verify_record(*, head: str = "", progress: Progress = lambda seals: None) -> Verified:
    """Check every seal and every row that one speaks for. Takes about 20 s for a million rows.

    Args:
        head: a head kept outside of the station, `number-hash` or the hash alone; it must be in the chain.
        progress: told after some seals how many are done.
    """
    verified = Verified()
    tables, reached, before = kept_tables(), dict[str, int](), ""
    is_head_there = not head
    for seal in _seals():
        ranges = in_order(list(seal.ranges.all()))
        verified.found += _of_seal(seal, ranges, expected=verified.seals + 1, previous=before)
        for each in ranges:
            if each.replaces_id is None:
                verified.found += _of_place(each, seal, reached)
                reached[each.table] = each.upto_id
            if not hasattr(each, "replaced_by"):
                verified.rows += each.rows
                verified.found += _of_rows(tables.get(each.table), each, seal)
        verified.seals, before = seal.number, seal.hash
        verified.head, verified.sealed_at = seal.head, seal.made_at
        verified.rewritten += seal.kind != SealKind.SEALED
        is_head_there = is_head_there or head in {seal.head, seal.hash}
        progress(verified.seals)
        if len(verified.found) >= SHOWN:
            break
    if not is_head_there and len(verified.found) < SHOWN:
        words = f"The chain does not hold the head {head[:80]}: it ends at {verified.head or 'nothing'}"
        verified.found.append(Finding("head", f"{words}. Its end was cut off, or it was made anew"))
    verified.found = verified.found[:SHOWN]
    return verified


def in_words(verified: Verified) -> str:
    if not verified.seals:
        return "Nothing is sealed yet"
    rewritten = f", {verified.rewritten} of which took something out of history" if verified.rewritten else ""
    return (
        f"Unaltered: {verified.rows} entries under {verified.seals} seals{rewritten}, "
        f"the last made at {verified.sealed_at:%Y-%m-%d %H:%M:%S %Z}\nHead: {verified.head}"
    )


def _seals() -> Iterator[Seal]:
    """By number; those that are added meanwhile too."""
    ranges = SealedRange.objects.defer("leaves").select_related("replaces", "replaced_by")
    number = 0
    while batch := list(
        Seal.objects.filter(number__gt=number)
        .order_by("number")
        .prefetch_related(Prefetch("ranges", ranges))[:_AT_ONCE]
    ):
        yield from batch
        number = batch[-1].number


def _of_seal(seal: Seal, ranges: list[SealedRange], *, expected: int, previous: str) -> Iterator[Finding]:
    if seal.number != expected:
        yield Finding("seal", f"Seal {expected} is missing", seal=expected)
    elif seal.previous != previous:
        yield Finding("seal", f"Seal {seal.number} does not follow the one before it", seal=seal.number)
    if hash_of_seal(seal, ranges) != seal.hash:
        yield Finding("seal", f"Seal {seal.number} was altered, or a range of it is gone", seal=seal.number)
    for each in ranges:
        old = each.replaces
        if old and (old.table, old.after_id, old.upto_id) != (each.table, each.after_id, each.upto_id):
            yield Finding("seal", f"Seal {seal.number} replaces something else than it says", seal=seal.number)


def _of_place(each: SealedRange, seal: Seal, reached: dict[str, int]) -> Iterator[Finding]:
    if each.after_id != reached.get(each.table, BEFORE_ALL):
        yield Finding("seal", f"Seal {seal.number} leaves out rows of {each.table}", table=each.table, seal=seal.number)


def _of_rows(table: Kept | None, each: SealedRange, seal: Seal) -> list[Finding]:
    """Empty when the rows are what they were. Looked at again before anything is said: something may have been taken
    out in between.
    """
    hashed = _hash(table, each) if table else None
    if hashed is None:
        words = f"Sealed columns of {each.table} are not there any more: it was given another form without a word"
        return [Finding("form", words, table=each.table, seal=seal.number)]
    if (hashed.rows, hashed.hash) == (each.rows, each.hash):
        return []
    again = SealedRange.objects.select_related("replaced_by").get(pk=each.pk)
    if hasattr(again, "replaced_by"):
        return []
    return list(_differences(again, read_leaves(hashed.leaves), seal))


def _hash(table: Kept, each: SealedRange) -> Hashed | None:
    try:
        return hash_rows(table, each.columns, after=each.after_id, upto=each.upto_id, salt=bytes(each.salt))
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedColumn):
            return None
        raise


def _differences(each: SealedRange, now: dict[int, bytes], seal: Seal) -> Iterator[Finding]:
    sealed = read_leaves(bytes(each.leaves))
    named = False
    for key in sorted({*sealed, *now}):
        if sealed.get(key) != now.get(key):
            what = "inserted" if key not in sealed else "missing" if key not in now else "altered"
            named = True
            yield Finding(what, f"{each.table} {key} {_MADE_BY[what]}", table=each.table, id=key, seal=seal.number)
    if not named:
        words = f"Rows of {each.table} up to {each.upto_id} are not what was sealed; which of them cannot be told"
        yield Finding("altered", words, table=each.table, seal=seal.number)


def unsealed() -> tuple[int, datetime | None]:
    """How many rows no seal speaks for yet, and when the oldest of them was written. One query."""
    done = sealed_up_to()
    parts = [
        f"SELECT count(*) AS rows, min({table.at}) AS at FROM {table.name}"  # noqa: S608 - names and numbers of ours
        f" WHERE {table.key} > {done.get(table.name, BEFORE_ALL)}"
        for table in kept_tables().values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(rows), min(at) FROM ({' UNION ALL '.join(parts)}) waiting")  # noqa: S608
        rows, at = cursor.fetchone() or (0, None)
    return int(rows or 0), at
