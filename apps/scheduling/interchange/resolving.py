"""What the names in a file mean at this station: facilities, locations and people by id."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from apps.authentication import public as authentication_public
from apps.authentication.public import PersonRef
from apps.core.actors import Actor
from apps.facilities import public as facilities_public
from apps.facilities.public import FacilityKind, FacilityRef, LocationRef
from apps.scheduling.interchange.models import ImportRow, ImportRun
from apps.scheduling.ports import Facilities, People

LOCATIONS = 200  # different locations in one file


class NamedFacilities(Facilities, Protocol):
    def facilities_by_name(self, *, names: Collection[str]) -> dict[str, FacilityRef]: ...
    def locations_by_name(self, *, names: Collection[str]) -> dict[str, LocationRef]: ...
    def create_missing(
        self,
        *,
        actor: Actor,
        names: Collection[str],
        time_zone: str,
        now: datetime,
        location_name: str = "",
        kind: FacilityKind = FacilityKind.OTHER,
    ) -> dict[str, FacilityRef]: ...


class NamedPeople(People, Protocol):
    def people_by_address(self, *, addresses: Collection[str]) -> dict[str, int]: ...


facilities_provider: NamedFacilities = facilities_public
people_provider: NamedPeople = authentication_public


@dataclass
class Directory:
    """Places and people looked up beforehand, so that planning a row asks nobody.

    Facilities that are only going to be created stand in it with negative ids.
    """

    by_facility_name: dict[str, FacilityRef]
    by_location_name: dict[str, LocationRef]
    missing: list[str]  # names of facilities that do not exist
    by_address: dict[str, int] = field(default_factory=dict)
    by_person: dict[int, PersonRef] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_facility = {ref.id: ref for ref in self.by_facility_name.values()}
        self._by_location = {ref.id: ref for ref in self.by_location_name.values()}

    def facility_named(self, name: str) -> FacilityRef | None:
        return self.by_facility_name.get(name.casefold())

    def location_named(self, name: str) -> LocationRef | None:
        return self.by_location_name.get(name.casefold())

    def facilities(self, *, ids: Collection[int]) -> dict[int, FacilityRef]:
        return {key: self._by_facility[key] for key in ids if key in self._by_facility}

    def locations(self, *, ids: Collection[int]) -> dict[int, LocationRef]:
        return {key: self._by_location[key] for key in ids if key in self._by_location}

    def people(self, *, ids: Collection[int]) -> dict[int, PersonRef]:
        return {key: self.by_person[key] for key in ids if key in self.by_person}

    def same_kind(self, *, facility_id: int) -> list[FacilityRef]:
        return []

    def meet(self, addresses: Iterable[str], people: NamedPeople) -> None:
        """Look up people by user name or e-mail address. Two queries at most."""
        wanted = set(addresses)
        self.by_address = people.people_by_address(addresses=wanted) if wanted else {}
        self.by_person = people.people(ids=set(self.by_address.values())) if self.by_address else {}


def directory_of(run: ImportRun, *, create_missing: bool, facilities: NamedFacilities) -> Directory:
    """What the file's places are called here; with `create_missing` as if those that lack were here already."""
    rows = run.rows.readable().order_by()
    names = set(rows.exclude(facility_name="").values_list("facility_name", flat=True).distinct())
    places = set(
        rows.exclude(content__location_name="").values_list("content__location_name", flat=True).distinct()[:LOCATIONS]
    )
    known = facilities.facilities_by_name(names=names) if names else {}
    located = facilities.locations_by_name(names=places) if places else {}
    missing = {name.casefold(): name for name in sorted(names, reverse=True) if name.casefold() not in known}
    if create_missing and missing:
        known |= {key: _facility_to_be(name, -number) for number, (key, name) in enumerate(missing.items(), start=1)}
        new_places = {place: zone for place, zone in facilities_to_create(run, missing.values()) if place}
        located = {
            place.casefold(): LocationRef(id=-number, name=place, time_zone=zone, is_archived=False)
            for number, (place, zone) in enumerate(new_places.items(), start=1)
        } | located
    return Directory(by_facility_name=known, by_location_name=located, missing=sorted(missing.values()))


def _facility_to_be(name: str, key: int) -> FacilityRef:
    return FacilityRef(
        id=key,
        name=name,
        kind=FacilityKind.OTHER,
        status="Active",
        location_id=None,
        location_name="",
        time_zone="",
        rig_minutes=0,
        strike_minutes=0,
        shares_buffers=False,
        capacity=None,
        is_bookable=True,
        is_archived=False,
    )


def facilities_to_create(run: ImportRun, missing: Collection[str]) -> dict[tuple[str, str], list[str]]:
    """Missing facilities by the location and the zone that the first row with each of them names."""
    lacking = {name.casefold() for name in missing}
    found: dict[str, tuple[str, str, str]] = {}
    rows = run.rows.readable().exclude(facility_name="").in_order()
    for name, content in rows.values_list("facility_name", "content").iterator(chunk_size=2000):
        told = content or {}
        if name.casefold() in lacking and name.casefold() not in found:
            found[name.casefold()] = (told["location_name"], told["time_zone"], name)
    wanted: dict[tuple[str, str], list[str]] = {}
    for location, zone, name in found.values():
        wanted.setdefault((location, zone), []).append(name)
    return wanted


def addresses_of(rows: Iterable[ImportRow]) -> set[str]:
    return {address for row in rows if row.content for address in row.content["people"]}
