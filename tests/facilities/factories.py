"""Locations, facilities and equipment for tests."""

import factory

from apps.facilities.models import Equipment, EquipmentCategory, Facility, FacilityKind, Location


class LocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Location

    name = factory.Sequence(lambda n: f"House {n}")
    time_zone = "Europe/Dublin"


class FacilityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facility

    name = factory.Sequence(lambda n: f"Room {n}")
    location = factory.SubFactory(LocationFactory)
    kind = FacilityKind.STUDIO


class EquipmentCategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EquipmentCategory

    name = factory.Sequence(lambda n: f"Sort {n}")


class EquipmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Equipment

    name = factory.Sequence(lambda n: f"Item {n}")
    asset_tag = factory.Sequence(lambda n: f"TAG-{n}")
    category = factory.SubFactory(EquipmentCategoryFactory)
    facility = factory.SubFactory(FacilityFactory)
