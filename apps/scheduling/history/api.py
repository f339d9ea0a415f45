"""Routes of the history of an event."""

from ninja import Query, Router

from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, sliced
from apps.scheduling import policies
from apps.scheduling.history import selectors
from apps.scheduling.history.schemas import ChangeOut, HistoryFilters, change_outs

router = Router(tags=["schedule"])
PAGE = 50


@router.get(
    "/{event_id}/history/",
    response={200: Page[ChangeOut], **problems(403, 404, 422)},
    operation_id="read_event_history",
)
def read_event_history(request: UserRequest, event_id: Id, filters: Query[HistoryFilters]) -> Page[ChangeOut]:
    """Who changed what of an event, its people, equipment, parts and terms, newest first; `since` a version of it."""
    policies.require_can_read_history(request.actor)
    changes = selectors.history_of(event_id=event_id, since=filters.since)
    return sliced(
        request,
        len(changes),
        lambda start, stop: change_outs(changes[start:stop]),
        number=filters.page or 1,
        size=filters.page_size or PAGE,
    )
