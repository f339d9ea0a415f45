"""Routes of the timeline and of Today."""

from itertools import chain

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from apps.authentication import public as people
from apps.core.http import UserRequest, json_answer, problems, utc
from apps.facilities import public as facilities
from apps.scheduling.events.schemas import event_out, related_to
from apps.scheduling.leave.selectors import absences_between
from apps.scheduling.overview import selectors
from apps.scheduling.overview.month import month
from apps.scheduling.overview.schemas import (
    NO_CATEGORY,
    MonthFilters,
    MonthOut,
    TimelineFilters,
    TimelineOut,
    TimelineRowOut,
    TodayOut,
    WeekFilters,
    WeekOut,
    month_day_out,
    timeline_absence_out,
    timeline_event_out,
    timeline_item_row,
    timeline_pool_row,
    timeline_window_out,
    week_day_out,
)
from apps.scheduling.overview.week import week

router = Router(tags=["schedule"])
MOST_ROWS = 5000  # of equipment: more than that nobody scrolls through


@router.get("/timeline/", response={200: TimelineOut, **problems(422)}, operation_id="read_timeline")
def read_timeline(request: UserRequest, filters: Query[TimelineFilters]) -> HttpResponse:
    """Rows and bars of a window of at most 93 days."""
    of_equipment = filters.rows == "equipment"
    bars = selectors.bars(start=filters.start, end=filters.end, now=timezone.now(), with_gear=of_equipment)
    rows = _ROWS[filters.rows]()
    answer: TimelineOut = {
        "rows": rows[:MOST_ROWS] if of_equipment else rows,
        "events": [timeline_event_out(event, bars) for event in bars.events],
        "truncated": bars.truncated or (of_equipment and len(rows) > MOST_ROWS),
    }
    kits = {kit for gear in bars.gear.values() for kit in gear.kits}
    if kits:
        answer["kits"] = [{"id": key, "name": name} for key, name in sorted(facilities.kit_names(ids=kits).items())]
    if bars.windows:
        answer["windows"] = [timeline_window_out(window) for window in bars.windows]
    if filters.rows == "person":
        away = absences_between(actor=request.actor, start=filters.start, end=filters.end)
        answer["absences"] = [timeline_absence_out(absence) for absence in away]
    return json_answer(answer)


def _facility_rows() -> list[TimelineRowOut]:
    return [
        {"id": ref.id, "name": ref.name, "group": ref.location_name or "No location", "kind": ref.kind}
        for ref in facilities.live_facilities()
    ]


def _person_rows() -> list[TimelineRowOut]:
    return [
        {"id": ref.id, "name": ref.name, "group": ref.department or "No department"} for ref in people.active_people()
    ]


def _equipment_rows() -> list[TimelineRowOut]:
    """Items and pools together by category, what has none at the end."""
    items = [timeline_item_row(ref) for ref in facilities.all_equipment(most=MOST_ROWS + 1)]
    pools = [
        timeline_pool_row(ref) for ref in facilities.live_pools(category_id=None, location_id=None, most=MOST_ROWS + 1)
    ]
    return sorted(items + pools, key=lambda row: (row["group"] == NO_CATEGORY, row["group"].casefold()))


_ROWS = {"facility": _facility_rows, "person": _person_rows, "equipment": _equipment_rows}


@router.get("/week/", response={200: WeekOut, **problems(422)}, operation_id="read_week")
def read_week(request: UserRequest, filters: Query[WeekFilters]) -> WeekOut:
    """What is on in the seven days from `start`, days of the station, and how many are on each."""
    return {"days": [week_day_out(day) for day in week(start=filters.start)]}


@router.get("/month/", response={200: MonthOut, **problems(422)}, operation_id="read_month")
def read_month(request: UserRequest, filters: Query[MonthFilters]) -> HttpResponse:
    """How much is on each of at most 42 days, and the first events of each."""
    days = month(start=filters.start, days=filters.days, zone=filters.zone(), wanted=filters.wanted())
    return json_answer({"days": [month_day_out(day) for day in days]})


@router.get("/today/", response={200: TodayOut, **problems()}, operation_id="read_today")
def read_today(request: UserRequest) -> HttpResponse:
    """What is on air and next, who is missing, what is broken, what waits for the caller."""
    now = timezone.now()
    found = selectors.today(actor=request.actor, now=now)
    related = related_to(list(chain(found.on_air, found.next, found.unstaffed, found.mine)), encoded=True)
    return json_answer(
        {
            "now": utc(now),
            "on_air": [event_out(event, related) for event in found.on_air],
            "next": [event_out(event, related) for event in found.next],
            "unstaffed": [event_out(event, related) for event in found.unstaffed],
            "mine": [event_out(event, related) for event in found.mine],
            "faulty_equipment": facilities.encoded_faulty_equipment(),
            "closed_facilities": facilities.encoded_closed_facilities(),
        }
    )
