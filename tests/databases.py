"""Test databases: one is migrated in a run, and every process that runs tests works in a copy of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from launcher.django import migrations_fingerprint

MIGRATED = f"test_migrated_{migrations_fingerprint()[:12]}"  # what the copies are taken from
TURN = 20261123  # advisory lock: processes that start together take turns
DROPPED_WITHIN = 30.0  # seconds


@contextmanager
def database_of_tests() -> Iterator[None]:
    """Django works in a migrated, empty database of this process's own, which is dropped afterwards."""
    ordinary, own = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    with _admin() as admin:
        admin.execute("SELECT pg_advisory_lock(%s)", [TURN])
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MIGRATED]).fetchone():
            _make_migrated(admin, f"{MIGRATED}_unfinished")
        _drop(admin, own)
        admin.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(own), Identifier(MIGRATED)))
    _work_in(own)
    try:
        yield
    finally:
        _work_in(ordinary)
        with _admin() as admin:
            _drop(admin, own)


def _make_migrated(admin: "psycopg.Connection[tuple[object, ...]]", unfinished: str) -> None:
    _drop(admin, unfinished)
    admin.execute(SQL("CREATE DATABASE {}").format(Identifier(unfinished)))
    _work_in(unfinished)
    call_command("migrate", verbosity=0, interactive=False)
    _close()
    admin.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(MIGRATED)))


def _admin() -> "psycopg.Connection[tuple[object, ...]]":
    """Outside of Django, in a database that is never copied."""
    server = connection.settings_dict
    return psycopg.connect(
        host=server["HOST"],
        port=server["PORT"],
        user=server["USER"],
        password=server["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )


def _drop(admin: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    """Autovacuum may be looking at it, and only the server's owner could end that: it is done in a moment."""
    command = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
    deadline = time.monotonic() + DROPPED_WITHIN
    while True:
        try:
            admin.execute(command)
        except InsufficientPrivilege:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _work_in(name: str) -> None:
    _close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    # Between tests everything is emptied, history too, which a station refuses.
    connection.settings_dict["OPTIONS"]["options"] = "-c bms.history_may=truncate"


def _close() -> None:
    connection.close()
    connection.close_pool()
