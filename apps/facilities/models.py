"""Where work happens and with what: locations, the facilities in them, and equipment.

Nothing here is ever deleted, because events and tickets point here by id: it is archived. Names
are told apart without regard to case, among archived rows too, so a name always means one row and
whatever was archived can come back under its own.
"""

from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from apps.core.versions import Versioned

MAX_BUFFER_MINUTES = 1440  # a day: a longer rig is an event of its own
MAX_CAPACITY = 1_000_000
MAX_QUANTITY = 1_000_000


class Archivable(Versioned):
    """A row that is archived instead of deleted. Archived rows keep their id and stay readable."""

    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


@pghistory.track()
class Location(Archivable):
    """A site, and the zone of the wall clock that hangs there."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    address = models.TextField(blank=True)
    time_zone = models.CharField(max_length=64)  # IANA

    class Meta:
        db_table = "facilities_location"
        verbose_name = "location"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="location_name_once"),
            models.CheckConstraint(name="location_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(name="location_time_zone_not_empty", condition=~Q(time_zone="")),
        ]
        indexes: ClassVar = [GinIndex(OpClass("name", "gin_trgm_ops"), name="location_name_trigrams")]

    def __str__(self) -> str:
        return self.name


class FacilityKind(models.TextChoices):
    """Stored as on the wire. Facilities of one kind can stand in for each other."""

    STUDIO = "Studio", "Studio"
    CONTROL_ROOM = "Control room", "Control room"
    EDIT_SUITE = "Edit suite", "Edit suite"
    OB_VAN = "OB van", "OB van"
    BOOTH = "Booth", "Booth"
    STAGE = "Stage", "Stage"
    OTHER = "Other", "Other"


class FacilityStatus(models.TextChoices):
    ACTIVE = "Active", "Active"
    INACTIVE = "Inactive", "Inactive"  # out of use for now: keeps its bookings, takes no new ones


@pghistory.track()
class Facility(Archivable):
    """A room or vehicle that is booked as a whole."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    location = models.ForeignKey(
        Location, null=True, blank=True, on_delete=models.PROTECT, related_name="facilities", db_index=False
    )
    kind = models.CharField(max_length=16, choices=FacilityKind, default=FacilityKind.OTHER)
    status = models.CharField(max_length=8, choices=FacilityStatus, default=FacilityStatus.ACTIVE)
    capacity = models.IntegerField(null=True, blank=True)  # people
    rig_minutes = models.IntegerField(default=0)  # taken before each event
    strike_minutes = models.IntegerField(default=0)  # and after
    shares_buffers = models.BooleanField(default=False)  # one event may rig while its neighbour strikes

    class Meta:
        db_table = "facilities_facility"
        verbose_name = "facility"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="facility_name_once"),
            models.CheckConstraint(name="facility_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(name="facility_kind_known", condition=Q(kind__in=FacilityKind.values)),
            models.CheckConstraint(name="facility_status_known", condition=Q(status__in=FacilityStatus.values)),
            models.CheckConstraint(name="facility_capacity_not_negative", condition=Q(capacity__gte=0)),
            models.CheckConstraint(
                name="facility_rig_within_a_day", condition=Q(rig_minutes__range=(0, MAX_BUFFER_MINUTES))
            ),
            models.CheckConstraint(
                name="facility_strike_within_a_day", condition=Q(strike_minutes__range=(0, MAX_BUFFER_MINUTES))
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="facility_by_location", fields=["location", "name"]),
            models.Index(name="facility_by_kind", fields=["kind", "name"]),
            GinIndex(OpClass("name", "gin_trgm_ops"), name="facility_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_bookable(self) -> bool:
        return self.status == FacilityStatus.ACTIVE and not self.is_archived


@pghistory.track()
class EquipmentCategory(Archivable):
    """A sort of equipment, such as cameras or radio microphones."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)

    class Meta:
        db_table = "facilities_equipment_category"
        verbose_name = "equipment category"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="equipment_category_name_once"),
            models.CheckConstraint(name="equipment_category_name_not_empty", condition=~Q(name="")),
        ]
        indexes: ClassVar = [GinIndex(OpClass("name", "gin_trgm_ops"), name="equipment_category_trigrams")]

    def __str__(self) -> str:
        return self.name


class EquipmentStatus(models.TextChoices):
    """What is known of an item. Any may follow any other: they are reports from the floor.

    Archiving an item retires it; a retired item that still stands about need not be archived.
    """

    AVAILABLE = "Available", "Available"
    IN_USE = "In Use", "In Use"
    FAULTY = "Faulty", "Faulty"
    IN_MAINTENANCE = "In Maintenance", "In Maintenance"
    RETIRED = "Retired", "Retired"


BOOKABLE = (EquipmentStatus.AVAILABLE, EquipmentStatus.IN_USE)  # in use today says nothing about next week


@pghistory.track()
class Equipment(Archivable):
    """One serialised item, known by the asset tag stuck to it."""

    name = models.CharField(max_length=255)  # not unique: a house has many of one model
    asset_tag = models.CharField(max_length=64)
    serial_number = models.CharField(max_length=128, blank=True)
    description = models.TextField(blank=True)
    category = models.ForeignKey(
        EquipmentCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="equipment", db_index=False
    )
    facility = models.ForeignKey(  # where it lives, not where it is at the moment
        Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="equipment", db_index=False
    )
    status = models.CharField(max_length=16, choices=EquipmentStatus, default=EquipmentStatus.AVAILABLE)

    class Meta:
        db_table = "facilities_equipment"
        verbose_name = "equipment"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("asset_tag"), name="asset_tag_once"),
            # makers number for themselves, so a serial is only unique among items of one sort
            models.UniqueConstraint(
                "category", Lower("serial_number"), name="serial_number_once", condition=~Q(serial_number="")
            ),
            models.CheckConstraint(name="equipment_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(name="asset_tag_not_empty", condition=~Q(asset_tag="")),
            models.CheckConstraint(name="equipment_status_known", condition=Q(status__in=EquipmentStatus.values)),
            models.CheckConstraint(
                name="archived_equipment_is_retired",
                condition=Q(archived_at=None) | Q(status=EquipmentStatus.RETIRED),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="equipment_by_name", fields=["name", "id"]),
            models.Index(name="equipment_by_category", fields=["category", "name"]),
            models.Index(name="equipment_by_facility", fields=["facility", "name"]),
            GinIndex(OpClass("name", "gin_trgm_ops"), name="equipment_name_trigrams"),
            GinIndex(OpClass("asset_tag", "gin_trgm_ops"), name="asset_tag_trigrams"),
            GinIndex(OpClass("serial_number", "gin_trgm_ops"), name="serial_number_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.asset_tag} {self.name}"

    @property
    def is_bookable(self) -> bool:
        return self.status in BOOKABLE and not self.is_archived


@pghistory.track()
class Kit(Archivable):
    """Items that go out together, such as a camera with its lens and its case."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    items = models.ManyToManyField(Equipment, through="KitItem", related_name="kits")

    class Meta:
        db_table = "facilities_kit"
        verbose_name = "kit"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="kit_name_once"),
            models.CheckConstraint(name="kit_name_not_empty", condition=~Q(name="")),
        ]
        indexes: ClassVar = [GinIndex(OpClass("name", "gin_trgm_ops"), name="kit_name_trigrams")]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), model_name="KitItemHistory")
class KitItem(models.Model):
    """An item is packed in one kit at most, as it can only be in one case."""

    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="packed", db_index=False)
    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="packed", db_index=False)

    class Meta:
        db_table = "facilities_kit_item"
        verbose_name = "item of a kit"
        constraints: ClassVar = [models.UniqueConstraint(fields=["equipment"], name="item_in_one_kit")]
        indexes: ClassVar = [models.Index(name="item_of_kit", fields=["kit", "equipment"])]

    def __str__(self) -> str:
        return f"{self.equipment} in {self.kit}"


@pghistory.track()
class Pool(Archivable):
    """Like things without a tag of their own, of which only the number matters: chairs, cables, handheld radios."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    quantity = models.PositiveIntegerField(default=0)  # how many there are in all
    category = models.ForeignKey(
        EquipmentCategory, null=True, blank=True, on_delete=models.PROTECT, related_name="pools", db_index=False
    )
    facility = models.ForeignKey(  # where they live
        Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="pools", db_index=False
    )

    class Meta:
        db_table = "facilities_pool"
        verbose_name = "pool"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="pool_name_once"),
            models.CheckConstraint(name="pool_name_not_empty", condition=~Q(name="")),
            models.CheckConstraint(name="pool_quantity_countable", condition=Q(quantity__lte=MAX_QUANTITY)),
        ]
        indexes: ClassVar = [
            models.Index(name="pool_by_category", fields=["category", "name"]),
            models.Index(name="pool_by_facility", fields=["facility", "name"]),
            GinIndex(OpClass("name", "gin_trgm_ops"), name="pool_name_trigrams"),
        ]

    def __str__(self) -> str:
        return self.name
