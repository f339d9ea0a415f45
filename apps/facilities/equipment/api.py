"""Routes of equipment and its categories."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.core.http import Id, UserRequest, expected_version, problems
from apps.core.paging import Page, get_or_not_found, page_of
from apps.facilities import selectors
from apps.facilities.equipment import services
from apps.facilities.filters import ArchivableFilters, EquipmentFilters
from apps.facilities.schemas import (
    EquipmentCategoryIn,
    EquipmentCategoryOut,
    EquipmentCategoryPatch,
    EquipmentIn,
    EquipmentOut,
    EquipmentPatch,
    category_out,
    equipment_out,
)

router = Router(tags=["facilities"])


@router.get(
    "/equipment-categories/",
    response={200: Page[EquipmentCategoryOut], **problems(422)},
    summary="The sorts of equipment",
)
def list_equipment_categories(request: UserRequest, filters: Query[ArchivableFilters]) -> Page[EquipmentCategoryOut]:
    """By name; all of them unless a page is asked for. `archived=true` adds the archived ones."""
    return page_of(request, selectors.find_categories(filters), filters, category_out, default_size=None)


@router.post(
    "/equipment-categories/", response={201: EquipmentCategoryOut, **problems(403, 422)}, summary="Add a category"
)
def create_equipment_category(request: UserRequest, body: EquipmentCategoryIn) -> Status[EquipmentCategoryOut]:
    category = services.create_category(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, category_out(category))


@router.get(
    "/equipment-categories/{category_id}/",
    response={200: EquipmentCategoryOut, **problems(404)},
    summary="One category, archived or not",
)
def read_equipment_category(request: UserRequest, category_id: Id) -> EquipmentCategoryOut:
    return category_out(get_or_not_found(selectors.categories(), pk=category_id))


@router.patch(
    "/equipment-categories/{category_id}/",
    response={200: EquipmentCategoryOut, **problems(403, 404, 409, 412, 422)},
    summary="Change a category",
)
def update_equipment_category(
    request: UserRequest, category_id: Id, body: EquipmentCategoryPatch
) -> EquipmentCategoryOut:
    category = services.update_category(
        actor=request.actor,
        category_id=category_id,
        changes=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return category_out(category)


@router.post(
    "/equipment-categories/{category_id}/archive/",
    response={200: EquipmentCategoryOut, **problems(403, 404, 409, 412, 422)},
    summary="Put a category away; refused while equipment is of it",
)
def archive_equipment_category(request: UserRequest, category_id: Id) -> EquipmentCategoryOut:
    category = services.archive_category(
        actor=request.actor, category_id=category_id, expected_version=expected_version(request), now=timezone.now()
    )
    return category_out(category)


@router.post(
    "/equipment-categories/{category_id}/restore/",
    response={200: EquipmentCategoryOut, **problems(403, 404, 412, 422)},
    summary="Bring an archived category back",
)
def restore_equipment_category(request: UserRequest, category_id: Id) -> EquipmentCategoryOut:
    category = services.restore_category(
        actor=request.actor, category_id=category_id, expected_version=expected_version(request), now=timezone.now()
    )
    return category_out(category)


@router.get("/equipment/", response={200: Page[EquipmentOut], **problems(422)}, summary="The items of equipment")
def list_equipment(request: UserRequest, filters: Query[EquipmentFilters]) -> Page[EquipmentOut]:
    """By name, in pages of 50 unless asked otherwise. `archived=true` adds the archived ones."""
    return page_of(request, selectors.find_equipment(filters), filters, equipment_out)


@router.post("/equipment/", response={201: EquipmentOut, **problems(403, 422)}, summary="Add an item")
def create_equipment(request: UserRequest, body: EquipmentIn) -> Status[EquipmentOut]:
    item = services.create_equipment(actor=request.actor, values=body.changes(), now=timezone.now())
    return Status(201, equipment_out(item))


@router.get(
    "/equipment/{equipment_id}/", response={200: EquipmentOut, **problems(404)}, summary="One item, archived or not"
)
def read_equipment(request: UserRequest, equipment_id: Id) -> EquipmentOut:
    return equipment_out(get_or_not_found(selectors.equipment(), pk=equipment_id))


@router.patch(
    "/equipment/{equipment_id}/",
    response={200: EquipmentOut, **problems(403, 404, 409, 412, 422)},
    summary="Change an item",
)
def update_equipment(request: UserRequest, equipment_id: Id, body: EquipmentPatch) -> EquipmentOut:
    item = services.update_equipment(
        actor=request.actor,
        equipment_id=equipment_id,
        changes=body.changes(),
        expected_version=expected_version(request),
        now=timezone.now(),
    )
    return equipment_out(item)


@router.post(
    "/equipment/{equipment_id}/archive/",
    response={200: EquipmentOut, **problems(403, 404, 412, 422)},
    summary="Retire an item and put it away",
)
def archive_equipment(request: UserRequest, equipment_id: Id) -> EquipmentOut:
    item = services.archive_equipment(
        actor=request.actor, equipment_id=equipment_id, expected_version=expected_version(request), now=timezone.now()
    )
    return equipment_out(item)


@router.post(
    "/equipment/{equipment_id}/restore/",
    response={200: EquipmentOut, **problems(403, 404, 409, 412, 422)},
    summary="Bring an archived item back, available",
)
def restore_equipment(request: UserRequest, equipment_id: Id) -> EquipmentOut:
    item = services.restore_equipment(
        actor=request.actor, equipment_id=equipment_id, expected_version=expected_version(request), now=timezone.now()
    )
    return equipment_out(item)
