"""What becomes of other people's calendars: the test calendars of packages, imported, exported and compared.

    .venv/bin/python -m bench.foreign SDIST_OR_FOLDER [...] [--each]

Every file that ends in .ics is taken to an empty schedule as it is (a piece such as a single VEVENT in a calendar of
its own), exported, and both are expanded by recurring-ical-events: title, times, place, description and whether it is
off must be the same on every date, in our own events too. The export is imported again and must change nothing.
What is refused must have a reason. Nothing is stored: each file is taken back with its transaction.

    pip download --no-binary :all: --no-deps icalendar==7.3.0 recurring-ical-events==3.8.2
"""

import io
import re
import tarfile
import warnings
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from bench.station import FOLDER, bench_station

ZONE = ZoneInfo("Europe/Dublin")  # of what names none
WHOLE = "taken and given back as the same"
PARTLY = "taken but for entries that are refused with a reason"
REFUSED = "refused with a reason"
EMPTY = "no events in it"
ALONE = "taken, but others cannot expand it to compare"
LOST = "read or given back differently"
OUTCOMES = (WHOLE, PARTLY, REFUSED, EMPTY, ALONE, LOST)


@dataclass
class Found:
    """What came of one file."""

    outcome: str
    is_valid: bool
    events: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    why: str = ""


def calendars(place: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents, in order. The same file in another folder counts again."""
    if place.is_dir():
        for path in sorted(place.rglob("*.ics")):
            yield str(path.relative_to(place)), path.read_bytes()
        return
    with tarfile.open(place) as archive:
        for member in sorted(archive.getmembers(), key=lambda member: member.name):
            if member.name.endswith(".ics") and (file := archive.extractfile(member)):
                yield member.name, file.read()


def whole(content: bytes) -> bytes:
    """A piece of a calendar, such as one event, as a calendar."""
    begins = content.lstrip(b"\xef\xbb\xbf\r\n ").upper()
    if begins.startswith((b"BEGIN:VEVENT", b"BEGIN:VTODO", b"BEGIN:VJOURNAL", b"BEGIN:VTIMEZONE", b"BEGIN:VFREEBUSY")):
        return b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//EN\r\n" + content.strip() + b"\r\nEND:VCALENDAR\r\n"
    return content


def is_valid(content: bytes) -> bool:
    """Whether the icalendar package finds nothing wrong, and what an event must have is there (RFC 5545, 3.6.1)."""
    try:
        read = icalendar.Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):
        return False
    parts = [part for calendar in read for part in calendar.walk()]
    events = [part for part in parts if part.name == "VEVENT"]
    return (
        bool(read)
        and all(calendar.name == "VCALENDAR" for calendar in read)
        and not any(part.errors for part in parts)
        and all("DTSTART" in event and "UID" in event for event in events)
        and not any("DTEND" in event and "DURATION" in event for event in events)
        and all(_agrees(event) for event in events)
    )


def _agrees(event: Any) -> bool:
    """Whether what must be days where DTSTART is a day is so (3.6.1, 3.3.10, 3.8.4.4), and the other way round."""
    if any(isinstance(event.get(name), list) for name in ("DTSTART", "DTEND", "RECURRENCE-ID")):
        return False  # once each
    begins = isinstance(event["DTSTART"].dt, datetime)
    rules = event.get("RRULE", [])
    untils = [until for rule in (rules if isinstance(rules, list) else [rules]) for until in rule.get("UNTIL", [])]
    named = [event[name].dt for name in ("DTEND", "RECURRENCE-ID") if name in event]
    return all(isinstance(moment, datetime) is begins for moment in (*named, *untils))


class _NotComparable(Exception):
    pass


def take(name: str, content: bytes) -> Found:
    """Import a file, export it, compare. Nothing of it stays."""
    from django.db import transaction

    with transaction.atomic():
        try:
            return _taken(name, content)
        finally:
            transaction.set_rollback(True)


def _taken(name: str, content: bytes) -> Found:
    from apps.scheduling.interchange.errors import FileRefused
    from apps.scheduling.models import ImportRun

    found = Found(WHOLE, is_valid(content))
    try:
        run = _imported(name, content)
    except FileRefused as refused:
        run, detail = ImportRun(), refused.detail
    else:
        detail = run.detail
    rows = list(run.rows.order_by("number")) if run.pk else []
    found.events = len(rows)
    if not rows:
        found.outcome = EMPTY if "no events" in detail or b"BEGIN:VEVENT" not in content.upper() else REFUSED
        found.reasons[detail.removeprefix("file: ")] += 1
        return found
    refused_rows = [row for row in rows if row.outcome in ("bad", "conflict")]
    found.reasons.update(_kind(row.reason) for row in refused_rows)
    if not all(row.reason for row in refused_rows):
        found.outcome, found.why = LOST, "refused without a reason"
        return found
    if len(refused_rows) == len(rows):
        found.outcome = REFUSED
        return found
    found.outcome = PARTLY if refused_rows else WHOLE
    try:
        found.why = _differences(content, rows, {row.number for row in refused_rows})
    except _NotComparable as error:
        found.outcome, found.why = ALONE, str(error)
    else:
        found.outcome = LOST if found.why else found.outcome
    return found


def _imported(name: str, content: bytes) -> Any:
    from django.core.files import File
    from django.utils import timezone

    from apps.core.actors import SYSTEM
    from apps.scheduling.interchange import services
    from apps.scheduling.interchange.models import Mode, RunStatus

    run = services.create_import(
        actor=SYSTEM, file=File(io.BytesIO(content), name), file_name=Path(name).name, time_zone=ZONE.key,
        now=timezone.now(), mode=Mode.GOOD, create_missing=True, announce=False,
    )  # fmt: skip
    services.read_import(run_id=run.pk, now=timezone.now())
    run.refresh_from_db()
    if run.status == RunStatus.PLANNED:
        services.apply_import(actor=SYSTEM, run_id=run.pk, now=timezone.now(), announce=False)
        services.run_apply(run_id=run.pk, now=timezone.now())
        run.refresh_from_db()
    return run


def _differences(content: bytes, rows: list[Any], refused: set[int]) -> str:
    """What is not the same, in a sentence; empty if all is."""
    from django.utils import timezone

    from apps.scheduling.interchange.exporting import calendar_pieces
    from apps.scheduling.models import Event

    until = timezone.now() + timedelta(days=395)
    since = min(row.start_at for row in rows if row.number not in refused) - timedelta(days=400)
    try:
        theirs = _expanded(_without(content, rows, refused), since, until)
    except Exception as error:  # noqa: BLE001 - whatever another reader trips over
        raise _NotComparable(f"{type(error).__name__}: {error}"[:120]) from None
    exported = b"".join(calendar_pieces(Event.objects.live().order_by("start_at", "pk"), name="x"))
    back = _expanded(exported, since, until)
    ours = Counter(
        (event.title, event.start_at, event.end_at) for event in Event.objects.live().filter(start_at__lt=until)
    )
    wanted = Counter((title, start, end) for title, start, end, *_ in theirs.elements())
    if ours != wanted:
        return f"our events differ: {_some(wanted - ours)} missing, {_some(ours - wanted)} more"
    if back != theirs:
        return f"the export differs: {_some(theirs - back)} missing, {_some(back - theirs)} more"
    again = _imported("again.ics", exported)
    if again.counts["unchanged"] != sum(again.counts.values()):
        return f"the export is not the same when it is imported: {again.counts}"
    return ""


def _some(counted: Counter[Any]) -> str:
    first = next(iter(counted), None)
    return f"{counted.total()} ({first})" if first else "none"


def _without(content: bytes, rows: list[Any], refused: set[int]) -> bytes:
    """The calendar without the entries that were refused: those are counted by themselves."""
    kept, number, inside = [], 0, False
    for line in content.splitlines(keepends=True):
        word = line.strip().upper()
        if word == b"BEGIN:VEVENT":
            number += 1
            inside = True
        if not (inside and number in refused):
            kept.append(line)
        if word == b"END:VEVENT":
            inside = False
    return b"".join(kept)


def _expanded(content: bytes, since: datetime, until: datetime) -> Counter[tuple[Any, ...]]:
    from apps.scheduling.interchange.formats.rows import clean_text, one_line

    found: Counter[tuple[Any, ...]] = Counter()
    for calendar in icalendar.Calendar.from_ical(content, multiple=True):
        zone = _zone_of(calendar)
        for event in recurring_ical_events.of(calendar).between(since, until):
            start, end = _instant(event["DTSTART"].dt, zone), _instant(event.end, zone)
            if start == end:
                continue
            off = str(event.get("STATUS", "")).upper() == "CANCELLED" or calendar.get("METHOD") == "CANCEL"
            place, told = one_line(str(event.get("LOCATION", ""))), clean_text(str(event.get("DESCRIPTION", "")))
            told = told.replace('\\"', '"')  # no escape of the standard: some keep the backslash, we do not
            if start < until:
                found[one_line(str(event.get("SUMMARY", ""))), start, end, off, place.casefold(), told] += 1
    return found


def _zone_of(calendar: Any) -> ZoneInfo:
    from apps.scheduling.interchange.formats.wall_time import zone_named

    return zone_named(str(calendar.get("X-WR-TIMEZONE", ""))) or ZONE


def _instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - gets its zone below
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _kind(reason: str) -> str:
    """The reason without what is particular to one entry."""
    reason = re.sub(r"^It belongs to row \d+: ", "", reason)
    reason = re.sub(r'"[^"]*"', '"..."', reason)
    reason = re.sub(r"^(RDATE) \S+", r"\1 ...", reason)
    reason = re.sub(r"^.* is taken by row", "A facility is taken by row", reason)
    return re.sub(r"\d[\d,]*", "N", reason.replace("RFC 5545", "the standard"))[:110]


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.foreign", description="Import and export other people's calendars.")
    parser.add_argument("places", type=Path, nargs="+", help="sdists, or folders with calendars")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the folder of the benchmarks' station")
    parser.add_argument("--each", action="store_true", help="name what came of every file")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    with bench_station(arguments.data):
        tables = {place.name: _table_of(place, each=arguments.each) for place in arguments.places}
    _print(tables)


def _table_of(place: Path, *, each: bool) -> list[Found]:
    results = []
    for name, content in calendars(place):
        found = take(name, whole(content))
        results.append(found)
        if each or found.outcome == LOST:
            print(
                f"{found.outcome}: {name} {'' if found.is_valid else '(not valid) '}{found.why} {dict(found.reasons)}"
            )
    return results


def _print(tables: dict[str, list[Found]]) -> None:
    heads = "".join(f" {name} valid | not valid |" for name in tables)
    print(f"| |{heads}\n| --- |{' ---: | ---: |' * len(tables)}")
    for outcome in OUTCOMES:
        cells = [
            sum(found.outcome == outcome and found.is_valid is valid for found in listed)
            for listed in tables.values()
            for valid in (True, False)
        ]
        print(f"| {outcome} | {' | '.join(map(str, cells))} |")
    reasons: Counter[str] = Counter()
    for listed in tables.values():
        for found in listed:
            if found.outcome != EMPTY:
                reasons.update(found.reasons)
    print("\n| reason | entries |\n| --- | ---: |")
    for reason, count in reasons.most_common():
        print(f"| {reason} | {count} |")


if __name__ == "__main__":
    main()
