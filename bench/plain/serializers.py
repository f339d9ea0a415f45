"""The contract's types. A field that is empty is left out, as the contract asks."""

from typing import Any, ClassVar

from rest_framework import serializers

from bench.plain.models import Event, Facility, Location, User


class LeavesOutEmpty(serializers.ModelSerializer):
    optional: ClassVar[tuple[str, ...]] = ()

    def to_representation(self, instance: Any) -> Any:
        out = super().to_representation(instance)
        for name in self.optional:
            if out[name] in (None, "", False, []):
                del out[name]
        return out


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields: ClassVar = [
            "id", "username", "email", "first_name", "last_name", "is_staff", "is_active", "date_joined", "last_login",
        ]  # fmt: skip


class ProfileSerializer(LeavesOutEmpty):
    user = UserSerializer(source="*")
    optional = ("phone", "position", "department", "start_date", "invited")

    class Meta:
        model = User
        fields: ClassVar = [
            "id", "user", "full_name", "email", "phone", "position", "department", "start_date", "status",
            "created_at", "updated_at", "username", "role", "flags", "version", "invited",
        ]  # fmt: skip


class LocationSerializer(LeavesOutEmpty):
    optional = ("description", "address", "archived_at")

    class Meta:
        model = Location
        fields: ClassVar = [
            "id", "name", "description", "address", "time_zone", "archived_at", "created_at", "updated_at", "version",
        ]  # fmt: skip


class FacilitySerializer(LeavesOutEmpty):
    location = LocationSerializer()
    optional = ("description", "location", "capacity", "archived_at")

    class Meta:
        model = Facility
        fields: ClassVar = [
            "id", "name", "description", "location", "kind", "status", "capacity", "rig_minutes", "strike_minutes",
            "archived_at", "created_at", "updated_at", "version",
        ]  # fmt: skip


class EventSerializer(LeavesOutEmpty):
    location = LocationSerializer()
    facility = FacilitySerializer()
    created_by = ProfileSerializer()
    assigned_users = ProfileSerializer(many=True)
    tentative_users = ProfileSerializer(many=True)
    optional = (
        "description", "event_type", "location", "facility", "tentative_users", "created_by", "on_air_start",
        "on_air_end", "call_time", "wrap_time", "source", "external_id",
    )  # fmt: skip

    class Meta:
        model = Event
        fields: ClassVar = [
            "id", "title", "description", "event_type", "start_time", "end_time", "time_zone", "location", "facility",
            "assigned_users", "tentative_users", "created_by", "status", "claim", "on_air_start", "on_air_end",
            "call_time", "wrap_time", "rig_minutes", "strike_minutes", "contributors", "source", "external_id",
            "version", "created_at", "updated_at",
        ]  # fmt: skip
