"""Somebody who goes past BMS and past the database's own lock, as only its owner can."""

from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import connection

Tamper = Callable[..., None]


@contextmanager
def past_the_lock(*tables: str):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def tamper() -> Tamper:
    """`tamper("UPDATE core_seal ...", "core_seal")`: the statement, and whose triggers are off for it."""

    def run(statement: str, *tables: str) -> None:
        with past_the_lock(*tables) as cursor:
            cursor.execute(statement)

    return run
