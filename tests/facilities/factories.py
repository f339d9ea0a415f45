"""Locations, facilities and equipment for tests."""

import factory

from apps.facilities.models import Equipment, EquipmentCategory, Facility, FacilityKind, Kit, KitItem, Location, Pool


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


class KitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kit
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Kit {n}")

    @factory.post_generation
    def items(self, create, extracted, **kwargs):
        for item in extracted or ():
            KitItem.objects.create(kit=self, equipment=item)


class PoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pool

    name = factory.Sequence(lambda n: f"Pool {n}")
    quantity = 10
