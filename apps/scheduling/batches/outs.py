"""What answers say of a batch and its events."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from apps.core.http import utc
from apps.scheduling.batches.asking import Apply, Asked, Cancel, ChangeFacility, Copy, Move
from apps.scheduling.batches.lookups import Known
from apps.scheduling.batches.rows import Outcome, Row
from apps.scheduling.equipping.schemas import NamedOut, ShortageOut
from apps.scheduling.events.conflicts import (
    absence_out,
    conflict_out,
    in_maintenance,
    names_of,
    sentence,
    shortage_out,
    too_few,
)
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.events.schemas import AbsenceOut, ConflictOut
from apps.scheduling.maintenance.schemas import DowntimeOut, downtime_outs
from apps.scheduling.templates.selectors import template_by_id

OutcomeName = Literal["created", "changed", "removed", "same", "clash", "refused", "gone", "touched"]


class BatchRowOut(TypedDict):
    """One event: how it is, how it would be, and why it cannot be if it cannot.

    `event` is the one that was chosen, of a copy its original; `made` is the new one, once it is there.
    """

    outcome: OutcomeName
    title: str
    event: NotRequired[int]
    version: NotRequired[int]  # in which it was read; a run that is given it changes nothing that was changed since
    made: NotRequired[int]
    time_zone: NotRequired[str]
    start_time: NotRequired[datetime]
    end_time: NotRequired[datetime]
    new_start_time: NotRequired[datetime]
    new_end_time: NotRequired[datetime]
    facility: NotRequired[NamedOut]
    new_facility: NotRequired[NamedOut]
    becomes_edited: NotRequired[bool]  # a date of a series that differs from it from then on
    is_held: NotRequired[bool]  # an option, which goes behind the others that want its new place
    notes: NotRequired[list[str]]
    detail: NotRequired[str]
    conflicts: NotRequired[list[ConflictOut]]
    absences: NotRequired[list[AbsenceOut]]
    windows: NotRequired[list[DowntimeOut]]
    shortages: NotRequired[list[ShortageOut]]


Names = Mapping[tuple[ResourceKind, int], str]


def row_outs(rows: Sequence[Row], known: Known) -> list[BatchRowOut]:
    """A handful of queries whatever their number."""
    clashes = [clash for row in rows for clash in row.clashes]
    names = names_of(clashes, facilities=known, people=known, equipment=known) if clashes else {}
    rooms = {key for row in rows for key in (row.event.facility_id, row.was.facility_id if row.was else None) if key}
    known.facilities(ids=rooms)
    known.people(ids={absence.user_id for row in rows for absence in row.absences})
    return [_row_out(row, known, names) for row in rows]


def _row_out(row: Row, known: Known, names: Names) -> BatchRowOut:
    event, was = row.event, row.was
    out: BatchRowOut = {"outcome": row.outcome.value, "title": event.title}
    if row.source_id:
        out["event"] = row.source_id
    if row.outcome == Outcome.CREATED and event.pk:
        out["made"] = event.pk
    if event.time_zone:
        out["time_zone"] = event.time_zone
    if was:
        out["version"] = was.version
        out["start_time"], out["end_time"] = utc(was.start_at), utc(was.end_at)
    if row.outcome not in (Outcome.GONE, Outcome.TOUCHED, Outcome.REFUSED):
        out["new_start_time"], out["new_end_time"] = utc(event.start_at), utc(event.end_at)
    rooms = known.facilities(ids={key for key in (was.facility_id if was else None, event.facility_id) if key})
    if was and was.facility_id in rooms:
        out["facility"] = {"id": was.facility_id, "name": rooms[was.facility_id].name}
    if event.facility_id in rooms and (was is None or was.facility_id != event.facility_id):
        out["new_facility"] = {"id": event.facility_id, "name": rooms[event.facility_id].name}
    if row.becomes_edited:
        out["becomes_edited"] = True
    if event.is_option and row.is_done:
        out["is_held"] = True
    if row.notes:
        out["notes"] = row.notes
    if row.is_left:
        _say_why(out, row, known, names)
    return out


def _say_why(out: BatchRowOut, row: Row, known: Known, names: Names) -> None:
    out["detail"] = _reason(row, known, names)
    told: dict[str, Any] = {
        "conflicts": [conflict_out(clash, names) for clash in row.clashes],
        "absences": [absence_out(absence, _people(row, known)) for absence in row.absences],
        "windows": downtime_outs(row.windows) if row.windows else [],
        "shortages": [shortage_out(short) for short in row.shortages],
    }
    out.update({name: listed for name, listed in told.items() if listed})  # type: ignore[typeddict-item]  # its own


def _reason(row: Row, known: Known, names: Names) -> str:
    """The first thing that is in the way."""
    reasons = {
        Outcome.GONE: "it is not on the schedule any more",
        Outcome.TOUCHED: "somebody changed it in the meantime",
    }
    if row.refusal:
        return row.refusal.detail
    if row.outcome in reasons:
        return reasons[row.outcome]
    return next(_obstacles(row, known, names), f"{row.among} wants the same at that time")


def _obstacles(row: Row, known: Known, names: Names) -> Iterator[str]:
    zone = row.event.time_zone
    for clash in row.clashes:
        yield sentence(clash, names.get((clash.kind, clash.resource_id), ""), time_zone=zone)
    if row.windows:
        yield in_maintenance(row.windows).detail
    for absence in row.absences:
        yield f"{_people(row, known).get(absence.user_id, 'Somebody')} is on leave {absence.words}"
    for short in row.shortages:
        yield too_few(short, time_zone=zone)


def _people(row: Row, known: Known) -> dict[int, str]:
    people = known.people(ids={absence.user_id for absence in row.absences})
    return {key: person.name for key, person in people.items()}


def in_words(asked: Asked, rows: Sequence[Row], known: Known) -> str:
    """What was done, in a line: `Moved 12 events 30 minutes later`."""
    events = _counted(sum(row.is_done for row in rows), "event")
    if isinstance(asked, Move):
        return f"Moved {events} {_far(asked)}"
    if isinstance(asked, ChangeFacility):
        facility = known.facilities(ids=[asked.facility_id])[asked.facility_id]
        return f"Moved {events} to {facility.name}"
    if isinstance(asked, Cancel):
        return f"Cancelled {events}"
    days = sorted(set(asked.to))
    to = f"to {days[0]:%a %d %b %Y}" if len(days) == 1 else f"to {len(days)} days from {days[0]:%a %d %b %Y} on"
    if isinstance(asked, Copy):
        return f"Copied {events} {to}"
    if isinstance(asked, Apply):
        return f"Applied {template_by_id(template_id=asked.template_id).name} {to}: {events}"
    raise TypeError(f"no words for {asked!r}")


def _far(asked: Move) -> str:
    parts = []
    hours, minutes = divmod(abs(asked.minutes), 60)
    clock = " ".join(_counted(number, name) for number, name in ((hours, "hour"), (minutes, "minute")) if number)
    for number, words in ((asked.days, _counted(abs(asked.days), "day")), (asked.minutes, clock)):
        if number:
            parts.append(f"{words} {'later' if number > 0 else 'earlier'}")
    return " and ".join(parts)


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
