"""Routes of maintenance windows."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.errors import Invalid
from apps.core.http import Done, Id, UserRequest, expected_version, problems
from apps.core.paging import Page, read_page
from apps.scheduling.maintenance import selectors, services
from apps.scheduling.maintenance.schemas import (
    HitFilters,
    HitsOut,
    MaintenanceFilters,
    MaintenanceIn,
    MaintenanceOut,
    MaintenancePatch,
    hit_outs,
    maintenance_out,
    maintenance_outs,
)

router = Router(tags=["schedule"])


@router.get("/", response={200: Page[MaintenanceOut], **problems(422)}, operation_id="list_maintenance")
def list_maintenance(request: UserRequest, filters: Query[MaintenanceFilters]) -> Page[MaintenanceOut]:
    """What is out of use, or will be."""
    return read_page(
        request,
        selectors.windows(filters.wanted()),
        lambda rows: maintenance_outs(list(rows)),
        number=filters.page or 1,
        size=filters.page_size or 50,
    )


@router.post("/", response={201: MaintenanceOut, **problems(403, 422)}, operation_id="plan_maintenance")
def plan_maintenance(request: UserRequest, body: MaintenanceIn) -> Status[MaintenanceOut]:
    """Take a facility or an item out of use. `hits` are the events that are at risk from now on."""
    row = services.plan_maintenance(actor=request.actor, values=body.values(), now=timezone.now())
    return Status(201, maintenance_out(row, services.hits_of(row)))


@router.get("/hits/", response={200: HitsOut, **problems(422)}, operation_id="maintenance_hits")
def maintenance_hits(request: UserRequest, filters: Query[HitFilters]) -> HitsOut:
    """What a window would hit, before it is planned."""
    resource_id = filters.facility or filters.equipment
    if filters.end <= filters.start:
        raise Invalid.field("end", "must be after start")
    if resource_id is None:
        raise Invalid.field("facility", "give either a facility or an item of equipment")
    kind = "facility" if filters.facility else "equipment"
    found = selectors.hits(kind=kind, resource_id=resource_id, start=filters.start, end=filters.end)
    return {"hits": hit_outs(found)}


@router.get("/{maintenance_id}/", response={200: MaintenanceOut, **problems(404)}, operation_id="read_maintenance")
def read_maintenance(request: UserRequest, maintenance_id: Id) -> MaintenanceOut:
    row = selectors.window(maintenance_id=maintenance_id)
    return maintenance_out(row, services.hits_of(row))


@router.patch(
    "/{maintenance_id}/",
    response={200: MaintenanceOut, **problems(403, 404, 412, 422)},
    operation_id="change_maintenance",
)
def change_maintenance(request: UserRequest, maintenance_id: Id, body: MaintenancePatch) -> MaintenanceOut:
    row = services.change_maintenance(
        actor=request.actor,
        maintenance_id=maintenance_id,
        values=body.values(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return maintenance_out(row, services.hits_of(row))


@router.delete(
    "/{maintenance_id}/", response={200: Done, **problems(403, 404, 412)}, operation_id="call_off_maintenance"
)
def call_off_maintenance(request: UserRequest, maintenance_id: Id) -> Done:
    """It can be booked again; the window stays in the record."""
    services.call_off_maintenance(
        actor=request.actor,
        maintenance_id=maintenance_id,
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return {"detail": "The maintenance is called off"}
