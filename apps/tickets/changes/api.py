"""Routes of change requests."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, read_page
from apps.tickets.changes import models, selectors, services
from apps.tickets.changes.schemas import (
    ChangeRequestFilters,
    ChangeRequestIn,
    ChangeRequestOut,
    ChangeRequestPatch,
    change_request_outs,
)
from apps.tickets.register.schemas import ReasonIn

router = Router(tags=["tickets"])
_MOVED = {200: ChangeRequestOut, **problems(403, 404, 409, 422)}


@router.get(
    "/", response={200: Page[ChangeRequestOut], **problems(422)}, summary="Change requests I may see, the newest first"
)
def list_change_requests(request: UserRequest, filters: Query[ChangeRequestFilters]) -> Page[ChangeRequestOut]:
    """In pages of 50 unless asked otherwise."""
    return read_page(
        request,
        selectors.change_requests(actor=request.actor, wanted=filters.wanted()),
        lambda rows: change_request_outs(list(rows), actor=request.actor),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@router.post("/", response={201: ChangeRequestOut, **problems(403, 409, 422)}, summary="Request a change")
def create_change_request(request: UserRequest, body: ChangeRequestIn) -> Status[ChangeRequestOut]:
    """A draft, unless the status says `Submitted`."""
    change = services.create_change_request(actor=request.actor, values=body.values(), now=timezone.now())
    return Status(201, change_request_outs([change], actor=request.actor)[0])


@router.get("/{change_request_id}/", response={200: ChangeRequestOut, **problems(404)}, summary="One change request")
def read_change_request(request: UserRequest, change_request_id: Id) -> ChangeRequestOut:
    change = selectors.change_request(actor=request.actor, change_request_id=change_request_id)
    return change_request_outs([change], actor=request.actor)[0]


@router.patch(
    "/{change_request_id}/",
    response={200: ChangeRequestOut, **problems(403, 404, 409, 412, 422)},
    summary="Change a draft, or the status",
)
def update_change_request(request: UserRequest, change_request_id: Id, body: ChangeRequestPatch) -> ChangeRequestOut:
    change = services.update_change_request(
        actor=request.actor,
        change_request_id=change_request_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return change_request_outs([change], actor=request.actor)[0]


@router.post("/{change_request_id}/submit/", response=_MOVED, summary="Have a draft reviewed")
def submit_change_request(request: UserRequest, change_request_id: Id) -> ChangeRequestOut:
    return _moved(request, change_request_id, models.Status.SUBMITTED)


@router.post("/{change_request_id}/review/", response=_MOVED, summary="Take it up for review")
def review_change_request(request: UserRequest, change_request_id: Id) -> ChangeRequestOut:
    return _moved(request, change_request_id, models.Status.UNDER_REVIEW)


@router.post("/{change_request_id}/approve/", response=_MOVED, summary="Approve it; its service ticket is opened")
def approve_change_request(
    request: UserRequest, change_request_id: Id, body: ReasonIn | None = None
) -> ChangeRequestOut:
    return _moved(request, change_request_id, models.Status.APPROVED, body)


@router.post("/{change_request_id}/reject/", response=_MOVED, summary="Reject it, with a reason")
def reject_change_request(
    request: UserRequest, change_request_id: Id, body: ReasonIn | None = None
) -> ChangeRequestOut:
    return _moved(request, change_request_id, models.Status.REJECTED, body)


@router.post("/{change_request_id}/withdraw/", response=_MOVED, summary="Call one's own change off")
def withdraw_change_request(request: UserRequest, change_request_id: Id) -> ChangeRequestOut:
    return _moved(request, change_request_id, models.Status.WITHDRAWN)


@router.post("/{change_request_id}/revise/", response=_MOVED, summary="Take one's own change back to a draft")
def revise_change_request(request: UserRequest, change_request_id: Id) -> ChangeRequestOut:
    return _moved(request, change_request_id, models.Status.DRAFT)


def _moved(
    request: UserRequest, change_request_id: int, status: models.Status, body: ReasonIn | None = None
) -> ChangeRequestOut:
    change = services.move_change_request(
        actor=request.actor,
        change_request_id=change_request_id,
        status=status,
        reason=body.reason if body else "",
        now=timezone.now(),
    )
    return change_request_outs([change], actor=request.actor)[0]
