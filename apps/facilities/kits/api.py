"""Routes of kits and pools."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, get_or_not_found, page_of
from apps.facilities.filters import KitFilters, PoolFilters
from apps.facilities.kits import selectors, services
from apps.facilities.kits.schemas import (
    KitIn,
    KitOut,
    KitPatch,
    KitProblem,
    PoolIn,
    PoolOut,
    PoolPatch,
    PoolProblem,
    kit_out,
    pool_out,
)

router = Router(tags=["facilities"])


@router.get("/kits/", response={200: Page[KitOut], **problems(422)}, summary="Items that go out together")
def list_kits(request: UserRequest, filters: Query[KitFilters]) -> Page[KitOut]:
    """By name, in pages of 50 unless asked otherwise. `archived=true` adds the archived ones."""
    return page_of(request, selectors.find_kits(filters), filters, kit_out)


@router.post("/kits/", response={201: KitOut, **problems(403, 422), 409: KitProblem}, summary="Add a kit")
def create_kit(request: UserRequest, body: KitIn) -> Status[KitOut]:
    kit = services.create_kit(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, _read_kit(kit.pk))


@router.get("/kits/{kit_id}/", response={200: KitOut, **problems(404)}, summary="One kit, archived or not")
def read_kit(request: UserRequest, kit_id: Id) -> KitOut:
    return _read_kit(kit_id)


@router.patch(
    "/kits/{kit_id}/",
    response={200: KitOut, **problems(403, 404, 412, 422), 409: KitProblem},
    summary="Change a kit",
)
def update_kit(request: UserRequest, kit_id: Id, body: KitPatch) -> KitOut:
    services.update_kit(
        actor=request.actor,
        kit_id=kit_id,
        changes=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return _read_kit(kit_id)


@router.post(
    "/kits/{kit_id}/archive/",
    response={200: KitOut, **problems(403, 404, 412, 422)},
    summary="Put a kit away; it takes no bookings from now on",
)
def archive_kit(request: UserRequest, kit_id: Id) -> KitOut:
    services.archive_kit(
        actor=request.actor, kit_id=kit_id, expected_version=expected_version(request), now=timezone.now()
    )
    return _read_kit(kit_id)


@router.post(
    "/kits/{kit_id}/restore/",
    response={200: KitOut, **problems(403, 404, 412, 422)},
    summary="Bring an archived kit back",
)
def restore_kit(request: UserRequest, kit_id: Id) -> KitOut:
    services.restore_kit(
        actor=request.actor, kit_id=kit_id, expected_version=expected_version(request), now=timezone.now()
    )
    return _read_kit(kit_id)


def _read_kit(kit_id: int) -> KitOut:
    return kit_out(get_or_not_found(selectors.kits(), pk=kit_id))


@router.get("/pools/", response={200: Page[PoolOut], **problems(422)}, summary="Like things, counted")
def list_pools(request: UserRequest, filters: Query[PoolFilters]) -> Page[PoolOut]:
    """By name, in pages of 50 unless asked otherwise. `archived=true` adds the archived ones."""
    return page_of(request, selectors.find_pools(filters), filters, pool_out)


@router.post("/pools/", response={201: PoolOut, **problems(403, 422)}, summary="Add a pool")
def create_pool(request: UserRequest, body: PoolIn) -> Status[PoolOut]:
    pool = services.create_pool(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, _read_pool(pool.pk))


@router.get("/pools/{pool_id}/", response={200: PoolOut, **problems(404)}, summary="One pool, archived or not")
def read_pool(request: UserRequest, pool_id: Id) -> PoolOut:
    return _read_pool(pool_id)


@router.patch(
    "/pools/{pool_id}/",
    response={200: PoolOut, **problems(403, 404, 412, 422), 409: PoolProblem},
    summary="Change a pool",
)
def update_pool(request: UserRequest, pool_id: Id, body: PoolPatch) -> PoolOut:
    services.update_pool(
        actor=request.actor,
        pool_id=pool_id,
        changes=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return _read_pool(pool_id)


@router.post(
    "/pools/{pool_id}/archive/",
    response={200: PoolOut, **problems(403, 404, 412, 422)},
    summary="Put a pool away; it takes no bookings from now on",
)
def archive_pool(request: UserRequest, pool_id: Id) -> PoolOut:
    services.archive_pool(
        actor=request.actor, pool_id=pool_id, expected_version=expected_version(request), now=timezone.now()
    )
    return _read_pool(pool_id)


@router.post(
    "/pools/{pool_id}/restore/",
    response={200: PoolOut, **problems(403, 404, 409, 412, 422)},
    summary="Bring an archived pool back",
)
def restore_pool(request: UserRequest, pool_id: Id) -> PoolOut:
    services.restore_pool(
        actor=request.actor, pool_id=pool_id, expected_version=expected_version(request), now=timezone.now()
    )
    return _read_pool(pool_id)


def _read_pool(pool_id: int) -> PoolOut:
    return pool_out(get_or_not_found(selectors.pools(), pk=pool_id))
