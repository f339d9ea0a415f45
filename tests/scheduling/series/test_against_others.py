"""Expansion compared with python-dateutil and recurring-ical-events, rule by rule.

300 rules each in the normal run; thousands with

    ./bms test unit -- tests/scheduling/series/test_against_others.py --hypothesis-profile thousands

Where they differ from us is named here, one by one, and each difference has a test of its own below:

1. A first date that the rule does not give. RFC 5545 (3.8.5.3): DTSTART is the first date and counts. dateutil leaves
   it out, recurring-ical-events adds it without counting it.
2. BYSETPOS in a week that began before the first date. The set is the whole week (3.3.10); dateutil takes its rest.
3. BYDAY with numbered and plain days together. The standard's list is a union; dateutil takes what is in both.
4. BYWEEKNO=-52 and -53 where that is the first week of its year and begins in December. dateutil looks for week 1
   there by its positive number only.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from apps.scheduling.series.expansion import Pattern, is_in_rule, occurrences
from apps.scheduling.series.rules import Freq, Rule, Weekday, parse_rule

COMPARED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

YEARS = timedelta(days=4 * 366)
AT_MOST = 60  # dates compared of each rule
ZONES = ["Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]


def some(values, most=3):
    return st.lists(values, max_size=most, unique=True).map(lambda found: tuple(sorted(found)))


def signed(most):
    return st.integers(1, most) | st.integers(-most, -1)


@st.composite
def rules(draw) -> Rule:
    freq = draw(st.sampled_from(Freq))
    yearly, numbered = freq == Freq.YEARLY, freq in (Freq.MONTHLY, Freq.YEARLY)
    weeks = draw(some(signed(53), 2)) if yearly and draw(st.booleans()) else ()
    nth = signed(5) if numbered and not weeks and draw(st.booleans()) else st.just(0)
    rule = Rule(
        freq=freq,
        interval=draw(st.sampled_from([1, 1, 1, 2, 3, 5])),
        count=draw(st.none() | st.integers(1, 40)),
        week_start=draw(st.sampled_from([0, 0, 6, 2])),
        months=draw(some(st.integers(1, 12))) if draw(st.booleans()) else (),
        weeks=weeks,
        year_days=draw(some(signed(366))) if yearly and not weeks and draw(st.booleans()) else (),
        month_days=draw(some(signed(31))) if freq != Freq.WEEKLY and draw(st.booleans()) else (),
        days=draw(some(st.builds(Weekday, st.integers(0, 6), nth), 4)),
        hours=draw(some(st.integers(0, 23), 2)) if draw(st.integers(0, 4)) == 0 else (),
    )
    if (rule.selects_days or rule.months or rule.hours) and draw(st.integers(0, 3)) == 0:
        rule = replace(rule, positions=draw(some(signed(6), 2)))
    return parse_rule(str(rule))  # what the standard forbids does not come here


@st.composite
def patterns(draw) -> Pattern:
    start = draw(st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31")))
    hour, minute = draw(st.sampled_from([(1, 30), (2, 30), (6, 0), (22, 0), (0, 0)]))
    start = start.replace(hour=hour, minute=minute, second=0, microsecond=0)
    pattern = Pattern(start=start, zone=ZoneInfo(draw(st.sampled_from(ZONES))), rule=draw(rules()))
    if draw(st.booleans()):  # half of them begin with a date of the rule
        later = [date.wall for date in occurrences(replace_count(pattern, None), until=horizon(pattern))]
        assume(len(later) > 1)
        pattern = replace_start(pattern, later[1])
    return pattern


def replace_count(pattern: Pattern, count: int | None) -> Pattern:
    assert pattern.rule
    return replace(pattern, rule=replace(pattern.rule, count=count))


def replace_start(pattern: Pattern, start: datetime) -> Pattern:
    return replace(pattern, start=start)


def horizon(pattern: Pattern) -> datetime:
    return pattern.start.replace(tzinfo=UTC) + YEARS


def is_read_differently(rule: Rule) -> bool:
    """Differences 2, 3 and 4."""
    if any(week <= -52 for week in rule.weeks):
        return True
    mixed = any(day.nth for day in rule.days) and not all(day.nth for day in rule.days)
    return mixed or bool(rule.freq == Freq.WEEKLY and rule.positions)


def of_dateutil(pattern: Pattern) -> Iterator[datetime]:
    """Wall times as dateutil has them, with difference 1 taken out: the first date comes first, and counts."""
    assert pattern.rule
    end = pattern.start + YEARS
    bounded = replace(pattern.rule, count=None, until=end)
    walls = sorted({pattern.start, *rrulestr(str(bounded), dtstart=pattern.start, ignoretz=True)})
    yield from walls[: pattern.rule.count]


@COMPARED
@given(patterns())
def test_as_dateutil_has_it(pattern):
    assume(not is_read_differently(pattern.rule))

    ours = [date.wall for date in occurrences(pattern, until=horizon(pattern) - timedelta(days=2))]

    theirs = [wall for wall in of_dateutil(pattern) if wall <= ours[-1]]
    assert [wall for wall in ours if wall in set(theirs)] == ours  # those that a clock change made one are there once
    assert len(set(theirs) - set(ours)) <= 2 * 4  # in a gap of an hour two dates are the same instant
    assert {wall for wall in theirs if not is_in_a_gap(wall, pattern.zone)} <= set(ours)


def is_in_a_gap(wall: datetime, zone: ZoneInfo) -> bool:
    there = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    return there != wall or (wall - timedelta(hours=1)).replace(tzinfo=zone).astimezone(UTC) == wall.replace(
        tzinfo=zone
    ).astimezone(UTC)


@COMPARED
@given(patterns())
def test_as_recurring_ical_events_has_it(pattern):
    assume(not is_read_differently(pattern.rule))
    assume(not pattern.rule.count or is_in_rule(pattern))  # difference 1: it does not count the first date
    name = pattern.zone.key
    calendar = Calendar.from_ical(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART;TZID={name}:{pattern.start:%Y%m%dT%H%M%S}\r\nDURATION:PT15M\r\nSUMMARY:x\r\n"
        f"RRULE:{pattern.rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    end = pattern.start.replace(tzinfo=pattern.zone) + timedelta(days=500)

    ours = {date.at for date in occurrences(pattern, until=end - timedelta(days=2))}

    events = recurring_ical_events.of(calendar).between(pattern.start.replace(tzinfo=pattern.zone), end)
    theirs = {event["DTSTART"].dt.astimezone(UTC) for event in events}
    assert ours == {at for at in theirs if at <= end - timedelta(days=2)}


# --- the differences ----------------------------------------------------------------------------------


def walls(rrule: str, start: str, many: int = 5) -> list[str]:
    pattern = Pattern(datetime.fromisoformat(start), ZoneInfo("Europe/Dublin"), parse_rule(rrule))
    return [f"{date.wall:%a %d %b}" for date in occurrences(pattern, limit=many)]


def walls_of_dateutil(rrule: str, start: str, many: int = 5) -> list[str]:
    rule = rrulestr(rrule, dtstart=datetime.fromisoformat(start))
    return [f"{wall:%a %d %b}" for wall, _ in zip(rule, range(many), strict=False)]


def test_difference_1_a_first_date_beside_the_rule_counts():
    rule, start = "FREQ=WEEKLY;BYDAY=TU;COUNT=3", "2027-03-01T06:00"  # a Monday

    assert walls(rule, start) == ["Mon 01 Mar", "Tue 02 Mar", "Tue 09 Mar"]
    assert walls_of_dateutil(rule, start) == ["Tue 02 Mar", "Tue 09 Mar", "Tue 16 Mar"]


def test_difference_2_the_set_of_a_position_is_the_whole_week():
    rule, start = "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2", "2027-03-03T06:00"  # a Wednesday, the second of its week

    assert walls(rule, start, 3) == ["Wed 03 Mar", "Wed 10 Mar", "Wed 17 Mar"]
    assert walls_of_dateutil(rule, start, 3) == ["Fri 05 Mar", "Wed 10 Mar", "Wed 17 Mar"]


def test_difference_3_numbered_and_plain_days_are_a_union():
    rule, start = "FREQ=MONTHLY;BYDAY=1MO,TU", "2027-03-01T06:00"

    assert walls(rule, start, 4) == ["Mon 01 Mar", "Tue 02 Mar", "Tue 09 Mar", "Tue 16 Mar"]
    assert walls_of_dateutil("FREQ=MONTHLY;BYDAY=1MO,TU;UNTIL=20300101T000000", start) == []


def test_difference_4_the_first_week_may_be_counted_from_the_end():
    rule, start = "FREQ=YEARLY;BYWEEKNO=-52;BYDAY=MO", "2029-01-01T06:00"  # 2029 and 2030 have 52 weeks

    assert walls(rule, start, 2) == ["Mon 01 Jan", "Mon 31 Dec"]  # of 2029: the first week of 2030 begins then
    assert walls_of_dateutil(f"{rule};UNTIL=20310101T000000", start) == ["Mon 01 Jan"]


def test_weeks_without_days_are_whole_weeks_as_both_of_them_have_it():
    """RFC 5545 can also be read as the first date's day of the week; the sentence says which it is."""
    assert walls("FREQ=YEARLY;BYWEEKNO=20", "2027-05-17T06:00", 3) == ["Mon 17 May", "Tue 18 May", "Wed 19 May"]
    assert walls_of_dateutil("FREQ=YEARLY;BYWEEKNO=20", "2027-05-17T06:00", 3) == [
        "Mon 17 May",
        "Tue 18 May",
        "Wed 19 May",
    ]
