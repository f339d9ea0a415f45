"""Reads of saved filters. Everyone sees their own alone: others' are as if they were not there."""

from apps.core.actors import Actor
from apps.core.paging import get_or_not_found
from apps.scheduling.events.selectors import Wanted
from apps.scheduling.saved_filters.models import SavedFilter, SavedFilterQuerySet


def saved_filters(*, actor: Actor) -> SavedFilterQuerySet:
    """The actor's own, by name."""
    return SavedFilter.objects.live().of(actor.id or 0).order_by("name", "pk")


def saved_filter(*, actor: Actor, filter_id: int) -> SavedFilter:
    """Raises NotFound."""
    found: SavedFilter = get_or_not_found(saved_filters(actor=actor), pk=filter_id)
    return found


def wanted_of(row: SavedFilter) -> Wanted:
    """Which events the filter lets through, whenever they are."""
    return Wanted(
        facility=row.facility_id,
        location=row.location_id,
        user=row.user_id,
        event_type=row.event_type or None,
        status=row.status or None,
        source=row.source or None,
        search=row.search,
    )
