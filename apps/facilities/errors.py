"""What facilities, locations and equipment may be refused for."""

from collections.abc import Iterable
from typing import ClassVar, TypedDict

from apps.core.errors import Conflict, Invalid


class InUse(TypedDict):
    """One row that stands in the way of archiving another."""

    id: int
    name: str


class Archived(Conflict):
    code, title = "archived", "This is archived; restore it first"


class StillInUse(Conflict):
    code, title = "in_use", "This cannot be archived while others need it"

    @classmethod
    def by(cls, kind: str, count: int, rows: Iterable[InUse]) -> "StillInUse":
        """`rows` are the first of the `count` in the way; the sentence names them."""
        listed = list(rows)
        names = ", ".join(row["name"] for row in listed)
        more = f" and {count - len(listed)} more" if count > len(listed) else ""
        return cls(f"Archive or move the {kind} in it first: {names}{more}", in_use=listed, in_use_count=count)


class Taken(Invalid):
    """A value that must be unique is another row's. Invalid, not a conflict: clients show `errors` at the field."""

    code, title = "taken", "another one has this, maybe an archived one"
    field_name: ClassVar[str] = "name"

    def __init__(self) -> None:
        super().__init__(f"{self.field_name}: {self.title}", errors={self.field_name: [self.title]})


class LocationNameTaken(Taken):
    title = "another location has this name, maybe an archived one"


class FacilityNameTaken(Taken):
    title = "another facility has this name, maybe an archived one"


class CategoryNameTaken(Taken):
    title = "another equipment category has this name, maybe an archived one"


class AssetTagTaken(Taken):
    field_name, title = "asset_tag", "another item has this tag, maybe an archived one"


class SerialNumberTaken(Taken):
    field_name, title = "serial_number", "another item of this category has this serial number"


class KitNameTaken(Taken):
    title = "another kit has this name, maybe an archived one"


class PoolNameTaken(Taken):
    title = "another pool has this name, maybe an archived one"


class PackedElsewhere(Conflict):
    """An item can be in one kit only. Carries `packed`: which items, and in which kits."""

    code, title = "packed_elsewhere", "An item of this kit is packed in another one"


class PoolPromised(Conflict):
    """Fewer than events have been promised. Carries `shortage`: from when to when, and how many are promised."""

    code, title = "pool_promised", "More of this pool are promised than would be left"
