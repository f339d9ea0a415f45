"""Routes of the schedule."""

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Done, Id, UserRequest, expected_version, json_answer, problems
from apps.core.paging import Page, read_page
from apps.scheduling.events import selectors, services
from apps.scheduling.events.schemas import (
    BookingProblem,
    EventFilters,
    EventIn,
    EventOut,
    EventPatch,
    encoded_event_outs,
    event_outs,
)

router = Router(tags=["schedule"])
DATED_PAGE = 5000  # rows of a dated window that is read without paging


@router.get("/", response={200: Page[EventOut], **problems(422)}, operation_id="list_events")
def list_events(request: UserRequest, filters: Query[EventFilters]) -> HttpResponse:
    """The schedule. Without window and page: a wide page around now. With a window: everything in it."""
    if filters.is_wide:
        rows = encoded_event_outs(selectors.events_around(filters.wanted(), now=timezone.now()))
        return json_answer({"count": len(rows), "next": None, "previous": None, "results": rows})
    page = read_page(
        request,
        selectors.events_matching(filters.wanted()),
        selectors.as_rows,
        number=filters.page or 1,
        size=filters.page_size or (50 if filters.page else DATED_PAGE),
    )
    return json_answer({**page, "results": encoded_event_outs(page["results"])})


@router.post("/", response={201: EventOut, **problems(403, 422), 409: BookingProblem}, operation_id="create_event")
def create_event(request: UserRequest, body: EventIn) -> Status[EventOut]:
    event = services.create_event(actor=request.actor, values=body.values(), now=timezone.now())
    return Status(201, event_outs([event])[0])


@router.get("/{event_id}/", response={200: EventOut, **problems(404)}, operation_id="read_event")
def read_event(request: UserRequest, event_id: Id) -> EventOut:
    return event_outs([selectors.event(event_id=event_id)])[0]


@router.patch(
    "/{event_id}/",
    response={200: EventOut, **problems(403, 404, 412, 422), 409: BookingProblem},
    operation_id="update_event",
)
def update_event(request: UserRequest, event_id: Id, body: EventPatch) -> EventOut:
    event = services.update_event(
        actor=request.actor,
        event_id=event_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return event_outs([event])[0]


@router.delete("/{event_id}/", response={200: Done, **problems(403, 404, 412)}, operation_id="archive_event")
def archive_event(request: UserRequest, event_id: Id) -> Done:
    """Take the event off the schedule; it stays in the record."""
    services.archive_event(
        actor=request.actor, event_id=event_id, expected_version=expected_version(request), now=timezone.now()
    )
    return {"detail": "The event was taken off the schedule"}
