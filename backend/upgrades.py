"""What in a migration would stop people who work, or the version before that still runs: docs/upgrade.md.

squawk knows what PostgreSQL locks for how long. What is added here is what it cannot know of Django.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import apps
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from backend.env import ROOT

SQUAWK = Path(sys.executable).parent / "squawk"
OLDEST_POSTGRESQL = "15.0"
MATTERS_OF_TASTE = ("prefer-text-field", "prefer-bigint-over-int", "prefer-bigint-over-smallint", "prefer-timestamp-tz")
NOT_DJANGOS_WAY = ("prefer-robust-stmts", "require-statement-timeout")
SET_BY_OUR_COMMAND = ("require-lock-timeout",)
# In the file of a migration, with a reason: `# allowed: adding-foreign-key-constraint: the table is empty until ...`
_ALLOWED = re.compile(r"^# allowed: (?P<rule>[a-z-]+): \S.*$", re.MULTILINE)
_NOT_FILLED = re.compile(r'ALTER COLUMN "(?P<column>\w+)" DROP DEFAULT', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    migration: str
    rule: str
    told: str


def examine() -> Iterator[Finding]:
    """Every finding in the project's migrations but those that make a module's first tables."""
    loader = MigrationLoader(connection, replace_migrations=False)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        path = Path(apps.get_app_config(app).path)
        if migration.initial or not path.is_relative_to(ROOT / "apps"):
            continue
        source = (path / "migrations" / f"{name}.py").read_text()
        allowed = {found["rule"] for found in _ALLOWED.finditer(source)}
        state = loader.project_state((app, name), at_end=False)
        yield from (found for found in findings(migration, state) if found.rule not in allowed)


def findings(migration: Migration, state: ProjectState) -> Iterator[Finding]:
    """What would go wrong when a migration is applied to a station of that state while people work on it."""
    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(state.clone(), editor, collect_sql=True)
    sql = "\n".join(editor.collected_sql)
    name = f"{migration.app_label}.{migration.name}"
    for found in _NOT_FILLED.finditer(sql):
        told = f"the version before does not fill {found['column']}: give the field a db_default, or null=True"
        yield Finding(name, "column-without-database-default", told)
    for problem in _squawk(sql, atomic=migration.atomic):
        yield Finding(name, problem["rule_name"], problem["message"])


def _squawk(sql: str, *, atomic: bool) -> list[dict[str, str]]:
    words = ["--pg-version", OLDEST_POSTGRESQL, "--reporter", "json"]
    words += ["--exclude", ",".join((*MATTERS_OF_TASTE, *NOT_DJANGOS_WAY, *SET_BY_OUR_COMMAND))]
    words += ["--assume-in-transaction"] if atomic else ["--no-assume-in-transaction"]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "migration.sql"
        path.write_text(sql)
        told = subprocess.run([str(SQUAWK), *words, str(path)], capture_output=True, text=True, check=False)
    if told.returncode not in {0, 1} or not told.stdout:
        raise RuntimeError(f"squawk failed: {told.stderr}")
    return list(json.loads(told.stdout))
