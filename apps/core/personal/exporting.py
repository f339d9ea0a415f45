"""Everything the station holds about one person, as files a person can read."""

import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import F

from apps.core.audit.registry import kinds, trails_of
from apps.core.personal.declaring import Held, declared

_AT_ONCE = 2000
_README = """What {station} holds about {name}, as of {now:%Y-%m-%d %H:%M} UTC.

Each file is a list in JSON, which any text editor shows; it is named after what it holds. Instants are in UTC.
changes_made.json lists what was changed in the station by this person, changes_about.json what was changed about them.
Passwords, keys of sessions and the like are not in it: they are kept in a form that nobody can read.
"""


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, Range):
            return [o.lower, o.upper]
        return bytes(o).hex() if isinstance(o, bytes | memoryview) else super().default(o)


def export_person(
    *, path: Path, person_id: int, name: str, addresses: Sequence[str], station: str, now: datetime
) -> int:
    """Write the zip. Returns how many entries it has in all."""
    count = 0
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _README.format(station=station, name=name, now=now))
        for held in declared():
            if rows := list(_rows(held, person_id, addresses)):
                _write(archive, _file_name(held), rows)
                count += len(rows)
        for file_name, entries in (
            ("changes_made", list(_changes_made(person_id))),
            ("changes_about", list(_changes_about(person_id))),
        ):
            _write(archive, file_name, entries)
            count += len(entries)
    return count


def _write(archive: zipfile.ZipFile, name: str, rows: list[dict[str, Any]]) -> None:
    archive.writestr(f"{name}.json", json.dumps(rows, cls=_Encoder, indent=1, ensure_ascii=False))


def _file_name(held: Held) -> str:
    """As the table is called: the same words as in docs/personal-data.md."""
    return str(held.table._meta.db_table)


def _rows(held: Held, person_id: int, addresses: Sequence[str]) -> Iterator[dict[str, Any]]:
    columns = [field.attname for field in held.table._meta.concrete_fields if field.attname not in held.secret]
    rows = held.rows_of(person_id, addresses).order_by("pk").values(*columns, *held.also)
    yield from rows.iterator(chunk_size=_AT_ONCE)


def _changes_made(person_id: int) -> Iterator[dict[str, Any]]:
    """What, when and how; not from what to what, which is about the station and not about the person."""
    for kind in kinds():
        for trail in trails_of(kind):
            rows = trail.history.objects.filter(pgh_context__metadata__actor=person_id).order_by("pgh_id")
            for row in rows.values("pgh_created_at", "pgh_label", audit_key=F(trail.key)).iterator(chunk_size=_AT_ONCE):
                yield {"at": row["pgh_created_at"], "action": row["pgh_label"], "subject": f"{kind}:{row['audit_key']}"}


def _changes_about(person_id: int) -> Iterator[dict[str, Any]]:
    for trail in trails_of("person"):
        rows = trail.history.objects.filter(**{trail.key: person_id}).order_by("pgh_id")
        yield from rows.values("pgh_created_at", "pgh_label", *trail.columns).iterator(chunk_size=_AT_ONCE)
