"""Recurrence rules as RFC 5545 (3.3.10) writes them: read, checked, and written back in one spelling.

What a schedule of days cannot use is refused with the reason: frequencies below a day, and parts the
standard forbids together.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from apps.core.errors import Invalid
from apps.scheduling.wall_time import moment_of

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FIRST_YEAR, LAST_YEAR = 1900, 2199  # every instant of the schedule lies within
LONGEST_RULE = 1000  # characters
MOST_TIMES_A_DAY = 24
_FINER = {"SECONDLY", "MINUTELY", "HOURLY"}
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?")
_PARTS = {
    *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"),
    *("BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS"),
}

T = TypeVar("T")


class Freq(StrEnum):
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True, order=True)
class Weekday:
    """A day of the week, Monday is 0; `nth` counts it within the month or year, 0 means every one."""

    day: int
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.nth or ''}{WEEKDAYS[self.day]}"


@dataclass(frozen=True, slots=True)
class Rule:
    """`until` is a day that counts whole, a wall time, or an aware instant; it is included."""

    freq: Freq
    interval: int = 1
    count: int | None = None
    until: date | datetime | None = None
    week_start: int = 0
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[Weekday, ...] = ()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    def __str__(self) -> str:
        parts = {
            "FREQ": self.freq.value,
            "UNTIL": until_text(self.until) if self.until else "",
            "COUNT": self.count or "",
            "INTERVAL": self.interval if self.interval > 1 else "",
            "BYSECOND": _joined(self.seconds),
            "BYMINUTE": _joined(self.minutes),
            "BYHOUR": _joined(self.hours),
            "BYDAY": _joined(self.days),
            "BYMONTHDAY": _joined(self.month_days),
            "BYYEARDAY": _joined(self.year_days),
            "BYWEEKNO": _joined(self.weeks),
            "BYMONTH": _joined(self.months),
            "BYSETPOS": _joined(self.positions),
            "WKST": WEEKDAYS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value != "")

    @property
    def selects_days(self) -> bool:
        """Whether it says by itself which days are meant; otherwise the first date does."""
        return bool(self.weeks or self.year_days or self.month_days or self.days)


def until_text(until: date | datetime) -> str:
    if not isinstance(until, datetime):
        return f"{until:%Y%m%d}"
    return f"{until.astimezone(UTC):%Y%m%dT%H%M%SZ}" if until.tzinfo else f"{until:%Y%m%dT%H%M%S}"


def parse_rule(text: str, *, field: str = "rrule") -> Rule:
    """Read a rule. Raises Invalid about `field`, with the reason."""
    try:
        rule = _rule(_parts(text))
        _check(rule)
    except _BadRule as bad:
        raise Invalid.field(field, str(bad)) from None
    return rule


def in_utc(rule: Rule, zone: ZoneInfo) -> Rule:
    """The same rule with its end as an instant, as calendars of other programs want it: a day counts to its end."""
    until = rule.until
    if until is None or (isinstance(until, datetime) and until.tzinfo):
        return rule
    wall = until if isinstance(until, datetime) else datetime.combine(until, time(23, 59, 59))
    return replace(rule, until=moment_of(wall, zone).at)


class _BadRule(Exception):
    """Its text is the reason."""


def _parts(text: str) -> dict[str, str]:
    text = text.strip().upper().removeprefix("RRULE:").strip().removesuffix(";")
    if len(text) > LONGEST_RULE:
        raise _BadRule(f"is longer than {LONGEST_RULE:,} characters")
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value:
            raise _BadRule(f'"{part[:40]}" is not a part such as FREQ=WEEKLY')
        if name not in _PARTS:
            raise _BadRule(f"{name[:40]} is not a part of a rule of RFC 5545")
        if name in found:
            raise _BadRule(f"{name} is given twice")
        found[name] = value
    return found


def _rule(parts: dict[str, str]) -> Rule:
    freq = parts.get("FREQ")
    if freq is None:
        raise _BadRule("FREQ is missing: DAILY, WEEKLY, MONTHLY or YEARLY")
    if freq in _FINER:
        raise _BadRule(f"FREQ={freq} is finer than a day; a schedule repeats DAILY, WEEKLY, MONTHLY or YEARLY")
    if freq not in Freq.__members__:
        raise _BadRule(f"FREQ={freq[:40]} is none of DAILY, WEEKLY, MONTHLY and YEARLY")
    week_start = parts.get("WKST", "MO")
    if week_start not in WEEKDAYS:
        raise _BadRule(f"WKST={week_start[:40]} is not a day such as MO")
    return Rule(
        freq=Freq(freq),
        interval=_number("INTERVAL", parts.get("INTERVAL", "1"), 1, 9999),
        count=_number("COUNT", parts["COUNT"], 1, 999_999) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"]) if "UNTIL" in parts else None,
        week_start=WEEKDAYS.index(week_start),
        months=_numbers(parts, "BYMONTH", 1, 12),
        weeks=_numbers(parts, "BYWEEKNO", 1, 53, signed=True),
        year_days=_numbers(parts, "BYYEARDAY", 1, 366, signed=True),
        month_days=_numbers(parts, "BYMONTHDAY", 1, 31, signed=True),
        days=_list(parts, "BYDAY", _weekday),
        hours=_numbers(parts, "BYHOUR", 0, 23),
        minutes=_numbers(parts, "BYMINUTE", 0, 59),
        seconds=_numbers(parts, "BYSECOND", 0, 59),
        positions=_numbers(parts, "BYSETPOS", 1, 366, signed=True),
    )


def _check(rule: Rule) -> None:
    """What the standard forbids together (the table in 3.3.10 and the text around it)."""
    yearly, monthly = rule.freq == Freq.YEARLY, rule.freq == Freq.MONTHLY
    if rule.count is not None and rule.until is not None:
        raise _BadRule("COUNT and UNTIL cannot both be given")
    if rule.weeks and not yearly:
        raise _BadRule("BYWEEKNO goes with FREQ=YEARLY only")
    if rule.year_days and not yearly:
        raise _BadRule("BYYEARDAY goes with FREQ=YEARLY only")
    if rule.month_days and rule.freq == Freq.WEEKLY:
        raise _BadRule("BYMONTHDAY does not go with FREQ=WEEKLY")
    if any(day.nth for day in rule.days):
        if not (yearly or monthly):
            raise _BadRule("BYDAY with a number goes with FREQ=MONTHLY and FREQ=YEARLY only")
        if rule.weeks:
            raise _BadRule("BYDAY with a number does not go with BYWEEKNO")
    if rule.positions and not (rule.selects_days or rule.months or rule.hours or rule.minutes or rule.seconds):
        raise _BadRule("BYSETPOS needs another BY part to choose from")
    if max(len(rule.hours), 1) * max(len(rule.minutes), 1) * max(len(rule.seconds), 1) > MOST_TIMES_A_DAY:
        raise _BadRule(f"repeats more than {MOST_TIMES_A_DAY} times a day")


def _number(name: str, text: str, least: int, most: int, *, signed: bool = False) -> int:
    if re.fullmatch(r"[+-]?\d{1,6}", text):
        value = int(text)
        if least <= (abs(value) if signed else value) <= most:
            return value
    negative = f" or -{most} to -{least}" if signed else ""
    raise _BadRule(f"{name}={text[:40]} is not within {least} to {most}{negative}")


def _numbers(parts: dict[str, str], name: str, least: int, most: int, *, signed: bool = False) -> tuple[int, ...]:
    return _list(parts, name, lambda text: _number(name, text, least, most, signed=signed))


def _list(parts: dict[str, str], name: str, read: Callable[[str], T]) -> tuple[T, ...]:
    if name not in parts:
        return ()
    found = {read(item.strip()) for item in parts[name].split(",")}
    return tuple(sorted(found))  # type: ignore[type-var]  # numbers or weekdays, both have an order


def _weekday(text: str) -> Weekday:
    found = _DAY.fullmatch(text)
    nth = int(found[1] or 0) if found else 0
    if not found or abs(nth) > 53 or (found[1] and not nth):
        raise _BadRule(f"BYDAY={text[:40]} is not a day such as MO, 2TU or -1FR")
    return Weekday(WEEKDAYS.index(found[2]), nth)


def _until(text: str) -> date | datetime:
    found = _UNTIL.fullmatch(text)
    if not found:
        raise _BadRule(f"UNTIL={text[:40]} is not like 20270328T215959Z")
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        if year > LAST_YEAR:
            return date(LAST_YEAR, 12, 31)  # some write the end of the calendar for "never"
        if not found[4]:
            return date(year, month, day)
        # a leap second is the one before it
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC if found[7] else None)
    except ValueError:
        raise _BadRule(f"UNTIL={text[:40]} is not a time of the calendar") from None


def _joined(values: Iterable[object]) -> str:
    return ",".join(map(str, values))
