"""Many new rows at once through COPY: several times faster than INSERT, and the triggers of the audit still fire."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import (
    BigAutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SmallIntegerField,
    TextField,
)

AS_THEY_ARE = {
    BigAutoField, BigIntegerField, BooleanField, CharField, DateTimeField, ForeignKey, IntegerField,
    PositiveIntegerField, PositiveSmallIntegerField, SmallIntegerField, TextField,
}  # fmt: skip


def copy_in(rows: Sequence[Model]) -> None:
    """Insert rows of one model. They get their keys, as with `bulk_create`; no defaults of the database apply."""
    if not rows:
        return
    model = type(rows[0])
    table = model._meta.db_table
    key = model._meta.pk
    fields: list[Field[Any, Any]] = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, key.column, len(rows)],
        )
        for row, (value,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = value
        statement = f"COPY {connection.ops.quote_name(table)} ({columns}) FROM STDIN"
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            readers = [_reader(field) for field in fields]
            for row in rows:
                copy.write_row([read(row) for read in readers])
    for row in rows:
        row._state.adding = False


def _reader(field: "Field[Any, Any]") -> Callable[[Model], Any]:
    """What of a row is written. Most values go as they are, and asking the field would cost more than writing them."""
    is_made_up = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if type(field) in AS_THEY_ARE and not field.choices and not is_made_up:
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)
