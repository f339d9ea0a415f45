"""Django's `migrate`, one at a time however many are started, and never in front of people who work."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations import Migration

_TRY, _LEAVE = (
    f"SELECT pg_{word}(hashtextextended('bms: migrate', 0))" for word in ("try_advisory_lock", "advisory_unlock")
)
_LOOKED_EVERY = 0.5  # seconds
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
        if migration is not None:
            self._set_patience(PATIENCE if action == "apply_start" and migration.atomic else "0")
        super().migration_progress_callback(action, migration, fake)

    def _set_patience(self, patience: str) -> None:
        with connections[self._database].cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [patience])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        holder = connections[self._database].copy()  # migrating closes and opens its own
        try:
            with holder.cursor() as cursor:
                self._wait_for_turn(cursor)
                try:
                    yield
                finally:
                    cursor.execute(_LEAVE)
        finally:
            holder.close()
            self._set_patience("0")

    def _wait_for_turn(self, cursor: Any) -> None:
        """By asking again: one statement that waits would hold up an index that the other builds beside the traffic."""
        is_told = False
        while True:
            cursor.execute(_TRY)
            if cursor.fetchone()[0]:
                return
            if not is_told:
                self.stdout.write("Another migration is at work; waiting for it ...")
                is_told = True
            time.sleep(_LOOKED_EVERY)
