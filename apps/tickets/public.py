"""What other modules may ask about tickets: by ids, in plain values."""

from collections.abc import Collection

from apps.tickets.incidents.models import Incident

__all__ = ["incident_titles"]


def incident_titles(*, ids: Collection[int]) -> dict[int, str]:
    """Number and title of incidents, which everyone may read."""
    rows = Incident.objects.filter(pk__in=ids).values_list("pk", "ticket__number", "title")
    return {pk: f"{number} {title}" for pk, number, title in rows}
