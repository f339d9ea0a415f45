"""Writes of locations and facilities, one function per use case; each opens its own transaction.

Changing nothing is no change: no version, no audit row, no fact. What is archived is not edited.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid
from apps.facilities import policies, selectors, writing, zones
from apps.facilities.errors import Archived, FacilityNameTaken, LocationNameTaken
from apps.facilities.events import FacilityArchived, FacilityChanged, LocationChanged
from apps.facilities.models import Equipment, Facility, FacilityKind, Location

MAX_NAME = 255


def create_location(*, actor: Actor, values: Mapping[str, Any], now: datetime) -> Location:
    """Without a `time_zone` it gets the station's. Raises NotAllowed, LocationNameTaken."""
    policies.require_can_edit_facilities(actor)
    with transaction(), refusing(location_name_once=LocationNameTaken):
        location = Location.objects.create(**_with_zone({"time_zone": "", **values}))
        outbox.publish(LocationChanged(location_id=location.pk, occurred_at=now))
    return location


def update_location(
    *, actor: Actor, location_id: int, changes: Mapping[str, Any], expected_version: int | None, now: datetime
) -> Location:
    """A cleared `time_zone` becomes the station's. Raises NotAllowed, NotFound, Stale, Archived, LocationNameTaken."""
    policies.require_can_edit_facilities(actor)
    with transaction(), refusing(location_name_once=LocationNameTaken):
        location = writing.locked(Location, location_id, expected_version=expected_version)
        if writing.edit(location, _with_zone(changes)):
            outbox.publish(LocationChanged(location_id=location.pk, occurred_at=now))
    return location


def archive_location(*, actor: Actor, location_id: int, expected_version: int | None, now: datetime) -> Location:
    """Raises NotAllowed, NotFound, Stale, StillInUse with the facilities at it."""
    policies.require_can_edit_facilities(actor)
    with transaction():
        location = writing.locked(Location, location_id, expected_version=expected_version)
        writing.refuse_in_use(Facility.objects.filter(location=location, archived_at=None), "facilities")
        if writing.archive(location, now=now):
            outbox.publish(LocationChanged(location_id=location.pk, occurred_at=now))
    return location


def restore_location(*, actor: Actor, location_id: int, expected_version: int | None, now: datetime) -> Location:
    """Raises NotAllowed, NotFound, Stale."""
    policies.require_can_edit_facilities(actor)
    with transaction():
        location = writing.locked(Location, location_id, expected_version=expected_version)
        if writing.restore(location):
            outbox.publish(LocationChanged(location_id=location.pk, occurred_at=now))
    return location


def create_facility(*, actor: Actor, values: Mapping[str, Any], now: datetime) -> Facility:
    """`values["location"]` is an id. Raises NotAllowed, Invalid, FacilityNameTaken."""
    policies.require_can_edit_facilities(actor)
    with transaction(), refusing(facility_name_once=FacilityNameTaken):
        location = writing.usable(Location, values.get("location"), field="location")
        facility = Facility.objects.create(**{**values, "location": location})
        outbox.publish(FacilityChanged(facility_id=facility.pk, occurred_at=now))
    return facility


def update_facility(
    *, actor: Actor, facility_id: int, changes: Mapping[str, Any], expected_version: int | None, now: datetime
) -> Facility:
    """Raises NotAllowed, NotFound, Stale, Archived, Invalid, FacilityNameTaken."""
    policies.require_can_edit_facilities(actor)
    with transaction(), refusing(facility_name_once=FacilityNameTaken):
        facility = writing.locked(Facility, facility_id, expected_version=expected_version)
        if "location" in changes:
            location = writing.usable(Location, changes["location"], field="location", instead_of=facility.location_id)
            changes = {**changes, "location": location}
        if writing.edit(facility, changes):
            outbox.publish(FacilityChanged(facility_id=facility.pk, occurred_at=now))
    return facility


def archive_facility(*, actor: Actor, facility_id: int, expected_version: int | None, now: datetime) -> Facility:
    """It takes no bookings from now on. Raises NotAllowed, NotFound, Stale, StillInUse with the equipment in it."""
    policies.require_can_edit_facilities(actor)
    with transaction():
        facility = writing.locked(Facility, facility_id, expected_version=expected_version)
        writing.refuse_in_use(Equipment.objects.filter(facility=facility, archived_at=None), "equipment")
        if writing.archive(facility, now=now):
            outbox.publish(
                FacilityChanged(facility_id=facility.pk, occurred_at=now),
                FacilityArchived(facility_id=facility.pk, occurred_at=now),
            )
    return facility


def restore_facility(*, actor: Actor, facility_id: int, expected_version: int | None, now: datetime) -> Facility:
    """Raises NotAllowed, NotFound, Stale, and Archived when its location is."""
    policies.require_can_edit_facilities(actor)
    with transaction():
        facility = writing.locked(Facility, facility_id, expected_version=expected_version)
        if facility.is_archived:
            writing.require_live(Location, facility.location_id)
        if writing.restore(facility):
            outbox.publish(FacilityChanged(facility_id=facility.pk, occurred_at=now))
    return facility


def create_missing(
    *,
    actor: Actor,
    names: Collection[str],
    time_zone: str,
    now: datetime,
    location_name: str = "",
    kind: FacilityKind = FacilityKind.OTHER,
) -> dict[str, int]:
    """Ids of the facilities of these names; those that do not exist are created.

    New ones go to the location `location_name`, which is created in `time_zone` (IANA) if need be.
    Without one they go nowhere if the zone is the station's, else to a location called after the
    zone. Safe to repeat and to race: every name ends up as one facility.
    Raises NotAllowed, Invalid, and Archived when the location is.
    """
    policies.require_can_edit_facilities(actor)
    if time_zone not in zones.zone_names():
        raise Invalid.field("time_zone", zones.MESSAGE)
    names = list(dict.fromkeys(name.strip() for name in names))
    if not all(0 < len(name) <= MAX_NAME and "\x00" not in name for name in names):
        raise Invalid.field("facility", f"must have a name of 1 to {MAX_NAME} characters")
    with transaction():
        locks.hold("facilities.create_missing")
        known = selectors.facility_ids_by_name(names)
        missing = [name for name in names if name not in known]
        if not missing:
            return known
        location = _default_location(name=location_name, time_zone=time_zone, now=now)
        # a row that someone else creates under the same name in this moment is as good as ours
        Facility.objects.bulk_create(
            [Facility(name=name, location=location, kind=kind) for name in missing], ignore_conflicts=True
        )
        ids = selectors.facility_ids_by_name(names)
        created = sorted({ids[name] for name in missing})
        outbox.publish(*(FacilityChanged(facility_id=facility_id, occurred_at=now) for facility_id in created))
    return ids


def _default_location(*, name: str, time_zone: str, now: datetime) -> Location | None:
    if not name and time_zone == settings.TIME_ZONE:
        return None
    name = name or time_zone
    created = Location.objects.bulk_create([Location(name=name, time_zone=time_zone)], ignore_conflicts=True)
    del created  # its rows carry no ids where a conflict was ignored
    location = selectors.locations_named(name).select_for_update(no_key=True).get()
    if location.is_archived:
        raise Archived(f"The location {location} is archived; restore it first")
    outbox.publish(LocationChanged(location_id=location.pk, occurred_at=now))
    return location


def _with_zone(values: Mapping[str, Any]) -> dict[str, Any]:
    """An empty zone means the station's at this time; the location keeps it if that changes."""
    if "time_zone" in values and not values["time_zone"]:
        return {**values, "time_zone": settings.TIME_ZONE}
    return dict(values)
