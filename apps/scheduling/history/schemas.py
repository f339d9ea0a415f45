"""What HTTP gives about the history of an event: changes with names and times instead of keys."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from apps.core.http import BIGINT, utc
from apps.core.paging import PageFilters
from apps.scheduling.events.models import BookingStatus, Claimed, Event, ResourceKind, Status
from apps.scheduling.history.selectors import Change, Row, State
from apps.scheduling.ports import (
    Equipment,
    Facilities,
    People,
    equipment_provider,
    facilities_provider,
    people_provider,
)

Kind = Literal["text", "instant", "period"]


class HistoryFilters(PageFilters):
    since: Annotated[int, Field(ge=0, le=BIGINT)] = 0


class ChangedOut(TypedDict):
    """A field as it was and as it became; of several people or things only those that went and those that came.

    Instants are ISO 8601, periods two of them with `/` between. `part` names the part of the event that it is about.
    """

    field: str
    part: NotRequired[str]
    kind: Kind
    before: NotRequired[str]
    after: NotRequired[str]


class WhoOut(TypedDict):
    id: int
    name: str


class ChangeOut(TypedDict):
    at: datetime
    action: Literal["created", "changed", "archived"]
    actor: NotRequired[WhoOut]
    version: int  # of the event, after it
    changes: list[ChangedOut]


@dataclass(frozen=True, slots=True)
class Names:
    """What everything is called that a history refers to."""

    people: Mapping[int, str]
    facilities: Mapping[int, str]
    locations: Mapping[int, str]
    equipment: Mapping[int, str]
    kits: Mapping[int, str]
    pools: Mapping[int, str]
    events: Mapping[int, str]


def change_outs(
    changes: Collection[Change],
    *,
    facilities: Facilities = facilities_provider,
    equipment: Equipment = equipment_provider,
    people: People = people_provider,
) -> list[ChangeOut]:
    """One query more for each kind of thing that is named."""
    names = _names(changes, facilities=facilities, equipment=equipment, people=people)
    return [_change_out(change, names) for change in changes]


def _change_out(change: Change, names: Names) -> ChangeOut:
    out: ChangeOut = {
        "at": utc(change.at),
        "action": _action(change),
        "version": change.after.version,
        "changes": [*_event(change, names), *_crew(change, names), *_terms(change, names), *_parts(change, names)],
    }
    if change.actor_id:
        out["actor"] = {"id": change.actor_id, "name": names.people.get(change.actor_id, "")}
    return out


def _action(change: Change) -> Literal["created", "changed", "archived"]:
    before, after = change.before.event, change.after.event
    if before is None:
        return "created"
    return "archived" if after and after["archived_at"] and not before["archived_at"] else "changed"


def _changed(name: str, before: str, after: str, kind: Kind = "text", part: str = "") -> Iterator[ChangedOut]:
    if before == after:
        return
    out: ChangedOut = {"field": name, "kind": kind}
    if part:
        out["part"] = part
    if before:
        out["before"] = before
    if after:
        out["after"] = after
    yield out


_PLAIN = ("title", "event_type", "description", "status", "claim")
_USUAL = {"status": Status.SCHEDULED.value, "claim": Claimed.CONFIRMED.value}  # not told of a new event
_BUFFERS = ("rig_minutes", "strike_minutes")


def _event(change: Change, names: Names) -> Iterator[ChangedOut]:
    before, after = change.before.event, change.after.event
    for name in _PLAIN:
        if before is not None or _text(after, name) != _USUAL.get(name):
            yield from _changed(name, _text(before, name), _text(after, name))
    yield from _times(before, after)
    yield from _changed("facility", _named(before, "facility_id", names), _named(after, "facility_id", names))
    yield from _changed("location", _named(before, "location_id", names), _named(after, "location_id", names))
    for name in _BUFFERS:
        yield from _changed(name, _text(before, name), _text(after, name))
    guests = [set(row["contributors"]) if row else set() for row in (before, after)]
    yield from _went_and_came("contributors", guests[0], guests[1], str)


def _times(before: Row | None, after: Row | None) -> Iterator[ChangedOut]:
    """On air, call and wrap are told only when they did more than move along with the event."""
    yield from _changed("time", _period(before, "start_at", "end_at"), _period(after, "start_at", "end_at"), "period")
    yield from _changed("time_zone", _text(before, "time_zone"), _text(after, "time_zone"))
    if not _moved_along(before, after, "on_air_start_at", "on_air_end_at"):
        on_air = [_period(row, "on_air_start_at", "on_air_end_at") for row in (before, after)]
        yield from _changed("on_air", on_air[0], on_air[1], "period")
    for name, column in (("call_time", "call_at"), ("wrap_time", "wrap_at")):
        if not _moved_along(before, after, column):
            yield from _changed(name, _instant(before, column), _instant(after, column), "instant")


def _moved_along(before: Row | None, after: Row | None, *columns: str) -> bool:
    if before is None or after is None:
        return False
    return all(
        before[column] and after[column] and after[column] - before[column] == after["start_at"] - before["start_at"]
        for column in columns
    )


def _crew(change: Change, names: Names) -> Iterator[ChangedOut]:
    """Who and what was taken on or off; that it moved with the event is not told."""
    before, after = _taken(change.before), _taken(change.after)
    for name, called in (
        ("assigned_users", names.people),
        ("tentative_users", names.people),
        ("equipment", names.equipment),
        ("kits", names.kits),
    ):
        yield from _went_and_came(name, before[name], after[name], partial(_call, called))
    yield from _went_and_came("pools", before["pools"], after["pools"], partial(_pieces, names.pools))


def _call(names: Mapping[int, str], key: int) -> str:
    return names.get(key, f"#{key}")


def _pieces(names: Mapping[int, str], pool: tuple[int, int]) -> str:
    key, quantity = pool
    return f"{quantity} × {_call(names, key)}"


def _taken(state: State) -> dict[str, set[Any]]:
    taken: dict[str, set[Any]] = {
        name: set() for name in ("assigned_users", "tentative_users", "equipment", "kits", "pools")
    }
    for row in state.bookings.values():
        if row["part_id"] is not None:
            continue
        key, kind = row["resource_id"], row["resource_kind"]
        if kind == ResourceKind.PERSON:
            taken["tentative_users" if row["status"] == BookingStatus.TENTATIVE else "assigned_users"].add(key)
        elif kind == ResourceKind.POOL:
            taken["pools"].add((key, row["quantity"]))
        elif kind == ResourceKind.EQUIPMENT and row["kit_id"]:
            taken["kits"].add(row["kit_id"])
        elif kind == ResourceKind.EQUIPMENT:
            taken["equipment"].add(key)
    return taken


def _went_and_came(
    name: str, before: set[Any], after: set[Any], called: Callable[[Any], str], part: str = ""
) -> Iterator[ChangedOut]:
    went, came = (", ".join(sorted(called(key) for key in keys)) for keys in (before - after, after - before))
    yield from _changed(name, went, came, part=part)


def _terms(change: Change, names: Names) -> Iterator[ChangedOut]:
    """Until when it is held, and who wants it."""
    before, after = (next(iter(state.terms.values()), None) for state in (change.before, change.after))
    yield from _changed("hold_until", _instant(before, "expires_at"), _instant(after, "expires_at"), "instant")
    yield from _changed(
        "challenged_by", _named(before, "challenged_by_id", names), _named(after, "challenged_by_id", names)
    )
    yield from _changed("answer_by", _instant(before, "answer_by"), _instant(after, "answer_by"), "instant")


def _parts(change: Change, names: Names) -> Iterator[ChangedOut]:
    keys = sorted({*change.before.parts, *change.after.parts})
    for key in keys:
        before, after = change.before.parts.get(key), change.after.parts.get(key)
        part = (before or after or {})["title"]
        yield from _changed("title", _text(before, "title"), _text(after, "title"), part=part)
        if after is None:  # what it was like stands where it was made
            continue
        if before is None or (before["begins"], before["lasts"]) != (after["begins"], after["lasts"]):
            times = [_part_period(change.before, before), _part_period(change.after, after)]
            yield from _changed("time", times[0], times[1], "period", part)
        yield from _changed(
            "facility", _named(before, "facility_id", names), _named(after, "facility_id", names), part=part
        )
        yield from _changed("needs", _needs(before), _needs(after), part=part)
        people = [_people_of_part(state, key) for state in (change.before, change.after)]
        yield from _went_and_came("assigned_users", people[0], people[1], partial(_call, names.people), part)


def _part_period(state: State, part: Row | None) -> str:
    """Its times are kept by their distance from the start of the event."""
    if part is None or state.event is None:
        return ""
    start = state.event["start_at"] + part["begins"]
    return f"{utc(start).isoformat()}/{utc(start + part['lasts']).isoformat()}"


def _people_of_part(state: State, part_id: int) -> set[int]:
    return {
        row["resource_id"]
        for row in state.bookings.values()
        if row["part_id"] == part_id and row["resource_kind"] == ResourceKind.PERSON
    }


def _needs(part: Row | None) -> str:
    return ", ".join(f"{need['headcount']} {need['position']}" for need in part["needs"]) if part else ""


def _text(row: Row | None, column: str) -> str:
    value = row[column] if row else None
    return str(value) if value else ""  # no minutes of rig are nothing


def _instant(row: Row | None, column: str) -> str:
    value = row[column] if row else None
    return utc(value).isoformat() if value else ""


def _period(row: Row | None, start: str, end: str) -> str:
    return f"{_instant(row, start)}/{_instant(row, end)}" if _instant(row, start) else ""


def _named(row: Row | None, column: str, names: Names) -> str:
    key = row[column] if row else None
    if key is None:
        return ""
    called = {"facility_id": names.facilities, "location_id": names.locations, "challenged_by_id": names.events}
    return _call(called[column], key)


def _names(changes: Collection[Change], *, facilities: Facilities, equipment: Equipment, people: People) -> Names:
    states = [state for change in changes for state in (change.before, change.after)]
    bookings = [row for state in states for row in state.bookings.values()]
    events = [state.event for state in states if state.event]
    parts = [row for state in states for row in state.parts.values()]

    def ids(kind: ResourceKind) -> set[int]:
        return {row["resource_id"] for row in bookings if row["resource_kind"] == kind}

    person_ids = ids(ResourceKind.PERSON) | {change.actor_id for change in changes if change.actor_id}
    facility_ids = {row["facility_id"] for row in [*events, *parts] if row["facility_id"]}
    location_ids = {row["location_id"] for row in events if row["location_id"]}
    kit_ids = {row["kit_id"] for row in bookings if row["kit_id"]}
    event_ids = {row["challenged_by_id"] for state in states for row in state.terms.values() if row["challenged_by_id"]}
    item_ids, pool_ids = ids(ResourceKind.EQUIPMENT), ids(ResourceKind.POOL)
    return Names(
        people=_called(people.people(ids=person_ids)) if person_ids else {},
        facilities=_called(facilities.facilities(ids=facility_ids)) if facility_ids else {},
        locations=_called(facilities.locations(ids=location_ids)) if location_ids else {},
        equipment={key: ref.label for key, ref in equipment.equipment(ids=item_ids).items()} if item_ids else {},
        kits=_called(equipment.kits(ids=kit_ids)) if kit_ids else {},
        pools=_called(equipment.pools(ids=pool_ids)) if pool_ids else {},
        events=dict(Event.objects.filter(pk__in=event_ids).values_list("pk", "title")) if event_ids else {},
    )


def _called(refs: Mapping[int, Any]) -> dict[int, str]:
    return {key: ref.name for key, ref in refs.items()}
