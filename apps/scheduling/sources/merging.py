"""What a source may do to events by itself: everything but overwrite what people changed.

Three states are compared, value by value: what the source said when it was last taken, what the event is now, what the
source says today. Only what the source itself has changed is applied, so that an edit by a person stays for as long as
the source says what it said before. Where both have changed the same, a person decides. Times and places count as one
value, because half of a move is no move.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from apps.scheduling.events.editing import Crew, EventValues
from apps.scheduling.events.models import Event
from apps.scheduling.interchange.formats import RowRefused
from apps.scheduling.interchange.merging import RowDiffers
from apps.scheduling.interchange.models import ImportRow, ImportRun
from apps.scheduling.sources.models import Item, Source
from apps.scheduling.sources.recording import Plain, Told, record

_COLUMNS = {
    "facility": "facility_id",
    "location": "location_id",
    "start_time": "start_at",
    "end_time": "end_at",
    "on_air_start": "on_air_start_at",
    "on_air_end": "on_air_end_at",
    "call_time": "call_at",
    "wrap_time": "wrap_at",
}
_INSTANTS = frozenset({"start_time", "end_time", "on_air_start", "on_air_end", "call_time", "wrap_time"})
_WHEN_AND_WHERE = _INSTANTS | {"time_zone", "facility", "location"}


class SourceMerging:
    """One reading of a source. `found` is how many differences it brought that wait for a person since."""

    def __init__(self, source: Source, *, now: datetime) -> None:
        self._source = source
        self._now = now
        self._items: dict[str, Item] = {}
        self._told: dict[str, Told] = {}
        self.found = 0

    def applied(self, run: ImportRun) -> None:
        self.found = record(self._source, run, self._told, now=self._now)

    def meet(self, rows: Sequence[ImportRow]) -> None:
        ids = [row.external_id for row in rows]
        found = Item.objects.filter(source=self._source, external_id__in=ids)
        self._items = {item.external_id: item for item in found}

    def merged(self, row: ImportRow, event: Event | None, crew: Crew, values: EventValues) -> EventValues:
        given = plain_of(values)
        if event is None:
            self._told[row.external_id] = Told(None, given)
            return values
        if event.source != self._source.namespace:
            raise RowRefused("This is an event of this station itself, which a source does not change.")
        item = self._items.get(row.external_id)
        said = item.given if item else {}
        now = plain_of(values_now(event, crew, given))
        theirs = _together({name for name in given if name not in said or given[name] != said[name]}, given)
        ours = _together({name for name in given if name not in said or now[name] != said[name]}, given)
        disputed = [name for name in given if name in theirs & ours and now[name] != given[name]]
        wanted = {name: given[name] for name in given if name in theirs}
        fields = [
            {"name": name, "before": said.get(name), "ours": now[name], "theirs": given[name]} for name in disputed
        ]
        self._told[row.external_id] = Told(event.pk, given, wanted, fields)
        if fields:
            raise RowDiffers("People changed it here and the source changed it too: decide which one counts.")
        return cast("EventValues", {name: value for name, value in values.items() if name in wanted})


def _together(names: set[str], given: Mapping[str, Any]) -> set[str]:
    """Where any time or place differs, all of them do."""
    return names | (_WHEN_AND_WHERE & given.keys()) if names & _WHEN_AND_WHERE else names


def values_now(event: Event, crew: Crew, names: Mapping[str, Any]) -> EventValues:
    """The same values as the event has them."""
    found: Plain = {}
    for name in names:
        found[name] = crew.confirmed if name == "assigned_users" else getattr(event, _COLUMNS.get(name, name))
    return cast("EventValues", found)


def plain_of(values: EventValues) -> Plain:
    plain: Plain = {}
    for name, value in values.items():
        if isinstance(value, datetime):
            plain[name] = value.isoformat()
        elif name == "assigned_users" and isinstance(value, list):
            plain[name] = sorted(set(value))
        else:
            plain[name] = value
    return plain


def values_of(plain: Plain) -> EventValues:
    return cast(
        "EventValues",
        {
            name: datetime.fromisoformat(value) if name in _INSTANTS and value else value
            for name, value in plain.items()
        },
    )
