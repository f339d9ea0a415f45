"""What HTTP takes and gives about kits and pools."""

from datetime import datetime
from typing import Annotated, NotRequired

from pydantic import AfterValidator, Field
from typing_extensions import TypedDict

from apps.core.http import BlankIsNone, In, Name, NoneIsEmpty, Problem, Ref, Refs, Text
from apps.facilities.models import MAX_QUANTITY, EquipmentStatus, Kit, Pool
from apps.facilities.schemas import EquipmentCategoryOut, FacilityOut, category_out, facility_out

Quantity = Annotated[
    Annotated[int, Field(ge=0, le=MAX_QUANTITY)] | None, BlankIsNone, AfterValidator(lambda quantity: quantity or 0)
]


class KitPatch(In):
    name: Name = ""
    description: Text = ""
    items: Annotated[Refs, Field(max_length=500), NoneIsEmpty] = Field(default_factory=list)


class KitIn(KitPatch):
    name: Name


class PoolPatch(In):
    name: Name = ""
    description: Text = ""
    quantity: Quantity = 0
    category: Ref = None
    facility: Ref = None


class PoolIn(PoolPatch):
    name: Name


class PackedItemOut(TypedDict):
    """`is_bookable` is false of what is faulty, in maintenance or retired; its kit cannot go out whole."""

    id: int
    name: str
    asset_tag: str
    status: EquipmentStatus
    is_bookable: bool


class KitOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    items: list[PackedItemOut]
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


class PoolOut(TypedDict):
    id: int
    name: str
    description: NotRequired[str]
    quantity: int
    category: NotRequired[EquipmentCategoryOut]
    facility: NotRequired[FacilityOut]
    archived_at: NotRequired[datetime]
    created_at: datetime
    updated_at: datetime
    version: int


class NamedOut(TypedDict):
    id: int
    name: str


class PackedOut(TypedDict):
    item: NamedOut
    kit: NamedOut


class KitProblem(Problem):
    """409: `packed` says which items are in which other kits."""

    packed: NotRequired[list[PackedOut]]


class PromisedOut(TypedDict):
    start_time: datetime
    end_time: datetime
    promised: int
    left: int


class PoolProblem(Problem):
    """409: `shortage` is the first time at which more are promised than would be left."""

    shortage: NotRequired[PromisedOut]


def kit_out(kit: Kit) -> KitOut:
    """What is packed in it must have been read with it."""
    out: KitOut = {
        "id": kit.pk,
        "name": kit.name,
        "items": [
            {
                "id": row.equipment_id,
                "name": row.equipment.name,
                "asset_tag": row.equipment.asset_tag,
                "status": EquipmentStatus(row.equipment.status),
                "is_bookable": row.equipment.is_bookable,
            }
            for row in kit.packed.all()
        ],
        "created_at": kit.created_at,
        "updated_at": kit.updated_at,
        "version": kit.version,
    }
    if kit.description:
        out["description"] = kit.description
    if kit.archived_at:
        out["archived_at"] = kit.archived_at
    return out


def pool_out(pool: Pool) -> PoolOut:
    """Category, facility and its location must have been read with it."""
    out: PoolOut = {
        "id": pool.pk,
        "name": pool.name,
        "quantity": pool.quantity,
        "created_at": pool.created_at,
        "updated_at": pool.updated_at,
        "version": pool.version,
    }
    if pool.description:
        out["description"] = pool.description
    if pool.category:
        out["category"] = category_out(pool.category)
    if pool.facility:
        out["facility"] = facility_out(pool.facility)
    if pool.archived_at:
        out["archived_at"] = pool.archived_at
    return out
