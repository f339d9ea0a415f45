"""Routes of locations and facilities, and of the module as a whole."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, get_or_not_found, page_of
from apps.facilities import selectors, services
from apps.facilities.equipment.api import router as equipment_router
from apps.facilities.filters import FacilityFilters, LocationFilters
from apps.facilities.kits.api import router as kits_router
from apps.facilities.schemas import (
    FacilityIn,
    FacilityOut,
    FacilityPatch,
    LocationIn,
    LocationOut,
    LocationPatch,
    facility_out,
    location_out,
)

router = Router(tags=["facilities"])
router.add_router("", equipment_router)
router.add_router("", kits_router)


@router.get("/locations/", response={200: Page[LocationOut], **problems(422)}, summary="The sites")
def list_locations(request: UserRequest, filters: Query[LocationFilters]) -> Page[LocationOut]:
    """By name; all of them unless a page is asked for. `archived=true` adds the archived ones."""
    return page_of(request, selectors.find_locations(filters), filters, location_out, default_size=None)


@router.post("/locations/", response={201: LocationOut, **problems(403, 422)}, summary="Add a site")
def create_location(request: UserRequest, body: LocationIn) -> Status[LocationOut]:
    location = services.create_location(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, location_out(location))


@router.get(
    "/locations/{location_id}/", response={200: LocationOut, **problems(404)}, summary="One site, archived or not"
)
def read_location(request: UserRequest, location_id: Id) -> LocationOut:
    return location_out(get_or_not_found(selectors.locations(), pk=location_id))


@router.patch(
    "/locations/{location_id}/",
    response={200: LocationOut, **problems(403, 404, 409, 412, 422)},
    summary="Change a site",
)
def update_location(request: UserRequest, location_id: Id, body: LocationPatch) -> LocationOut:
    location = services.update_location(
        actor=request.actor,
        location_id=location_id,
        changes=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return location_out(location)


@router.post(
    "/locations/{location_id}/archive/",
    response={200: LocationOut, **problems(403, 404, 409, 412, 422)},
    summary="Put a site away; refused while facilities are at it",
)
def archive_location(request: UserRequest, location_id: Id) -> LocationOut:
    location = services.archive_location(
        actor=request.actor, location_id=location_id, expected_version=expected_version(request), now=timezone.now()
    )
    return location_out(location)


@router.post(
    "/locations/{location_id}/restore/",
    response={200: LocationOut, **problems(403, 404, 412, 422)},
    summary="Bring an archived site back",
)
def restore_location(request: UserRequest, location_id: Id) -> LocationOut:
    location = services.restore_location(
        actor=request.actor, location_id=location_id, expected_version=expected_version(request), now=timezone.now()
    )
    return location_out(location)


@router.get("/facilities/", response={200: Page[FacilityOut], **problems(422)}, summary="The rooms and vehicles")
def list_facilities(request: UserRequest, filters: Query[FacilityFilters]) -> Page[FacilityOut]:
    """By name; all of them unless a page is asked for. `archived=true` adds the archived ones."""
    return page_of(request, selectors.find_facilities(filters), filters, facility_out, default_size=None)


@router.post("/facilities/", response={201: FacilityOut, **problems(403, 422)}, summary="Add a facility")
def create_facility(request: UserRequest, body: FacilityIn) -> Status[FacilityOut]:
    facility = services.create_facility(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, facility_out(facility))


@router.get(
    "/facilities/{facility_id}/", response={200: FacilityOut, **problems(404)}, summary="One facility, archived or not"
)
def read_facility(request: UserRequest, facility_id: Id) -> FacilityOut:
    return facility_out(get_or_not_found(selectors.facilities(), pk=facility_id))


@router.patch(
    "/facilities/{facility_id}/",
    response={200: FacilityOut, **problems(403, 404, 409, 412, 422)},
    summary="Change a facility",
)
def update_facility(request: UserRequest, facility_id: Id, body: FacilityPatch) -> FacilityOut:
    facility = services.update_facility(
        actor=request.actor,
        facility_id=facility_id,
        changes=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return facility_out(facility)


@router.post(
    "/facilities/{facility_id}/archive/",
    response={200: FacilityOut, **problems(403, 404, 409, 412, 422)},
    summary="Put a facility away; refused while equipment is in it",
)
def archive_facility(request: UserRequest, facility_id: Id) -> FacilityOut:
    facility = services.archive_facility(
        actor=request.actor, facility_id=facility_id, expected_version=expected_version(request), now=timezone.now()
    )
    return facility_out(facility)


@router.post(
    "/facilities/{facility_id}/restore/",
    response={200: FacilityOut, **problems(403, 404, 409, 412, 422)},
    summary="Bring an archived facility back",
)
def restore_facility(request: UserRequest, facility_id: Id) -> FacilityOut:
    facility = services.restore_facility(
        actor=request.actor, facility_id=facility_id, expected_version=expected_version(request), now=timezone.now()
    )
    return facility_out(facility)
