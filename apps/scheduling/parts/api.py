"""Routes of the parts of an event."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Done, Id, UserRequest, expected_version, problems
from apps.core.paging import Page, PageFilters, read_page
from apps.scheduling.events import selectors as events
from apps.scheduling.events.schemas import BookingProblem
from apps.scheduling.parts import selectors, services
from apps.scheduling.parts.models import Part
from apps.scheduling.parts.schemas import PartIn, PartOut, PartPatch, part_outs

router = Router(tags=["schedule"])


@router.get("/{event_id}/parts/", response={200: Page[PartOut], **problems(404, 422)}, operation_id="list_parts")
def list_parts(request: UserRequest, event_id: Id, filters: Query[PageFilters]) -> Page[PartOut]:
    """The duties within an event, in the order of time; all of them unless a page is asked for."""
    event = events.event(event_id=event_id)
    page = read_page(
        request,
        selectors.parts_of_event(event_id),
        selectors.as_rows,
        number=filters.page or 1,
        size=filters.page_size or services.MOST_PARTS,
    )
    return {**page, "results": part_outs(event, page["results"])}


@router.post(
    "/{event_id}/parts/",
    response={201: PartOut, **problems(403, 404, 412, 422), 409: BookingProblem},
    operation_id="create_part",
)
def create_part(request: UserRequest, event_id: Id, body: PartIn) -> Status[PartOut]:
    """People and a facility of its own are held for as long as the part lasts, and move with the event."""
    part = services.create_part(
        actor=request.actor,
        event_id=event_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return Status(201, _out(part))


@router.get("/{event_id}/parts/{part_id}/", response={200: PartOut, **problems(404)}, operation_id="read_part")
def read_part(request: UserRequest, event_id: Id, part_id: Id) -> PartOut:
    event = events.event(event_id=event_id)
    return part_outs(event, [selectors.part_row(event_id=event_id, part_id=part_id)])[0]


@router.patch(
    "/{event_id}/parts/{part_id}/",
    response={200: PartOut, **problems(403, 404, 412, 422), 409: BookingProblem},
    operation_id="update_part",
)
def update_part(request: UserRequest, event_id: Id, part_id: Id, body: PartPatch) -> PartOut:
    part = services.update_part(
        actor=request.actor,
        event_id=event_id,
        part_id=part_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return _out(part)


@router.delete(
    "/{event_id}/parts/{part_id}/", response={200: Done, **problems(403, 404, 412)}, operation_id="remove_part"
)
def remove_part(request: UserRequest, event_id: Id, part_id: Id) -> Done:
    services.remove_part(
        actor=request.actor,
        event_id=event_id,
        part_id=part_id,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return {"detail": "The part was taken off the event"}


def _out(part: Part) -> PartOut:
    row = selectors.part_row(event_id=part.event_id, part_id=part.pk)
    return part_outs(part.event, [row])[0]
