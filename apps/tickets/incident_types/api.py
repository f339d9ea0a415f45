"""Routes of incident types."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, page_of
from apps.tickets.incident_types import selectors, services
from apps.tickets.incident_types.schemas import (
    IncidentTypeFilters,
    IncidentTypeIn,
    IncidentTypeOut,
    IncidentTypePatch,
    incident_type_out,
)

router = Router(tags=["tickets"])


@router.get("/", response={200: Page[IncidentTypeOut], **problems(422)}, summary="The sorts of faults")
def list_incident_types(request: UserRequest, filters: Query[IncidentTypeFilters]) -> Page[IncidentTypeOut]:
    """By name; all of them unless a page is asked for. `archived=true` answers the archived ones."""
    rows = selectors.incident_types(**filters.model_dump(exclude={"page", "page_size"}))
    return page_of(request, rows, filters, incident_type_out, default_size=None)


@router.post("/", response={201: IncidentTypeOut, **problems(403, 422)}, summary="Add a sort of fault")
def create_incident_type(request: UserRequest, body: IncidentTypeIn) -> Status[IncidentTypeOut]:
    row = services.create_incident_type(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, incident_type_out(row))


@router.get("/{incident_type_id}/", response={200: IncidentTypeOut, **problems(404)}, summary="One sort of fault")
def read_incident_type(request: UserRequest, incident_type_id: Id) -> IncidentTypeOut:
    return incident_type_out(selectors.incident_type(incident_type_id=incident_type_id))


@router.patch(
    "/{incident_type_id}/",
    response={200: IncidentTypeOut, **problems(403, 404, 412, 422)},
    summary="Change a sort of fault",
)
def update_incident_type(request: UserRequest, incident_type_id: Id, body: IncidentTypePatch) -> IncidentTypeOut:
    row = services.update_incident_type(
        actor=request.actor,
        incident_type_id=incident_type_id,
        values=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return incident_type_out(row)


@router.post(
    "/{incident_type_id}/archive/",
    response={200: IncidentTypeOut, **problems(403, 404)},
    summary="Take a sort of fault out of use",
)
def archive_incident_type(request: UserRequest, incident_type_id: Id) -> IncidentTypeOut:
    row = services.archive_incident_type(
        actor=request.actor, incident_type_id=incident_type_id, archived=True, now=timezone.now()
    )
    return incident_type_out(row)


@router.post(
    "/{incident_type_id}/restore/",
    response={200: IncidentTypeOut, **problems(403, 404)},
    summary="Bring an archived sort of fault back",
)
def restore_incident_type(request: UserRequest, incident_type_id: Id) -> IncidentTypeOut:
    row = services.archive_incident_type(
        actor=request.actor, incident_type_id=incident_type_id, archived=False, now=timezone.now()
    )
    return incident_type_out(row)
