"""Routes of service tickets."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, read_page
from apps.tickets.register.schemas import ReasonIn
from apps.tickets.service import approving, converting, selectors, services
from apps.tickets.service.schemas import (
    ConversionIn,
    ServiceTicketFilters,
    ServiceTicketIn,
    ServiceTicketOut,
    ServiceTicketPatch,
    service_ticket_outs,
)

router = Router(tags=["tickets"])
conversions = Router(tags=["tickets"])


@router.get(
    "/", response={200: Page[ServiceTicketOut], **problems(422)}, summary="Service tickets I may see, the newest first"
)
def list_service_tickets(request: UserRequest, filters: Query[ServiceTicketFilters]) -> Page[ServiceTicketOut]:
    """In pages of 50 unless asked otherwise."""
    return read_page(
        request,
        selectors.service_tickets(actor=request.actor, wanted=filters.wanted()),
        lambda rows: service_ticket_outs(list(rows), actor=request.actor),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@router.post("/", response={201: ServiceTicketOut, **problems(403, 409, 422)}, summary="Ask for service")
def request_service(request: UserRequest, body: ServiceTicketIn) -> Status[ServiceTicketOut]:
    ticket = services.request_service(actor=request.actor, values=body.values(), now=timezone.now())
    return Status(201, service_ticket_outs([ticket], actor=request.actor)[0])


@router.get("/{service_ticket_id}/", response={200: ServiceTicketOut, **problems(404)}, summary="One service ticket")
def read_service_ticket(request: UserRequest, service_ticket_id: Id) -> ServiceTicketOut:
    ticket = selectors.service_ticket(actor=request.actor, service_ticket_id=service_ticket_id)
    return service_ticket_outs([ticket], actor=request.actor)[0]


@router.patch(
    "/{service_ticket_id}/",
    response={200: ServiceTicketOut, **problems(403, 404, 409, 412, 422)},
    summary="Change a service ticket, its status included",
)
def update_service_ticket(request: UserRequest, service_ticket_id: Id, body: ServiceTicketPatch) -> ServiceTicketOut:
    ticket = services.update_service_ticket(
        actor=request.actor,
        service_ticket_id=service_ticket_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return service_ticket_outs([ticket], actor=request.actor)[0]


@router.post(
    "/{service_ticket_id}/submit/",
    response={200: ServiceTicketOut, **problems(403, 404, 409)},
    summary="Have it approved before it is done",
)
def submit_service_ticket(request: UserRequest, service_ticket_id: Id) -> ServiceTicketOut:
    ticket = approving.submit_for_approval(actor=request.actor, service_ticket_id=service_ticket_id, now=timezone.now())
    return service_ticket_outs([ticket], actor=request.actor)[0]


@router.post(
    "/{service_ticket_id}/approve/",
    response={200: ServiceTicketOut, **problems(403, 404, 409, 422)},
    summary="Approve the service",
)
def approve_service_ticket(
    request: UserRequest, service_ticket_id: Id, body: ReasonIn | None = None
) -> ServiceTicketOut:
    ticket = approving.review(
        actor=request.actor,
        service_ticket_id=service_ticket_id,
        approved=True,
        reason=body.reason if body else "",
        now=timezone.now(),
    )
    return service_ticket_outs([ticket], actor=request.actor)[0]


@router.post(
    "/{service_ticket_id}/reject/",
    response={200: ServiceTicketOut, **problems(403, 404, 409, 422)},
    summary="Reject the service, with a reason",
)
def reject_service_ticket(
    request: UserRequest, service_ticket_id: Id, body: ReasonIn | None = None
) -> ServiceTicketOut:
    ticket = approving.review(
        actor=request.actor,
        service_ticket_id=service_ticket_id,
        approved=False,
        reason=body.reason if body else "",
        now=timezone.now(),
    )
    return service_ticket_outs([ticket], actor=request.actor)[0]


@conversions.post(
    "/{incident_id}/convert/",
    response={201: ServiceTicketOut, **problems(403, 404, 409, 422)},
    summary="Make a service ticket of an incident",
)
def convert_incident(
    request: UserRequest, incident_id: Id, body: ConversionIn | None = None
) -> Status[ServiceTicketOut]:
    """What the body does not say is as the incident has it."""
    values = body.values() if body else {}
    ticket = converting.convert_incident(
        actor=request.actor, incident_id=incident_id, values=values, now=timezone.now()
    )
    return Status(201, service_ticket_outs([ticket], actor=request.actor)[0])
