"""What is written line by line is what the icalendar package reads."""

from datetime import UTC, datetime, timedelta

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.scheduling.feeds.calendar import Entry, calendar
from apps.scheduling.feeds.selectors import EventRow
from apps.scheduling.interchange.formats.rows import clean_text

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=200) | st.text(
    "ab\\;,\n\r é\U0001f3a5\u2028", max_size=160
)


def entry(title: str, description: str, place: str, crew: str) -> Entry:
    row = dict.fromkeys(EventRow._fields) | {
        "pk": 1, "title": title, "description": description, "event_type": place, "time_zone": "Europe/Dublin",
        "start_at": AT, "end_at": AT + timedelta(hours=1), "call_at": AT - timedelta(days=1), "contributors": [crew],
        "created_at": AT, "updated_at": AT,
    }  # fmt: skip
    return Entry(
        event=EventRow(**row), uid="event-1@bms", start=AT, end=AT + timedelta(hours=1), status="CONFIRMED",
        place=place, crew=crew, address=f"https://bms.example/{'x' * 80}", sequence=1,
    )  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_is_read_as_it_was_meant_and_no_line_is_too_long(title, description, place, crew):
    content = calendar([entry(title, description, place, crew)], name=title, time_zone="Europe/Dublin")

    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\r" not in content.replace(b"\r\n", b"")
    [read] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(read["SUMMARY"]) == clean_text(title)
    assert str(read.get("LOCATION", "")) == clean_text(place)
    told = [f"Crew: {crew}"] if crew else []
    told += [f"Guests: {crew}", *([description] if description else [])]
    expected = "\n".join(["Call: Sun 28 Feb, 12:00", *map(clean_text, told)])
    assert str(read["DESCRIPTION"]) == expected
    assert read["DTSTART"].dt == AT
