"""Which tables are the record: every history that triggers write, and journals to which rows are only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

CONTEXTS = "pghistory_context"
CONTEXT = "pgh_context.metadata"  # who, on which request: hashed with each row, as if it were a column of it
BEFORE_ALL = -(2**63)


@dataclass(frozen=True, slots=True)
class Kept:
    """One table of the record: `key` grows with every row, `at` says when it was written."""

    name: str
    key: str
    at: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Journal:
    """A table of a module's own to whose rows nothing is ever done but adding: `at` is when, in its words."""

    model: str  # "app_label.Model"
    at: str


_journals: list[Journal] = []


def keep_journals(*journals: Journal) -> None:
    """Say which journals belong to the record."""
    _journals.extend(journal for journal in journals if journal not in _journals)


def kept_tables() -> dict[str, Kept]:
    """By name, in the order of their names."""
    return {table.name: table for table in sorted((*_histories(), *_own()), key=lambda table: table.name)}


def _histories() -> Iterable[Kept]:
    for model in apps.get_models():
        columns = [str(field.column) for field in model._meta.concrete_fields]
        if "pgh_id" in columns and model._meta.managed and not model._meta.proxy:
            with_context = (*columns, CONTEXT) if "pgh_context_id" in columns else tuple(columns)
            yield Kept(model._meta.db_table, "pgh_id", "pgh_created_at", with_context)


def _own() -> Iterable[Kept]:
    for journal in _journals:
        meta = apps.get_model(journal.model)._meta
        columns = tuple(str(field.column) for field in meta.concrete_fields)
        yield Kept(meta.db_table, "id", journal.at, columns)
