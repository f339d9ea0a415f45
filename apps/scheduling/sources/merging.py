"""What a source may do to events by itself: everything but overwrite what people changed.

Three states are compared, value by value: what the source said when it was last taken, what the event is now, what the
source says today. Only what the source itself has changed is applied, so that an edit by a person stays for as long as
the source says what it said before. Where both have changed the same, a person decides. Times and places count as one
value, because half of a move is no move.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from apps.scheduling.events.editing import Crew, EventValues
from apps.scheduling.events.models import Event
from apps.scheduling.interchange.formats import RowRefused
from apps.scheduling.interchange.merging import Dispute, RowDiffers, SeriesSaid
from apps.scheduling.interchange.models import ImportRow, ImportRun
from apps.scheduling.interchange.repeating.plan import plain_values
from apps.scheduling.series.editing import SeriesValues
from apps.scheduling.series.models import Series
from apps.scheduling.series.rules import in_utc, parse_rule
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
_WALLS = {
    "on_air_start": "on_air_start_wall",
    "on_air_end": "on_air_end_wall",
    "call_time": "call_wall",
    "wrap_time": "wrap_wall",
}
_SERIES = {
    **_WALLS,
    "facility": "facility_id",
    "location": "location_id",
    "dtstart": "start_wall",
    "dtend": "end_wall",
    "rdate": "rdates",
    "exdate": "exdates",
}
_PATTERN = frozenset({"dtstart", "dtend", "time_zone", "rrule", "rdate", "exdate", *_WALLS})
_INSTANTS = frozenset({"start_time", "end_time", "on_air_start", "on_air_end", "call_time", "wrap_time"})
_WHEN_AND_WHERE = _INSTANTS | {"time_zone", "facility", "location"}


class SourceMerging:
    """One reading of a source. `found` is how many differences it brought that wait for a person since."""

    asks = True

    def __init__(self, source: Source, *, now: datetime) -> None:
        self._source = source
        self._now = now
        self._items: dict[str, Item] = {}
        self._told: dict[str, Told] = {}
        self._disputes: dict[str, tuple[Series, Dispute]] = {}
        self.found = 0

    def differs(self, row: ImportRow, series: Series, dispute: Dispute) -> None:
        self._disputes[row.external_id] = (series, dispute)

    def applied(self, run: ImportRun) -> None:
        self.found = record(self._source, run, self._told, self._disputes, now=self._now)

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

    def of_series(self, found: SeriesSaid) -> SeriesValues:
        """What the source itself has changed. Raises RowDiffers where people changed the same to something else."""
        if found.series is None:
            return found.said
        if found.series.source != self._source.namespace:
            raise RowRefused("This is a series of this station itself, which a source does not change.")
        said, given = found.told.get("said", {}), plain_values(found.said)
        now = plain_values(series_now(found.series, given))
        theirs = _at_once({name for name in given if name not in said or given[name] != said[name]}, given)
        ours = _at_once({name for name in given if name not in said or _differs(name, now, said)}, given)
        disputed = [name for name in given if name in theirs & ours and _differs(name, now, given)]
        if disputed:
            fields = [
                {"name": name, "before": said.get(name), "ours": now[name], "theirs": given[name]} for name in disputed
            ]
            raise RowDiffers(
                "People changed this series here and the source changed it too: decide which one counts.",
                Dispute(
                    fields,
                    ours={"said": given},
                    theirs=None if found.is_continued and _PATTERN & {*disputed} else {"said": {**said, **now}},
                ),
            )
        return cast("SeriesValues", {name: value for name, value in found.said.items() if name in theirs})


def _at_once(names: set[str], given: Mapping[str, Any]) -> set[str]:
    """The rule and the times of a series are one value, as those of an event are."""
    return names | (_PATTERN & given.keys()) if names & _PATTERN else names


def _differs(name: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Dates added or taken out here stay beside those of the source, and are no change of its own."""
    if name == "rrule" and ours[name] and theirs[name]:
        zone = ZoneInfo(str(theirs.get("time_zone") or ours["time_zone"]))
        return in_utc(parse_rule(ours[name]), zone) != in_utc(parse_rule(theirs[name]), zone)
    return name not in ("rdate", "exdate") and ours[name] != theirs[name]


def series_now(series: Series, names: Mapping[str, Any]) -> SeriesValues:
    """The same values as the series has them."""
    found: Plain = {}
    for name in names:
        value = getattr(series, _SERIES.get(name, name))
        if isinstance(value, datetime):
            value = value.isoformat()
        elif name in ("rdate", "exdate"):
            value = [wall.isoformat() for wall in value]
        found[name] = "" if value is None and name in _WALLS else value
    return cast("SeriesValues", found)


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
