"""The canonical form of a row and of a seal, and their hashes.

A row is the JSON array of the columns that were named when it was sealed, written by PostgreSQL under fixed settings:
instants in UTC by ISO 8601, ranges and intervals by the settings below. Columns added since are not in it. The hash of
a range is that of the ids and hashes of its rows, in the order of their ids.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from struct import iter_unpack
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

from apps.core.db import transaction
from apps.core.record.models import Seal, SealedRange
from apps.core.record.tables import CONTEXT, CONTEXTS, Kept

SALT = 16  # bytes
_LEAF = ">q8s"  # id, the first bytes of the row's hash
_SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
}


@dataclass(frozen=True, slots=True)
class Hashed:
    """Some rows of one table, hashed."""

    rows: int
    hash: str
    leaves: bytes


def new_salt() -> bytes:
    return secrets.token_bytes(SALT)


def hash_rows(table: Kept, columns: Sequence[str], *, after: int, upto: int, salt: bytes) -> Hashed:
    """The rows with ids above `after`, up to `upto`. They do not pass through Python."""
    row = SQL(", ").join(_column(name) for name in columns)
    join = (
        SQL("LEFT JOIN {} c ON c.id = r.pgh_context_id").format(Identifier(CONTEXTS)) if CONTEXT in columns else SQL("")
    )
    statement = SQL(
        "SELECT count(*), encode(sha256(coalesce(string_agg(int8send(id) || leaf, ''::bytea ORDER BY id), '')), 'hex'),"
        " coalesce(string_agg(int8send(id) || substring(leaf FOR 8), ''::bytea ORDER BY id), '')"
        " FROM (SELECT r.{key}::bigint AS id,"
        " sha256(%s || convert_to(jsonb_build_array({row})::text, 'UTF8')) AS leaf"
        " FROM {table} r {join} WHERE r.{key} > %s AND r.{key} <= %s) leaves"
    ).format(key=Identifier(table.key), row=row, table=Identifier(table.name), join=join)
    with transaction(), connection.cursor() as cursor:
        for name, value in _SETTINGS.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        cursor.execute(statement.as_string(), [salt, after, upto])  # text, for those who look at what is executed
        rows, digest, leaves = cursor.fetchone() or (0, "", b"")
    return Hashed(rows, digest, bytes(leaves))


def _column(name: str) -> Composable:
    return SQL("c.metadata") if name == CONTEXT else SQL("r.{}").format(Identifier(name))


def read_leaves(leaves: bytes) -> dict[int, bytes]:
    return dict(iter_unpack(_LEAF, leaves))


def hash_of_seal(seal: Seal, ranges: Sequence[SealedRange]) -> str:
    """Of all a seal says. `ranges` in the order of table and first id, with what they replace."""
    told: list[Any] = [
        seal.number,
        seal.previous,
        seal.kind,
        seal.made_at.astimezone(UTC).isoformat(),
        seal.actor_id,
        seal.reason,
        seal.rows,
        [_told(each) for each in ranges],
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def _told(each: SealedRange) -> list[Any]:
    replaced = each.replaces.hash if each.replaces else ""
    return [each.table, each.after_id, each.upto_id, each.rows, each.columns, each.hash, replaced]


def in_order(ranges: Sequence[SealedRange]) -> list[SealedRange]:
    return sorted(ranges, key=lambda each: (each.table, each.after_id))
