"""What other modules may ask about the schedule: by ids, in plain values."""

from collections.abc import Collection

from apps.scheduling.equipping.counting import first_promised
from apps.scheduling.events.models import Event
from apps.scheduling.personal import personal_data

__all__ = ["event_titles", "first_promised", "personal_data"]


def event_titles(*, ids: Collection[int]) -> dict[int, str]:
    """The titles of events, also of those that were cancelled or taken off the schedule."""
    return dict(Event.objects.filter(pk__in=ids).values_list("pk", "title"))
