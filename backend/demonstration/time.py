"""Time worked and time off of the demonstration station: some of it waits for the manager."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.actors import Actor
from apps.core.rights import Role
from apps.scheduling.leave import services as leave
from apps.scheduling.timekeeping import deciding
from apps.scheduling.timekeeping import services as time_entries
from apps.scheduling.timekeeping.editing import EntryValues
from backend.demonstration.content import ZONE

DAYS_WORKED = 10

# person of the crew, type, first and last day from today, whether it is agreed
TIME_OFF = [
    ("breakfast", 4, "Annual leave", 8, 12, True),  # booked in that week: a clash for the scheduler to solve
    ("radio", 1, "TOIL", 9, 9, True),
    ("outside", 3, "Annual leave", 24, 30, False),
    ("entertainment", 3, "Bank holiday", 26, 26, False),
]


def load_time(*, operator: int, manager: Actor, crews: dict[str, list[int]], now: datetime) -> None:
    """Two weeks of the operator's and the news crew's work, and who is away soon."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    for back in range(DAYS_WORKED, 0, -1):
        day = today - timedelta(days=back)
        if day.isoweekday() > 5:
            continue
        is_agreed = back > 4
        _worked(operator, day, "08:30", "17:00", lunch="12:30", manager=manager, is_agreed=is_agreed, now=now)
        _worked(crews["news"][0], day, "10:00", "19:15", lunch="14:00", manager=manager, is_agreed=is_agreed, now=now)
    yesterday = today - timedelta(days=1)
    _worked(crews["entertainment"][2], yesterday, "08:00", "21:30", lunch="13:00", manager=manager, now=now)
    _worked(crews["night"][0], yesterday - timedelta(days=1), "21:45", "06:00", manager=manager, now=now)
    _ask(operator, "Annual leave", today + timedelta(days=25), today + timedelta(days=29), now=now)
    for crew, place, kind, first, last, is_agreed in TIME_OFF:
        days = (today + timedelta(days=first), today + timedelta(days=last))
        request_id = _ask(crews[crew][place], kind, *days, now=now)
        if is_agreed:
            leave.approve_request(actor=manager, request_id=request_id, now=now)


def _worked(
    person: int,
    day: date,
    start: str,
    end: str,
    *,
    manager: Actor,
    now: datetime,
    lunch: str = "",
    is_agreed: bool = False,
) -> None:
    zone = ZoneInfo(ZONE)
    begins = datetime.combine(day, time.fromisoformat(start), zone)
    ends = datetime.combine(day, time.fromisoformat(end), zone)
    values: EntryValues = {
        "date": day,
        "clock_in": begins,
        "clock_out": ends if end > start else ends + timedelta(days=1),  # wall time: six stays six
    }
    if lunch:
        pause = datetime.combine(day, time.fromisoformat(lunch), zone)
        values["break_start"], values["break_end"] = pause, pause + timedelta(minutes=30)
    edit = time_entries.create_entry(actor=Actor(id=person, role=Role.OPERATOR), values=values, now=now)
    if is_agreed:
        deciding.approve_entry(actor=manager, entry_id=edit.entry.pk, now=now)


def _ask(person: int, kind: str, first: date, last: date, *, now: datetime) -> int:
    values: leave.RequestValues = {"request_type": kind, "start_date": first, "end_date": last}
    return leave.request_time_off(actor=Actor(id=person, role=Role.OPERATOR), values=values, now=now).pk
