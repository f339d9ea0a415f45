"""Who and what is free: for a period, or the first times within a window at which something lasts so long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from apps.core.actors import Actor
from apps.core.errors import Invalid
from apps.scheduling.availability.slots import Counting, InTheWay, Slot, Wanted, first_slots, in_the_way
from apps.scheduling.equipping import counting as pieces
from apps.scheduling.events.holding import HORIZON, Hold, up_to_step
from apps.scheduling.events.models import ResourceKind
from apps.scheduling.leave.policies import may_see_everyone
from apps.scheduling.leave.selectors import Absence, absences_between
from apps.scheduling.maintenance.selectors import Downtime, windows_over
from apps.scheduling.ports import Staff, Stock, staff_provider, stock_provider

LONGEST_WINDOW = timedelta(days=93)
MOST = 1000  # rows of each sort
NAMED = 5  # bookings in the way of each
ALL = ("facilities", "people", "equipment", "pools")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    start: datetime
    end: datetime
    of: Sequence[str] = ALL
    duration: timedelta | None = None
    kind: str | None = None
    capacity: int | None = None
    location: int | None = None
    facility: int | None = None
    department: str = ""
    position: str = ""
    category: int | None = None
    quantity: int = 1
    most: int = 3
    past_options: bool = False
    without_event: int = 0
    only_free: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One resource (`ref` is its module's) and when it can be had."""

    ref: Any
    slots: Sequence[Slot] = ()
    in_the_way: Sequence[InTheWay] = ()
    absences: Sequence[Absence] = ()
    downtimes: Sequence[Downtime] = ()
    state: str = "free"  # or held: others wait for it; or taken
    free_until: datetime | None = None  # of what is free for the whole period
    free_from: datetime | None = None  # of what is not
    free: int = 0  # pieces of a pool


@dataclass
class Answer:
    found: dict[str, list[Found]] = field(default_factory=dict)
    truncated: bool = False


def availability(
    *, actor: Actor, question: Question, now: datetime, stock: Stock = stock_provider, staff: Staff = staff_provider
) -> Answer:
    """Raises Invalid. At most four queries for each sort of resource, whatever their number."""
    start, end = question.start, question.end
    if end <= start:
        raise Invalid.field("end", "must be after start")
    if end - start > LONGEST_WINDOW:
        raise Invalid.field("end", f"must be within {LONGEST_WINDOW.days} days of start")
    if question.duration and question.duration > end - start:
        raise Invalid.field("duration", "must fit between start and end")
    counting = Counting(
        now=now,
        options=not question.past_options,
        without_event=question.without_event,
        leave_of_all=may_see_everyone(actor),
        leave_of=actor.id or 0,
    )
    answer = Answer()
    for sort, kind, refs in _wanted(question, stock, staff):
        answer.truncated |= len(refs) > MOST
        if kind == ResourceKind.POOL:
            found = _pools(question, refs[:MOST])
        else:
            found = _found(actor, question, kind, refs[:MOST], counting)
        answer.found[sort] = [row for row in found if row.state == "free"] if question.only_free else found
    return answer


def _wanted(question: Question, stock: Stock, staff: Staff) -> Iterable[tuple[str, ResourceKind, list[Any]]]:
    if "facilities" in question.of:
        yield (
            "facilities",
            ResourceKind.FACILITY,
            [
                ref
                for ref in stock.all_facilities()
                if ref.is_bookable
                and question.kind in (None, ref.kind)
                and question.location in (None, ref.location_id)
                and question.facility in (None, ref.id)
                and (question.capacity is None or (ref.capacity or 0) >= question.capacity)
            ],
        )
    if "people" in question.of:
        yield (
            "people",
            ResourceKind.PERSON,
            [
                ref
                for ref in staff.active_people()
                if question.department in ("", ref.department) and question.position in ("", ref.position)
            ],
        )
    if "equipment" in question.of:
        rows = stock.bookable_equipment(category_id=question.category, location_id=question.location, most=MOST + 1)
        yield "equipment", ResourceKind.EQUIPMENT, list(rows)
    if "pools" in question.of:
        yield (
            "pools",
            ResourceKind.POOL,
            list(stock.live_pools(category_id=question.category, location_id=question.location, most=MOST + 1)),
        )


def _found(
    actor: Actor, question: Question, kind: ResourceKind, refs: Sequence[Any], counting: Counting
) -> list[Found]:
    wanted = [
        Wanted(ref.id, ref.rig_minutes, ref.strike_minutes, ref.shares_buffers)
        if kind == ResourceKind.FACILITY
        else Wanted(ref.id)
        for ref in refs
    ]
    if question.duration:
        slots = first_slots(
            kind,
            wanted,
            start=_on_the_grid(question.start),
            end=question.end,
            duration=question.duration,
            most=question.most,
            counting=counting,
        )
        return _soonest(Found(ref, slots=slots.get(ref.id, ()), state=_state(ref.id in slots)) for ref in refs)
    start, end, horizon = question.start, question.end, question.end + HORIZON
    first = first_slots(kind, wanted, start=start, end=horizon, duration=end - start, most=1, counting=counting)
    bookings = in_the_way([(kind, want) for want in wanted], start=start, end=end, most=NAMED, counting=counting)
    away: dict[int, list[Absence]] = {}
    if kind == ResourceKind.PERSON:
        for absence in absences_between(actor=actor, start=start, end=end):
            away.setdefault(absence.user_id, []).append(absence)
    down: dict[int, list[Downtime]] = {}
    if kind != ResourceKind.PERSON:
        holds = [_hold(kind, want, start, end) for want in wanted]
        for place, downtime in windows_over(holds):
            down.setdefault(wanted[place].id, []).append(downtime)
    found = []
    for ref in refs:
        listed, absences = bookings.get((kind.value, ref.id), []), away.get(ref.id, [])
        slot = first[ref.id][0] if ref.id in first else None
        is_free = slot is not None and slot.start == start
        is_held = not absences and ref.id not in down and bool(listed) and all(booking.is_option for booking in listed)
        found.append(
            Found(
                ref,
                in_the_way=listed,
                absences=absences,
                downtimes=down.get(ref.id, []),
                state="held" if is_held else _state(is_free),
                free_until=slot.free_until if slot and is_free and slot.free_until < horizon else None,
                free_from=slot.start if slot and not is_free else None,
            )
        )
    return found


def _hold(kind: ResourceKind, want: Wanted, start: datetime, end: datetime) -> Hold:
    return Hold(
        kind, want.id, start - timedelta(minutes=want.rig_minutes), end + timedelta(minutes=want.strike_minutes)
    )


def _pools(question: Question, refs: Sequence[Any]) -> list[Found]:
    """By what is out: a pool is free when enough pieces are left."""
    end = question.end if question.duration else question.end + HORIZON
    pools = {ref.id: ref for ref in refs}
    spans: dict[int, list[pieces.Shortage]] = {}
    out = pieces.overdrawn(  # with all of them wanted, every span with some out is told
        [pieces.Wanted(ref.id, max(1, ref.quantity), question.start, end) for ref in refs],
        pools=pools,
        without_events=[question.without_event] if question.without_event else (),
    )
    for span in out:
        spans.setdefault(span.pool_id, []).append(span)
    found = []
    for ref in refs:
        taken = [(span.start, span.end) for span in spans.get(ref.id, ()) if span.free < question.quantity]
        during = [span.free for span in spans.get(ref.id, ()) if span.start < question.end]
        free = min([ref.quantity, *during])
        if question.duration:
            start = _on_the_grid(question.start)
            slots = _gaps(taken, start, end, question.duration)[: question.most]
            found.append(Found(ref, slots=slots, state=_state(bool(slots)), free=free))
            continue
        first = next(iter(_gaps(taken, question.start, end, question.end - question.start)), None)
        is_free = first is not None and first.start == question.start
        found.append(
            Found(
                ref,
                state=_state(is_free),
                free=free,
                free_until=first.free_until if first and is_free and first.free_until < end else None,
                free_from=first.start if first and not is_free else None,
            )
        )
    return _soonest(found) if question.duration else found


def _gaps(
    taken: Sequence[tuple[datetime, datetime]], start: datetime, end: datetime, duration: timedelta
) -> list[Slot]:
    """As `first_slots` does it in SQL, for the few spans of a pool; they are in order and do not overlap."""
    gaps, at = [], start
    for lower, upper in [*taken, (end, end)]:
        begin = at if at == start else _on_the_grid(at)
        if begin + duration <= lower:
            gaps.append(Slot(begin, lower))
        at = max(at, upper)
    return gaps


def _on_the_grid(at: datetime) -> datetime:
    origin = datetime(1970, 1, 1, tzinfo=UTC)
    return origin + up_to_step(at - origin)


def _state(is_free: bool) -> str:  # noqa: FBT001 - a word for it
    return "free" if is_free else "taken"


def _soonest(found: Iterable[Found]) -> list[Found]:
    """Those that can be had first come first; those of one time in the order of their names, as they were read."""
    return sorted(found, key=lambda row: (not row.slots, row.slots[0].start if row.slots else None))
