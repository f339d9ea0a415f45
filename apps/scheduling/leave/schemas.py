"""What HTTP takes and gives about time off."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Annotated, Literal, NotRequired, cast

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication import public as people
from apps.authentication.public import ProfileOut
from apps.core.actors import Actor
from apps.core.http import BIGINT, BlankIsNone, Filters, In, Line, Problem, Ref, Text
from apps.core.paging import PageFilters
from apps.core.rights import Right
from apps.core.switches import value_of
from apps.scheduling.bulk import MOST_AT_ONCE, Decided, DecidedOut, decided_out
from apps.scheduling.events.holding import Clash, Hold, clashes
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.leave import policies, selectors, switches
from apps.scheduling.leave.counting import days_of
from apps.scheduling.leave.models import LeaveKind, Status, TimeOffRequest
from apps.scheduling.leave.selectors import DaysOff, Wanted
from apps.scheduling.leave.services import RequestValues
from apps.scheduling.shifts.schemas import WallTime

StatusName = Literal["Pending", "Approved", "Rejected"]
KindName = Literal["annual_leave", "personal", "toil", "bank_holiday", "sick", "training", "other"]
Flag = Literal["booked", "others_away"]
Key = Annotated[int, Field(ge=1, le=BIGINT)]
Day = Annotated[date, Field(ge=date(1901, 1, 1), le=date(2199, 12, 31))]
OptionalDay = Annotated[Day | None, BlankIsNone]
UNTOLD = "Away"  # the type of somebody's leave, for those who need not know it


class TimeOffPatch(In):
    """A request, whole or in part. `status` decides, for clients that have no actions."""

    user: Ref = None
    request_type: Annotated[Line, Field(max_length=100)] = ""
    start_date: OptionalDay = None
    end_date: OptionalDay = None
    start_time: WallTime = None
    end_time: WallTime = None
    reason: Text = ""
    status: Annotated[StatusName | None, BlankIsNone] = None
    rejection_reason: Text = ""

    def values(self) -> RequestValues:
        changes = self.changes()
        return cast("RequestValues", {name: changes[name] for name in RequestValues.__annotations__ if name in changes})


class TimeOffIn(TimeOffPatch):
    """Without `end_date` it is one day. With times it is a part of the first or of the last day."""

    start_date: Day


class RejectionIn(In):
    reason: Annotated[Text, Field(min_length=1)]


class BulkIn(In):
    ids: Annotated[list[Key], Field(min_length=1, max_length=MOST_AT_ONCE)]


class BulkRejectionIn(RejectionIn, BulkIn):
    pass


class TimeOffFilters(PageFilters):
    user: Key | None = None
    status: StatusName | None = None
    kind: KindName | None = None
    request_type: str | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    withdrawn: bool = False

    def wanted(self) -> Wanted:
        return Wanted(**self.model_dump(exclude={"page", "page_size"}))


class CalendarFilters(Filters):
    start: Day
    end: Day


class DaysOffFilters(Filters):
    user: Key | None = None
    year: Annotated[int, Field(ge=1901, le=2199)] | None = None


class LeaveEventOut(TypedDict):
    id: int
    title: str


class LeaveConflictOut(TypedDict):
    """A confirmed booking that the leave falls on."""

    event: LeaveEventOut
    start_time: datetime
    end_time: datetime


class TimeOffOut(TypedDict):
    """`request_type` is as the client spelt it, `kind` what it counts as. Neither is told to schedulers."""

    id: int
    user: ProfileOut
    request_type: str
    kind: NotRequired[KindName]
    start_date: date
    end_date: date
    start_time: NotRequired[str]  # HH:MM: it begins in the course of the first day
    end_time: NotRequired[str]  # HH:MM: it ends in the course of the last day
    time_zone: str
    days: float
    reason: NotRequired[str]
    status: StatusName
    approved_by: NotRequired[ProfileOut]
    approved_at: NotRequired[datetime]
    rejected_by: NotRequired[ProfileOut]
    rejected_at: NotRequired[datetime]
    rejection_reason: NotRequired[str]
    withdrawn_at: NotRequired[datetime]
    flags: NotRequired[list[Flag]]
    conflicts: NotRequired[list[LeaveConflictOut]]  # of an approval, and of a single waiting request
    version: int
    created_at: datetime
    updated_at: datetime


class CalendarOut(TypedDict):
    """Who is away, or asks to be, as far as the caller may know."""

    results: list[TimeOffOut]


class DaysOffOut(TypedDict):
    kind: KindName
    taken_days: float
    planned_days: float
    pending_days: float


class YearOffOut(TypedDict):
    user: int
    year: int
    taken_days: float
    planned_days: float
    pending_days: float
    kinds: list[DaysOffOut]


class RequestInTheWayOut(TypedDict):
    id: int
    start_date: date
    end_date: date


class TimeOffProblem(Problem):
    """409: the requests in the way."""

    conflicts: NotRequired[list[RequestInTheWayOut]]


def time_off_outs(requests: Sequence[TimeOffRequest], *, actor: Actor) -> list[TimeOffOut]:
    """Everything the requests refer to is fetched once for all. Who approves sees what to look at marked."""
    ids = {row.user_id for row in requests} | {row.decided_by_id for row in requests if row.decided_by_id}
    profiles = people.profiles(ids=ids)
    weekends = value_of(switches.WEEKENDS_COUNT)
    flags = _flags(requests) if actor.may(Right.APPROVE_LEAVE) else {}
    return [
        _out(row, profiles, actor=actor, days=days_of(row, weekends_count=weekends), flags=flags.get(row.pk, []))
        for row in requests
    ]


def time_off_out(request: TimeOffRequest, *, actor: Actor, conflicts: Collection[Clash] = ()) -> TimeOffOut:
    (out,) = time_off_outs([request], actor=actor)
    if conflicts:
        out["conflicts"] = [
            {"event": {"id": c.event_id, "title": c.event_title}, "start_time": c.start, "end_time": c.end}
            for c in conflicts
        ]
    return out


def _out(
    row: TimeOffRequest, profiles: dict[int, ProfileOut], *, actor: Actor, days: float, flags: list[Flag]
) -> TimeOffOut:
    is_told = policies.may_see_why(actor, row.user_id)
    out: TimeOffOut = {
        "id": row.pk,
        "user": profiles[row.user_id],
        "request_type": row.request_type if is_told else UNTOLD,
        "start_date": row.start_date,
        "end_date": row.end_date,
        "time_zone": row.time_zone,
        "days": days,
        "status": cast("StatusName", row.status),
        "version": row.version,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
    if row.start_time:
        out["start_time"] = f"{row.start_time:%H:%M}"
    if row.end_time:
        out["end_time"] = f"{row.end_time:%H:%M}"
    if row.withdrawn_at:
        out["withdrawn_at"] = row.withdrawn_at
    if is_told:
        out["kind"] = cast("KindName", row.kind)
        if row.reason:
            out["reason"] = row.reason
    _add_decision(out, row, profiles.get(row.decided_by_id or 0))
    if flags:
        out["flags"] = flags
    return out


def _add_decision(out: TimeOffOut, row: TimeOffRequest, who: ProfileOut | None) -> None:
    if row.status == Status.APPROVED:
        if who:
            out["approved_by"] = who
        if row.decided_at:
            out["approved_at"] = row.decided_at
    elif row.status == Status.REJECTED:
        if who:
            out["rejected_by"] = who
        if row.decided_at:
            out["rejected_at"] = row.decided_at
        if row.decision_note:
            out["rejection_reason"] = row.decision_note


def _flags(requests: Sequence[TimeOffRequest]) -> dict[int, list[Flag]]:
    """Of waiting requests: it falls on bookings, or others of the department are away as well."""
    waiting = [row for row in requests if row.status == Status.PENDING and row.withdrawn_at is None]
    if not waiting:
        return {}
    booked = clashes([Hold(ResourceKind.PERSON, row.user_id, row.start_at, row.end_at) for row in waiting])
    others = selectors.others_asking(waiting)
    refs = people.people(ids={row.user_id for row in waiting}.union(*others.values()))
    found: dict[int, list[Flag]] = {}
    for row in waiting:
        flags: list[Flag] = []
        if any(c.resource_id == row.user_id and c.start < row.end_at and c.end > row.start_at for c in booked):
            flags.append("booked")
        department = refs[row.user_id].department if row.user_id in refs else ""
        if department and any(refs[key].department == department for key in others.get(row.pk, ()) if key in refs):
            flags.append("others_away")
        if flags:
            found[row.pk] = flags
    return found


def decided_requests_out(decided: Decided) -> DecidedOut:
    """Refused rows are named by whose they are and when."""
    rows = TimeOffRequest.objects.in_bulk(list(decided.refused))
    who = people.people(ids={row.user_id for row in rows.values()})
    names = {
        key: f"{who[row.user_id].name}, {selectors.absence_of(row).words}"
        for key, row in rows.items()
        if row.user_id in who
    }
    return decided_out(decided, names)


def year_off_out(user_id: int, year: int, found: dict[LeaveKind, DaysOff]) -> YearOffOut:
    return {
        "user": user_id,
        "year": year,
        "taken_days": sum(days.taken for days in found.values()),
        "planned_days": sum(days.planned for days in found.values()),
        "pending_days": sum(days.pending for days in found.values()),
        "kinds": [
            {
                "kind": cast("KindName", kind.value),
                "taken_days": found[kind].taken,
                "planned_days": found[kind].planned,
                "pending_days": found[kind].pending,
            }
            for kind in LeaveKind
            if kind in found
        ],
    }
