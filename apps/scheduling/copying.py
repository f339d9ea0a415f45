"""Many new rows at once through COPY: several times faster than INSERT, and the triggers of the audit still fire."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Field, Model


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
            for row in rows:
                copy.write_row([field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields])
    for row in rows:
        row._state.adding = False
