"""Asking for time off, and deciding on it. Approved leave is written under the lock that bookings of a person take."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from typing_extensions import TypedDict

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound
from apps.scheduling.bulk import Decided, decide_each
from apps.scheduling.events.holding import Clash, Hold, clashes
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.leave import policies, selectors
from apps.scheduling.leave.counting import kind_of
from apps.scheduling.leave.errors import AlreadyDecided, LeaveBegun, RequestApproved, TimeOffOverlap, Withdrawn
from apps.scheduling.leave.facts import (
    TimeOffApproved,
    TimeOffFact,
    TimeOffRejected,
    TimeOffRequested,
    TimeOffWithdrawn,
)
from apps.scheduling.leave.models import Status, TimeOffRequest
from apps.scheduling.ports import People, people_provider
from apps.scheduling.wall_time import moment_of

LONGEST = timedelta(days=366)
YEARS = (1900, 2200)  # as for every instant
_CONSTRAINTS = {"time_off_no_overlap": TimeOffOverlap}


class RequestValues(TypedDict, total=False):
    """What a person may set, in the names of the contract."""

    request_type: str
    start_date: date | None
    end_date: date | None
    start_time: time | None
    end_time: time | None
    reason: str


@dataclass
class Approval:
    """An approved request, and the confirmed bookings of the person that it falls on."""

    request: TimeOffRequest
    conflicts: list[Clash] = field(default_factory=list)


def request_time_off(
    *,
    actor: Actor,
    values: RequestValues,
    now: datetime,
    user_id: int | None = None,
    people: People = people_provider,
) -> TimeOffRequest:
    """Ask for time off. `user_id` is the actor unless told otherwise. Raises NotAllowed, Invalid, TimeOffOverlap."""
    person = user_id if user_id is not None else actor.id
    if person is None:
        raise Invalid.field("user", "must be given")
    policies.require_can_ask(actor, person)
    if person != actor.id and person not in people.people(ids=[person]):
        raise Invalid.field("user", "there is no such person")
    with transaction(), refusing(**_CONSTRAINTS):
        hold(person)
        row = TimeOffRequest(user_id=person, created_by_id=actor.id, time_zone=settings.TIME_ZONE)
        _apply(row, values)
        _require_free(row)
        row.save()
        outbox.publish(_fact(TimeOffRequested, row, now))
    return row


def update_request(
    *,
    actor: Actor,
    request_id: int,
    values: RequestValues,
    now: datetime,
    is_sent_again: bool = False,
    user_id: int | None = None,
    expected_version: int | None = None,
) -> TimeOffRequest:
    """Change what differs of a request that is not approved. A rejected one waits again afterwards.

    `is_sent_again` asks for that alone.
    Raises NotAllowed, NotFound, Stale, Invalid, RequestApproved, Withdrawn, TimeOffOverlap.
    """
    with transaction(), refusing(**_CONSTRAINTS):
        row = _locked(request_id)
        _require_can_see(actor, row)
        row.require_version(expected_version)
        if user_id is not None and user_id != row.user_id:
            raise Invalid.field("user", "a request stays with its person")
        if not _apply(row, _own_values(actor, row, values)) and not is_sent_again:
            return row
        policies.require_can_change(actor, row.user_id)
        if row.withdrawn_at:
            raise Withdrawn
        if row.status == Status.APPROVED:
            raise RequestApproved
        row.status, row.decided_by_id, row.decided_at, row.decision_note = Status.PENDING, None, None, ""
        _require_free(row)
        row.save_next_version()
        outbox.publish(_fact(TimeOffRequested, row, now))
    return row


def withdraw_request(
    *, actor: Actor, request_id: int, now: datetime, expected_version: int | None = None
) -> TimeOffRequest:
    """Take back one's own request; one that is approved, until the leave begins. It stays on record.

    Raises NotAllowed, NotFound, Stale, LeaveBegun, Withdrawn.
    """
    with transaction():
        row = _locked(request_id)
        policies.require_can_change(actor, row.user_id)
        row.require_version(expected_version)
        if row.withdrawn_at:
            raise Withdrawn
        _require_ahead(row, now=now)
        row.withdrawn_at = now
        row.save_next_version()
        outbox.publish(_fact(TimeOffWithdrawn, row, now))
    return row


def approve_request(*, actor: Actor, request_id: int, now: datetime, expected_version: int | None = None) -> Approval:
    """Agree to a request, also over bookings of the person: those are answered, for the scheduler to solve.

    Raises NotAllowed, NotFound, Stale, AlreadyDecided, Withdrawn, TimeOffOverlap.
    """
    policies.require_can_decide(actor)
    with transaction(), refusing(**_CONSTRAINTS):
        row = _to_decide(actor, request_id, expected_version)
        if row.status == Status.APPROVED:
            raise AlreadyDecided("This request is approved already")
        if row.status == Status.REJECTED:
            _require_free(row)  # the days may have been asked for anew
        _decide(row, Status.APPROVED, actor, now=now)
        outbox.publish(_fact(TimeOffApproved, row, now, by_id=actor.id))
        return Approval(row, bookings_in(row))


def reject_request(
    *,
    actor: Actor,
    request_id: int,
    reason: str,
    now: datetime,
    needs_reason: bool = True,
    expected_version: int | None = None,
) -> TimeOffRequest:
    """Refuse a request; or take back an approval, until the leave begins.

    Raises NotAllowed, NotFound, Stale, Invalid, AlreadyDecided, LeaveBegun, Withdrawn.
    """
    policies.require_can_decide(actor)
    if needs_reason and not reason:
        raise Invalid.field("reason", "must not be empty")
    with transaction():
        row = _to_decide(actor, request_id, expected_version)
        if row.status == Status.REJECTED:
            raise AlreadyDecided("This request is rejected already")
        _require_ahead(row, now=now)
        _decide(row, Status.REJECTED, actor, now=now, note=reason)
        outbox.publish(_fact(TimeOffRejected, row, now, by_id=actor.id, reason=reason))
    return row


def patch_request(
    *,
    actor: Actor,
    request_id: int,
    values: RequestValues,
    now: datetime,
    status: str | None = None,
    note: str = "",
    user_id: int | None = None,
    expected_version: int | None = None,
) -> Approval:
    """What clients without actions do: change a request, or decide by sending another status, or both.

    The same policies as for the actions; a reason is kept but not asked for, as such clients have none.
    """
    with transaction():
        was = TimeOffRequest.objects.filter(pk=request_id).values_list("status", flat=True).first()
        row = update_request(
            actor=actor,
            request_id=request_id,
            values=values,
            now=now,
            is_sent_again=status == Status.PENDING and was == Status.REJECTED,
            user_id=user_id,
            expected_version=expected_version,
        )
        if status in (None, was):
            return Approval(row)
        if status == Status.APPROVED:
            return approve_request(actor=actor, request_id=request_id, now=now)
        if status == Status.REJECTED:
            return Approval(
                reject_request(actor=actor, request_id=request_id, now=now, reason=note, needs_reason=False)
            )
        if was == Status.APPROVED:
            raise RequestApproved
        return Approval(row)


def approve_requests(*, actor: Actor, ids: Collection[int], now: datetime) -> Decided:
    """Each by itself: one that is refused does not keep the others. Raises NotAllowed."""
    return _each(actor, ids, lambda key: approve_request(actor=actor, request_id=key, now=now))


def reject_requests(*, actor: Actor, ids: Collection[int], reason: str, now: datetime) -> Decided:
    """Each by itself, all for one reason. Raises NotAllowed, Invalid."""
    if not reason:
        policies.require_can_decide(actor)
        raise Invalid.field("reason", "must not be empty")
    return _each(actor, ids, lambda key: reject_request(actor=actor, request_id=key, reason=reason, now=now))


def hold(*user_ids: int) -> None:
    """The lock that bookings of these people take as well: leave and assignment never miss each other."""
    locks.hold(*(f"{ResourceKind.PERSON}:{user_id}" for user_id in user_ids), within=locks.PATIENCE)


def bookings_in(row: TimeOffRequest) -> list[Clash]:
    """Confirmed bookings of the person that the leave falls on, earliest first."""
    return clashes([Hold(ResourceKind.PERSON, row.user_id, row.start_at, row.end_at)])


def _each(actor: Actor, ids: Collection[int], decide: Callable[[int], object]) -> Decided:
    policies.require_can_decide(actor)
    with transaction():
        rows = TimeOffRequest.objects.filter(pk__among=set(ids)).order_by()
        hold(*rows.values_list("user_id", flat=True).distinct())
        return decide_each(ids, decide)


def _apply(row: TimeOffRequest, values: RequestValues) -> bool:
    """Write what differs; tells whether anything does. Raises Invalid."""
    is_new = row._state.adding
    before = _told(row)
    row.request_type = values.get("request_type", row.request_type) or row.request_type or "Personal"
    row.kind = kind_of(row.request_type)
    start = values.get("start_date", row.start_date)
    if start is None:
        raise Invalid.field("start_date", "must not be empty")
    end = values.get("end_date", row.end_date) or (start if is_new else None)
    if end is None:
        raise Invalid.field("end_date", "must not be empty")
    row.start_date, row.end_date = start, end
    row.start_time = values.get("start_time", row.start_time)
    row.end_time = values.get("end_time", row.end_time)
    row.reason = values.get("reason", row.reason)
    if not is_new and _told(row) == before:
        return False
    if end < start:
        raise Invalid.field("end_date", "must not be before start_date")
    if end - start > LONGEST:
        raise Invalid.field("end_date", f"must be within {LONGEST.days} days of start_date")
    if not YEARS[0] < start.year < YEARS[1]:
        raise Invalid.field("start_date", f"must lie between the years {YEARS[0]} and {YEARS[1]}")
    zone = ZoneInfo(row.time_zone)
    row.start_at = moment_of(datetime.combine(start, row.start_time or time()), zone).at
    last = datetime.combine(end, row.end_time) if row.end_time else datetime.combine(end + timedelta(days=1), time())
    row.end_at = moment_of(last, zone).at
    if row.end_at <= row.start_at:
        raise Invalid.field("end_time", "must be after start_time")
    return True


def _told(row: TimeOffRequest) -> dict[str, Any]:
    return {name: getattr(row, name) for name in RequestValues.__annotations__}


def _own_values(actor: Actor, row: TimeOffRequest, values: RequestValues) -> RequestValues:
    """Who is not told the type cannot send it back changed: it counts as not sent."""
    if policies.may_see_why(actor, row.user_id):
        return values
    told = values.copy()
    told.pop("request_type", None)
    told.pop("reason", None)
    return told


def _require_can_see(actor: Actor, row: TimeOffRequest) -> None:
    is_standing = row.withdrawn_at is None and row.status != Status.REJECTED
    policies.require_can_see(actor, row.user_id, is_standing=is_standing)


def _require_free(row: TimeOffRequest) -> None:
    found = selectors.in_the_way(row)
    if found:
        words = selectors.absence_of(found[0]).words
        raise TimeOffOverlap(
            f"Time off {words} is asked for already, in request {found[0].pk}",
            conflicts=[{"id": r.pk, "start_date": r.start_date, "end_date": r.end_date} for r in found],
        )


def _require_ahead(row: TimeOffRequest, *, now: datetime) -> None:
    if row.status == Status.APPROVED and row.start_at <= now:
        raise LeaveBegun


def _locked(request_id: int) -> TimeOffRequest:
    user_id = TimeOffRequest.objects.filter(pk=request_id).values_list("user_id", flat=True).first()
    if user_id is not None:
        hold(user_id)
    row = TimeOffRequest.objects.select_for_update().filter(pk=request_id).first()
    if row is None:
        raise NotFound("There is no such time-off request")
    return row


def _to_decide(actor: Actor, request_id: int, expected_version: int | None) -> TimeOffRequest:
    row = _locked(request_id)
    policies.require_can_decide(actor, row.user_id)
    row.require_version(expected_version)
    if row.withdrawn_at:
        raise Withdrawn
    return row


def _decide(row: TimeOffRequest, status: Status, actor: Actor, *, now: datetime, note: str = "") -> None:
    row.status, row.decided_by_id, row.decided_at, row.decision_note = status, actor.id, now, note
    row.save_next_version()


def _fact(kind: type[TimeOffFact], row: TimeOffRequest, now: datetime, **more: Any) -> TimeOffFact:
    return kind(
        time_off_request_id=row.pk,
        user_id=row.user_id,
        start_date=row.start_date,
        end_date=row.end_date,
        occurred_at=now,
        **more,
    )
