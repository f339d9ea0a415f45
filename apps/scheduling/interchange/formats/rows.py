"""What every format is read into: one value per event, or the reason why it could not be taken.

Pure Python without Django, so that a file can be read and tested anywhere.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

# The longest texts taken from a file. They are the widths of the columns they end up in.
TITLE_LENGTH = 255
NAME_LENGTH = 255
TYPE_LENGTH = 100
DESCRIPTION_LENGTH = 20_000
ID_LENGTH = 255
PEOPLE_COUNT = 200

FIRST_YEAR, LAST_YEAR = 1970, 2100
LONGEST_EVENT = timedelta(days=366)

STATUSES = ("Scheduled", "In Progress", "Completed", "Cancelled")
ICALENDAR_SOURCE = "icalendar"
DERIVED_ID = "key:"  # marks an id worked out from the row because the file has none


class UnreadableFile(Exception):
    """The file as a whole cannot be read. `detail` is one sentence for the person who sent it."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class RowRefused(Exception):
    """One row cannot be taken. `reason` is one sentence that names the field."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One event as a file tells it.

    Attributes:
        number: where the person finds it in the file: line, sheet row, or the how-manieth event.
        start, end: aware, UTC, half-open.
        time_zone: IANA name of the zone in which the wall times are meant.
        source: namespace of `external_id`; (source, external_id) names the same event in every import.
        stated: the optional fields the file speaks about; what is not in it is left as it was.
        part: "series" if it repeats, "date" if it is one changed date of a series of the same id.
        pattern: of a series: dtstart, dtend, rrule, rdate, exdate and the like; wall times in `time_zone`, as text.
        recurrence: of a changed date: the instant its series gives it; `recurrence_day` where only a day is said.
        sequence: of entries with the same id the one with the highest counts.
        note: what the reader decided by itself, in a sentence (for example a clock change).
    """

    number: int
    title: str
    start: datetime
    end: datetime
    time_zone: str
    source: str
    external_id: str
    facility_name: str = ""
    location_name: str = ""
    event_type: str = ""
    description: str = ""
    status: str = "Scheduled"
    people: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    on_air_start: datetime | None = None
    on_air_end: datetime | None = None
    call_time: datetime | None = None
    wrap_time: datetime | None = None
    stated: frozenset[str] = frozenset()
    note: str = ""
    part: str = ""
    pattern: dict[str, Any] | None = None
    recurrence: datetime | None = None
    recurrence_day: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class BadRow:
    """One entry of the file that cannot become an event."""

    number: int
    title: str
    reason: str
    external_id: str = ""
    part: str = ""  # as of a ScheduleRow


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufffe\uffff]")


def clean_text(text: str) -> str:
    """The text with plain line ends and without what no database or calendar can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub(" ", text)
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def one_line(text: str) -> str:
    """The text for a field of one line: every run of blanks is one space."""
    return " ".join(clean_text(text).split())


def within(field: str, text: str, length: int) -> str:
    if len(text) > length:
        raise RowRefused(f"{field} is {len(text):,} characters long, at most {length:,} are possible.")
    return text


def names(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """The names once each, in the order of the file."""
    found = tuple(dict.fromkeys(filter(None, (one_line(value) for value in values))))
    if len(found) > PEOPLE_COUNT:
        raise RowRefused(f"{field} has {len(found):,} names, at most {PEOPLE_COUNT} are possible.")
    for name in found:
        within(field, name, NAME_LENGTH)
    return found


def shortened_id(external_id: str) -> str:
    """Ids longer than the column are kept as their hash: still the same for the same event."""
    external_id = one_line(external_id)
    if len(external_id) <= ID_LENGTH:
        return external_id
    return "sha256:" + hashlib.sha256(external_id.encode()).hexdigest()


def derived_id(*parts: str) -> str:
    """A stable id for an entry without one, so that the same file again names the same events."""
    digest = hashlib.sha256("\x1f".join(part.casefold() for part in parts).encode()).hexdigest()
    return DERIVED_ID + digest[:32]


def checked_period(start: datetime, end: datetime, *, start_field: str, end_field: str) -> tuple[datetime, datetime]:
    """The period in UTC. Raises RowRefused when it is empty, backwards, endless or in another century."""
    for field, moment in ((start_field, start), (end_field, end)):
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise RowRefused(f"{field} is in the year {moment.year}, outside {FIRST_YEAR} to {LAST_YEAR}.")
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        raise RowRefused(f"{end_field} is not after {start_field}.")
    if end - start > LONGEST_EVENT:
        raise RowRefused(f"{end_field} is more than {LONGEST_EVENT.days} days after {start_field}.")
    return start, end


def checked_on_air(
    start: datetime, end: datetime, on_air_start: datetime | None, on_air_end: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """On air from when to when; one of the two alone means from the start, or to the end, of the event."""
    if on_air_start is None and on_air_end is None:
        return None, None
    on_air_start, on_air_end = on_air_start or start, on_air_end or end
    if not start <= on_air_start < on_air_end <= end:
        raise RowRefused("On Air Start and On Air End do not lie, in this order, within the event.")
    return on_air_start, on_air_end


def checked_crew(
    start: datetime, end: datetime, call_time: datetime | None, wrap_time: datetime | None
) -> tuple[datetime | None, datetime | None]:
    if call_time and call_time > start:
        raise RowRefused("Call Time is after the start.")
    if wrap_time and wrap_time < end:
        raise RowRefused("Wrap Time is before the end.")
    for field, moment in (("Call Time", call_time), ("Wrap Time", wrap_time)):
        if moment and not start - LONGEST_EVENT <= moment <= end + LONGEST_EVENT:
            raise RowRefused(f"{field} is more than {LONGEST_EVENT.days} days away from the event.")
    return call_time, wrap_time
