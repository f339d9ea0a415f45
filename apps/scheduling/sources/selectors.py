"""Reads of schedule sources, their log and their differences."""

from collections.abc import Collection

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from apps.core.actors import Actor
from apps.core.paging import get_or_not_found, ordered
from apps.scheduling.sources import policies
from apps.scheduling.sources.models import OPEN, Difference, Source, Sync, SyncKind

ORDERINGS = {"id": "id", "name": "name", "created_at": "created_at"}


def sources(*, actor: Actor, archived: bool = False, ordering: str = "") -> QuerySet[Source]:
    """Sources in use, or the archived ones, by name; with how many differences wait. Raises NotAllowed."""
    return ordered(_seen(actor).filter(archived_at__isnull=not archived), ordering, ORDERINGS, default=("name",))


def source(*, actor: Actor, source_id: int) -> Source:
    """Raises NotAllowed, NotFound."""
    found: Source = get_or_not_found(_seen(actor), pk=source_id)
    return found


def _seen(actor: Actor) -> QuerySet[Source]:
    policies.require_can_see(actor)
    latest = Sync.objects.filter(source=OuterRef("pk")).exclude(kind=SyncKind.TEST).exclude(status__in=OPEN)
    return Source.objects.annotate(
        waiting=Count("differences", filter=Q(differences__decided_at=None)),
        last_sync_id=Subquery(latest.order_by("-created_at", "-pk").values("pk")[:1]),
    )


def last_syncs(sources: list[Source]) -> dict[int, Sync]:
    """The last sync of each source that came to an end, by the source's id. One query."""
    keys = [key for source in sources if (key := getattr(source, "last_sync_id", None))]
    return {sync.source_id: sync for sync in Sync.objects.filter(pk__in=keys)}


def syncs(*, actor: Actor, source_id: int) -> QuerySet[Sync]:
    """The log of a source, the latest first. Raises NotAllowed, NotFound."""
    return source(actor=actor, source_id=source_id).syncs.order_by("-created_at", "-pk")


def differences(*, actor: Actor, source_id: int | None = None, decided: bool = False) -> QuerySet[Difference]:
    """What waits for a decision, the oldest first; or what was decided, the latest first. Raises NotAllowed."""
    policies.require_can_see(actor)
    rows = Difference.objects.select_related("event", "source", "series").filter(decided_at__isnull=not decided)
    if source_id is not None:
        rows = rows.filter(source_id=source_id)
    return rows.order_by(*(("-decided_at", "-pk") if decided else ("found_at", "pk")))


def titles_of(ids: Collection[int]) -> dict[int, str]:
    """What the events of these differences are called."""
    return dict(Difference.objects.filter(pk__in=ids).values_list("pk", "event__title"))
