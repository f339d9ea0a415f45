"""Taking a person out of what the station holds: their name and words go, what was worked stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, TextField, Value
from django.db.models.functions import Replace
from pghistory.core import event_models

from apps.core.personal.declaring import Held, declared
from apps.core.record.models import SealKind
from apps.core.record.rewriting import Rewriting, rewriting
from apps.core.record.tables import kept_tables

SHORTEST_NAME = 3  # characters; a shorter one would be found within other words


def anonymise(
    *,
    person_id: int,
    name: str,
    addresses: Sequence[str],
    pseudonym: str,
    actor_id: int | None,
    reason: str,
    now: datetime,
) -> int:
    """Within a transaction: all of it or nothing. Returns how many entries of history were changed.

    Raises RecordAltered when the history of the person is not what was sealed.
    """
    with rewriting(kind=SealKind.REDACTED, reason=reason, actor_id=actor_id, now=now) as work:
        for held in declared():
            _take_out(held, person_id, addresses, work)
            if name and len(name) >= SHORTEST_NAME:
                _rename(held, name, pseudonym)
    return sum(work.rows.values())


def _take_out(held: Held, person_id: int, addresses: Sequence[str], work: Rewriting) -> None:
    rows, values = held.rows_of(person_id, addresses), held.blanks(person_id)
    keys = list(rows.values_list("pk", flat=True)) if values else []
    if held.goes:
        rows.delete()
    elif keys:
        table = held.table._meta.db_table
        if table in kept_tables():
            work.touch(table, keys)
        held.table._base_manager.filter(pk__in=keys).update(**values)
    for history in event_models(tracks_model=held.table) if keys else ():
        _take_out_of_history(history, keys, values, work)


def _take_out_of_history(history: Any, keys: list[int], values: dict[str, Any], work: Rewriting) -> None:
    columns = {field.name for field in history._meta.concrete_fields}
    known = {name: value for name, value in values.items() if name in columns}
    entries = history.objects.filter(pgh_obj_id__in=keys)
    ids = list(entries.values_list("pgh_id", flat=True))
    work.touch(history._meta.db_table, ids)
    history.objects.filter(pgh_id__in=ids).update(**known)


def _rename(held: Held, name: str, pseudonym: str) -> None:
    for column in held.renamed:
        rows = held.table._base_manager.filter(**{f"{column}__contains": name})
        rows.update(**{column: Replace(F(column), Value(name), Value(pseudonym), output_field=TextField())})
