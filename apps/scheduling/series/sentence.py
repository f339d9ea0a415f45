"""A pattern in one sentence, as a scheduler would say it: `every weekday at 06:00 until Fri 2 Apr 2027`."""

from collections.abc import Sequence
from datetime import date, datetime

from apps.scheduling.series.expansion import Pattern, wall_in
from apps.scheduling.series.rules import Freq, Rule, Weekday

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NAMED = 4  # single dates that are spelled out; of more, their number is told
_UNITS = {Freq.DAILY: "day", Freq.WEEKLY: "week", Freq.MONTHLY: "month", Freq.YEARLY: "year"}
_WORKDAYS, _WEEKEND, _EVERY_DAY = {0, 1, 2, 3, 4}, {5, 6}, set(range(7))
_ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


def sentence(pattern: Pattern) -> str:
    """What the pattern means, without its zone."""
    rule = pattern.rule
    if rule is None:
        dates = sorted({pattern.start, *pattern.rdates} - set(pattern.exdates))
        return f"on {_dates(dates)} at {pattern.start:%H:%M}" if dates else "never"
    text = f"{_head(rule, pattern.start.date())} at {_times(rule, pattern.start)}"
    if rule.count:
        text += ", once" if rule.count == 1 else f", {rule.count} times"
    if rule.until:
        text += f" until {_day(_last_day(pattern, rule.until))}"
    if pattern.rdates:
        text += f", also on {_dates(pattern.rdates)}"
    if pattern.exdates:
        text += f", except on {_dates(pattern.exdates)}"
    return text


def _head(rule: Rule, first: date) -> str:
    return {Freq.DAILY: _daily, Freq.WEEKLY: _weekly, Freq.MONTHLY: _monthly, Freq.YEARLY: _yearly}[rule.freq](
        rule, first
    )


def _daily(rule: Rule, _: date) -> str:
    days = {day.day for day in rule.days}
    if rule.interval == 1 and days and not rule.month_days:
        head = _each(days)
    else:
        head = _every(rule)
        if rule.month_days:
            head += f" that is the {_month_days(rule.month_days)} of a month"
        if days:
            head += f" that is a {_or([DAYS[day] for day in sorted(days)])}"
    return head + _in_months(rule) + _chosen(rule, "of the times")


def _weekly(rule: Rule, first: date) -> str:
    days = {day.day for day in rule.days} or {first.weekday()}
    if rule.positions:
        return f"{_every(rule)} on the {_positions(rule.positions)} of {_and(_names(days))}{_in_months(rule)}"
    if rule.interval == 1:
        return _each(days) + _in_months(rule)
    return f"{_every(rule)} on {_on(days)}{_in_months(rule)}"


def _monthly(rule: Rule, first: date) -> str:
    return _every_on(rule, _within(rule, first, "month")) + _in_months(rule)


def _yearly(rule: Rule, first: date) -> str:  # noqa: PLR0911 - one for each way to name days of a year
    every = _every(rule)
    if not rule.selects_days:
        months = _and([MONTHS[month - 1] for month in rule.months or (first.month,)])
        return f"{every} on {first.day} {months}{_chosen(rule, 'of these')}"
    if rule.weeks:
        days = {day.day for day in rule.days} or _EVERY_DAY
        weeks = _and([f"week {week}" if week > 0 else f"the {_nth(week)} week" for week in _counted(rule.weeks)])
        more = f", on the {_month_days(rule.month_days)} of a month" if rule.month_days else ""
        return _every_on(rule, f"{_on(days)} of {weeks}{more}{_in_months(rule)}{_chosen(rule, 'of these')}")
    if rule.year_days:
        on = f"the {_and([_nth(number) for number in _counted(rule.year_days)])} day of the year"
        if rule.days:
            on += f" that is a {_or([DAYS[day.day] for day in rule.days])}"
        return f"{every} on {on}{_in_months(rule)}{_chosen(rule, 'of these')}"
    if rule.month_days and not rule.days and len(rule.months) == 1 and min(rule.month_days) > 0:
        return f"{every} on {_and([str(day) for day in rule.month_days])} {MONTHS[rule.months[0] - 1]}" + _chosen(
            rule, "of these"
        )
    if rule.months:
        months = _and([MONTHS[month - 1] for month in rule.months])
        return _every_on(rule, f"{_within(rule, first, 'month')} of {months}")
    if rule.month_days:
        return _every_on(rule, f"{_within(rule, first, 'month')} of every month")
    return _every_on(rule, f"{_within(rule, first, 'year')} of the year")


def _within(rule: Rule, first: date, unit: str) -> str:  # noqa: PLR0911 - one for each way to name days
    """Which days of a month or year: `the first Monday`, `the 15th and the last day`."""
    days, month_days = rule.days, rule.month_days
    if not days and not month_days:
        return f"the {_nth(first.day)}" + _chosen(rule, "of these")
    if month_days and not days:
        if rule.positions:
            return f"the {_positions(rule.positions)} of the {_month_days(month_days)}"
        return f"the {_month_days(month_days)}"
    if month_days:
        return f"every {_or([_weekday(day) for day in days])} that is the {_month_days(month_days)}" + _chosen(
            rule, "of these"
        )
    plain = {day.day for day in days if not day.nth}
    if rule.positions and not any(day.nth for day in days):
        kind = {frozenset(_WORKDAYS): "weekday", frozenset(_WEEKEND): "weekend day", frozenset(_EVERY_DAY): "day"}.get(
            frozenset(plain)
        )
        if kind or len(plain) == 1:
            return f"the {_positions(rule.positions)} {kind or DAYS[min(plain)]}"
        return f"the {_positions(rule.positions)} {_or(_names(plain))}"
    words = [_each(plain)] if plain else []
    words += [f"the {_weekday(day)}" for day in days if day.nth]
    return _and(words) + _chosen(rule, f"of these in the {unit}")


def _weekday(day: Weekday) -> str:
    return f"{_nth_word(day.nth)} {DAYS[day.day]}" if day.nth else DAYS[day.day]


def _every(rule: Rule) -> str:
    unit = _UNITS[rule.freq]
    return f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"


def _every_on(rule: Rule, days: str) -> str:
    """`every month on the 1st`, but `every Friday that is the 13th`."""
    return days if rule.interval == 1 and days.startswith("every ") else f"{_every(rule)} on {days}"


def _each(days: set[int]) -> str:
    if days == _EVERY_DAY:
        return "every day"
    if days == _WORKDAYS:
        return "every weekday"
    return f"every {_and(_names(days))}"


def _on(days: set[int]) -> str:
    if days == _EVERY_DAY:
        return "every day"
    return "every weekday" if days == _WORKDAYS else _and(_names(days))


def _in_months(rule: Rule) -> str:
    return f" in {_and([MONTHS[month - 1] for month in rule.months])}" if rule.months else ""


def _chosen(rule: Rule, what: str) -> str:
    return f" (the {_positions(rule.positions)} {what})" if rule.positions else ""


def _positions(positions: Sequence[int]) -> str:
    return _and([_nth_word(position) for position in _counted(positions)])


def _month_days(days: Sequence[int]) -> str:
    return _and([_nth(day) if day > 0 else f"{_nth_word(day)} day" for day in _counted(days)])


def _counted(numbers: Sequence[int]) -> list[int]:
    """From the beginning first, then from the end."""
    return sorted(number for number in numbers if number > 0) + sorted(number for number in numbers if number < 0)


def _nth_word(number: int) -> str:
    if number == -1:
        return "last"
    if number < 0:
        return f"{_ORDINALS.get(-number) or _nth(-number)}-last"
    return _ORDINALS.get(number) or _nth(number)


def _nth(number: int) -> str:
    """`1st`, `22nd`, `13th`; from the end `last`, `second-last`."""
    if number < 0:
        return _nth_word(number)
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _times(rule: Rule, start: datetime) -> str:
    hours, minutes = rule.hours or (start.hour,), rule.minutes or (start.minute,)
    return _and([f"{hour:02}:{minute:02}" for hour in hours for minute in minutes])


def _last_day(pattern: Pattern, until: date | datetime) -> date:
    if not isinstance(until, datetime):
        return until
    return (wall_in(pattern.zone, until) if until.tzinfo else until).date()


def _dates(walls: Sequence[datetime]) -> str:
    days = sorted({wall.date() for wall in walls})
    return f"{len(days)} dates" if len(days) > NAMED else _and([_day(day) for day in days])


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _names(days: set[int]) -> list[str]:
    return [DAYS[day] for day in sorted(days)]


def _and(words: Sequence[str]) -> str:
    return _listed(words, "and")


def _or(words: Sequence[str]) -> str:
    return _listed(words, "or")


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
