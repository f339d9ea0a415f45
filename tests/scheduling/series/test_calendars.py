"""Every calendar that `icalendar` and `recurring-ical-events` bring along for their own tests, rule by rule.

What the standard calls valid is expanded as recurring-ical-events does it, or refused with a reason. The table of it is
printed by

    ./bms test unit -- tests/scheduling/series/test_calendars.py -s
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from apps.core.errors import Invalid
from apps.scheduling.interchange.formats.wall_time import zone_named
from apps.scheduling.series.expansion import Pattern, ends_before_start, is_in_rule, occurrences
from apps.scheduling.series.rules import FIRST_YEAR, LAST_YEAR, Freq, parse_rule

FOLDERS = [
    Path(str(files("recurring_ical_events"))) / "test" / "calendars",
    Path(str(files("icalendar"))) / "tests" / "calendars",
    Path(str(files("icalendar"))) / "tests" / "events",
]
FOUND = sorted(path for folder in FOLDERS if folder.exists() for path in folder.rglob("*.ics"))
COMPARED = 25  # dates of each rule


def components(path: Path):
    """The events of a file that repeat, none for a file that is no calendar to the library itself."""
    try:
        parsed = Calendar.from_ical(path.read_bytes(), multiple=True)
        return [event for part in parsed for event in part.walk("VEVENT") if "RRULE" in event and "DTSTART" in event]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return None


def outcome(event) -> str:  # noqa: PLR0911 - one for each line of the table
    """What becomes of one repeating event, in a word for the table."""
    if not isinstance(event["RRULE"], list) and not event["RRULE"].to_ical():
        return "no rule: the property is empty"
    start = event["DTSTART"].dt
    if isinstance(event["RRULE"], list):
        return "refused: several rules"
    if not isinstance(start, datetime):
        start = datetime.combine(start, datetime.min.time())
    zone = ZoneInfo("UTC")
    if start.tzinfo is not None:
        named = zone_named(str(event["DTSTART"].params.get("TZID", start.tzname() or "UTC")))
        if named is None:
            return "refused: unknown time zone"
        zone = named
    wall = start.replace(tzinfo=None, fold=0)
    if not FIRST_YEAR <= wall.year <= LAST_YEAR:
        return "refused: outside the years of a schedule"
    try:
        rule = parse_rule(event["RRULE"].to_ical().decode())
    except Invalid as invalid:
        return f"refused: {invalid.errors['rrule'][0]}"
    pattern = Pattern(wall, zone, rule)
    if ends_before_start(pattern):
        return "refused: UNTIL lies before the first date"
    ours = [date.at for date in occurrences(pattern, limit=COMPARED)]
    if not ours:
        return "refused: no date"
    if not is_in_rule(pattern) and rule.count:
        return "read: the first date is none of the rule's, and counts (difference 1)"
    if rule.freq == Freq.WEEKLY and rule.positions:
        return "read: positions in a week (difference 2)"
    return "read: as they have it" if ours == theirs(event, rule, zone, wall, ours) else "read: otherwise"


def theirs(event, rule, zone, wall, ours) -> list[datetime]:
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:x\r\n"
        f"DTSTART;TZID={zone.key}:{wall:%Y%m%dT%H%M%S}\r\nDURATION:PT1M\r\nRRULE:{rule}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(
        wall.replace(tzinfo=zone), ours[-1] + timedelta(minutes=1)
    )
    return sorted({found["DTSTART"].dt.astimezone(UTC) for found in islice(found, COMPARED * 4)})


@pytest.fixture(scope="module")
def table() -> Counter[str]:
    counted: Counter[str] = Counter()
    for path in FOUND:
        repeating = components(path)
        if repeating is None:
            counted["files that are no calendar to icalendar itself"] += 1
            continue
        counted["files"] += 1
        for event in repeating:
            result = outcome(event)
            counted[result] += 1
            if result == "read: otherwise":
                counted[f"  {path.name}: {event['RRULE'].to_ical().decode()}"] += 1
    return counted


@pytest.mark.skipif(not FOUND, reason="the packages come without their test calendars here")
def test_every_rule_is_read_as_others_have_it_or_refused_with_a_reason(table):
    print()
    for name, number in sorted(table.items()):
        print(f"{number:5} {name}")

    assert table["read: as they have it"] > 50
    assert not [name for name in table if name.startswith("read: otherwise")]
