"""Routes of incidents."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, read_page
from apps.tickets.incidents import selectors, services
from apps.tickets.incidents.schemas import IncidentFilters, IncidentIn, IncidentOut, IncidentPatch, incident_outs

router = Router(tags=["tickets"])


@router.get("/", response={200: Page[IncidentOut], **problems(422)}, summary="Incidents, the newest first")
def list_incidents(request: UserRequest, filters: Query[IncidentFilters]) -> Page[IncidentOut]:
    """In pages of 50 unless asked otherwise."""
    return read_page(
        request,
        selectors.incidents(actor=request.actor, wanted=filters.wanted()),
        lambda rows: incident_outs(list(rows), actor=request.actor),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@router.post("/", response={201: IncidentOut, **problems(403, 409, 422)}, summary="Report an incident")
def report_incident(request: UserRequest, body: IncidentIn) -> Status[IncidentOut]:
    incident = services.report_incident(actor=request.actor, values=body.values(), now=timezone.now())
    return Status(201, incident_outs([incident], actor=request.actor)[0])


@router.get("/{incident_id}/", response={200: IncidentOut, **problems(404)}, summary="One incident")
def read_incident(request: UserRequest, incident_id: Id) -> IncidentOut:
    incident = selectors.incident(actor=request.actor, incident_id=incident_id)
    return incident_outs([incident], actor=request.actor)[0]


@router.patch(
    "/{incident_id}/",
    response={200: IncidentOut, **problems(403, 404, 409, 412, 422)},
    summary="Change an incident, its status included",
)
def update_incident(request: UserRequest, incident_id: Id, body: IncidentPatch) -> IncidentOut:
    incident = services.update_incident(
        actor=request.actor,
        incident_id=incident_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return incident_outs([incident], actor=request.actor)[0]
