"""Django's `migrate`, one at a time however many are started, and never in front of people who work."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations import Migration

_ONE_AT_A_TIME = "SELECT pg_{}advisory_{}lock(hashtextextended('bms: migrate', 0))"
PATIENCE = "10s"  # that a change of a table waits for its turn: everybody else waits behind it meanwhile


class Command(migrate.Command):
    """Who comes second waits for the first, and then finds nothing to do."""

    def handle(self, *args: Any, **options: Any) -> None:
        self._database = options["database"]
        with self._turn():
            super().handle(*args, **options)

    def migration_progress_callback(
        self,
        action: str,
        migration: Migration | None = None,
        fake: bool = False,  # noqa: FBT001, FBT002 - Django's
    ) -> None:
        """A migration without a transaction builds an index beside the traffic and may wait; another may not."""
        if action == "apply_start" and migration is not None:
            self._set_patience(PATIENCE if migration.atomic else "0")
        super().migration_progress_callback(action, migration, fake)

    def _set_patience(self, patience: str) -> None:
        with connections[self._database].cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [patience])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        holder = connections[self._database].copy()  # migrating closes and opens its own
        try:
            with holder.cursor() as cursor:
                cursor.execute(_ONE_AT_A_TIME.format("try_", ""))
                if not cursor.fetchone()[0]:
                    self.stdout.write("Another migration is at work; waiting for it ...")
                    cursor.execute(_ONE_AT_A_TIME.format("", ""))
                try:
                    yield
                finally:
                    cursor.execute(_ONE_AT_A_TIME.format("", "un"))
        finally:
            holder.close()
            self._set_patience("0")
