"""Writing saved filters. They are personal, so everyone may have some, and nobody is told."""

from datetime import datetime

from typing_extensions import TypedDict

from apps.core import locks
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Conflict, Invalid
from apps.scheduling.ports import Facilities, People, facilities_provider, people_provider
from apps.scheduling.saved_filters import selectors
from apps.scheduling.saved_filters.errors import FilterInUse
from apps.scheduling.saved_filters.models import SavedFilter

MOST = 100  # filters of one person
_CONSTRAINTS = {
    "saved_filter_name_once": Invalid.field("name", "another filter of yours has this name"),
    "saved_filter_has_name": Invalid.field("name", "must not be empty"),
}
_REFERENCES = ("facility", "location", "user")


class FilterValues(TypedDict, total=False):
    name: str
    facility: int | None
    location: int | None
    user: int | None
    event_type: str
    status: str | None
    source: str
    search: str


def create_saved_filter(
    *,
    actor: Actor,
    values: FilterValues,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> SavedFilter:
    """Keep a filter under a name. Raises Invalid, Conflict."""
    with transaction(), refusing(**_CONSTRAINTS):
        locks.hold(f"saved_filters:{actor.id}")  # or two at once would both be the last one possible
        if SavedFilter.objects.live().of(actor.id or 0).count() >= MOST:
            raise Conflict(f"You have {MOST} filters, which is the most that can be kept; delete some first")
        row = SavedFilter(person_id=actor.id or 0)
        _assign(row, values, facilities=facilities, people=people)
        row.save()
    return row


def update_saved_filter(
    *,
    actor: Actor,
    filter_id: int,
    values: FilterValues,
    expected_version: int | None = None,
    facilities: Facilities = facilities_provider,
    people: People = people_provider,
) -> SavedFilter:
    """Raises NotFound, Stale, Invalid."""
    with transaction(), refusing(**_CONSTRAINTS):
        row = _locked(actor, filter_id)
        row.require_version(expected_version)
        if _assign(row, values, facilities=facilities, people=people):
            row.save_next_version()
    return row


def delete_saved_filter(*, actor: Actor, filter_id: int, now: datetime) -> None:
    """Raises NotFound, and FilterInUse while a calendar feed shows it."""
    with transaction():
        row = _locked(actor, filter_id)
        if row.feeds.filter(revoked_at=None).exists():
            raise FilterInUse()
        row.archived_at = now
        row.save_next_version()


def _locked(actor: Actor, filter_id: int) -> SavedFilter:
    row = selectors.saved_filter(actor=actor, filter_id=filter_id)
    return SavedFilter.objects.select_for_update().get(pk=row.pk)


def _assign(row: SavedFilter, values: FilterValues, *, facilities: Facilities, people: People) -> bool:
    """Write what differs; whether anything did. Raises Invalid."""
    changed = False
    for name, value in values.items():
        column = f"{name}_id" if name in _REFERENCES else name
        kept = value if name in _REFERENCES else value or ""
        if getattr(row, column) != kept:
            setattr(row, column, kept)
            changed = True
    if row.facility_id and row.facility_id not in facilities.facilities(ids=[row.facility_id]):
        raise Invalid.field("facility", "there is no such facility")
    if row.location_id and row.location_id not in facilities.locations(ids=[row.location_id]):
        raise Invalid.field("location", "there is no such location")
    if row.user_id and row.user_id not in people.people(ids=[row.user_id]):
        raise Invalid.field("user", "there is no such person")
    return changed
