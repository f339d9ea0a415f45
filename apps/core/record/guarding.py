"""A lock on the door: the database refuses to change, remove or empty history. The chain is the proof, this is not.

Put on after every migration, so that a table that is tracked from now on has it too without a word in its migration.
Whoever owns the tables can take it off; that is what the chain is for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig
from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

from apps.core.record.tables import CONTEXTS, Kept, kept_tables

CHAIN = ("core_seal", "core_sealed_range")
_SETTING = "bms.history_may"  # "change" within `opened`; "truncate" where tests empty their database

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION bms_history_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF current_setting('{_SETTING}', true) = 'truncate' THEN RETURN NULL; END IF;
    ELSIF current_setting('{_SETTING}', true) = 'change' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'The record is kept: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'raise_exception';
END $$
"""


@contextmanager
def opened() -> Iterator[None]:
    """Inside, this transaction may change history. Only `rewriting` has a reason to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'change', true)", [_SETTING])
        yield
        cursor.execute("SELECT set_config(%s, '', true)", [_SETTING])


def guard(app_config: AppConfig | None = None, **_: Any) -> None:
    """After `migrate`: what is there already is left alone, so that nobody waits for a lock."""
    there = set(connection.introspection.table_names())
    tables = [table for table in kept_tables().values() if table.name in there]
    guarded = [name for name in (*(table.name for table in tables), CONTEXTS, *CHAIN) if name in there]
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTION)
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'history\\_is\\_%'")
        triggers = set(cursor.fetchall())
        for name in guarded:
            for trigger, event, each in (
                ("history_is_kept", "UPDATE OR DELETE", "ROW"),
                ("history_is_not_emptied", "TRUNCATE", "STATEMENT"),
            ):
                if (name, trigger) not in triggers:
                    cursor.execute(
                        SQL(
                            "CREATE TRIGGER {} BEFORE {} ON {} FOR EACH {} EXECUTE FUNCTION bms_history_is_kept()"
                        ).format(Identifier(trigger), SQL(event), Identifier(name), SQL(each))
                    )
        cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE indisvalid")
        there_already = {name for (name,) in cursor.fetchall()}
        wanted: dict[str, tuple[str, Composable]] = {
            _index_of(table): (table.name, SQL("({})").format(Identifier(table.at))) for table in tables
        }
        if CONTEXTS in there:
            wanted["history_context_by_actor"] = (CONTEXTS, SQL("((metadata -> 'actor'), created_at)"))
        # Beside people who write; only a transaction, as in a test, cannot have it so.
        way = SQL("" if connection.in_atomic_block else "CONCURRENTLY")
        for index, (name, columns) in wanted.items():
            if index not in there_already:
                cursor.execute(SQL("DROP INDEX IF EXISTS {}").format(Identifier(index)))  # one that was not finished
                cursor.execute(
                    SQL("CREATE INDEX {} {} ON {} {}").format(way, Identifier(index), Identifier(name), columns)
                )


def _index_of(table: Kept) -> str:
    """By age, for lists of everything and for retention. 63 bytes are a name's limit."""
    return f"{table.name[:50]}_by_age"
