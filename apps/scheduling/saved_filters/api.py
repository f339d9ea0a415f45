"""Routes of one's own saved filters."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Done, Id, UserRequest, expected_version, problems
from apps.core.paging import Page, PageFilters, page_of
from apps.scheduling.saved_filters import selectors, services
from apps.scheduling.saved_filters.schemas import SavedFilterIn, SavedFilterOut, SavedFilterPatch, saved_filter_out

router = Router(tags=["schedule"])


@router.get("/", response={200: Page[SavedFilterOut], **problems(422)}, operation_id="list_saved_filters")
def list_saved_filters(request: UserRequest, filters: Query[PageFilters]) -> Page[SavedFilterOut]:
    """One's own filters of the schedule; all of them unless a page is asked for."""
    rows = selectors.saved_filters(actor=request.actor)
    return page_of(request, rows, filters, saved_filter_out, default_size=None)


@router.post("/", response={201: SavedFilterOut, **problems(409, 422)}, operation_id="create_saved_filter")
def create_saved_filter(request: UserRequest, body: SavedFilterIn) -> Status[SavedFilterOut]:
    row = services.create_saved_filter(actor=request.actor, values=body.values())
    return Status(201, saved_filter_out(row))


@router.get("/{filter_id}/", response={200: SavedFilterOut, **problems(404)}, operation_id="read_saved_filter")
def read_saved_filter(request: UserRequest, filter_id: Id) -> SavedFilterOut:
    return saved_filter_out(selectors.saved_filter(actor=request.actor, filter_id=filter_id))


@router.patch(
    "/{filter_id}/", response={200: SavedFilterOut, **problems(404, 412, 422)}, operation_id="update_saved_filter"
)
def update_saved_filter(request: UserRequest, filter_id: Id, body: SavedFilterPatch) -> SavedFilterOut:
    """Calendar feeds of the filter follow."""
    row = services.update_saved_filter(
        actor=request.actor, filter_id=filter_id, values=body.values(), expected_version=expected_version(request)
    )
    return saved_filter_out(row)


@router.delete("/{filter_id}/", response={200: Done, **problems(404, 409)}, operation_id="delete_saved_filter")
def delete_saved_filter(request: UserRequest, filter_id: Id) -> Done:
    """Refused while a calendar feed shows it."""
    services.delete_saved_filter(actor=request.actor, filter_id=filter_id, now=timezone.now())
    return {"detail": "The filter was deleted"}
