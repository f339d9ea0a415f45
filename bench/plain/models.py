"""The station's tables as a plain project would model them, with foreign keys throughout."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class Session(AbstractBaseSession):
    objects = BaseSessionManager()

    class Meta:
        managed = False
        db_table = "authentication_session"


class User(AbstractBaseUser):
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    first_name = models.CharField(max_length=150)
    last_name = models.CharField(max_length=150)
    full_name = models.CharField(max_length=301)
    role = models.CharField(max_length=16)
    flags = ArrayField(models.CharField(max_length=32))
    phone = models.CharField(max_length=64)
    position = models.CharField(max_length=128)
    department = models.CharField(max_length=128)
    start_date = models.DateField(null=True)
    is_active = models.BooleanField()
    date_joined = models.DateTimeField()
    invited_at = models.DateTimeField(null=True)
    version = models.IntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    USERNAME_FIELD = "username"

    class Meta:
        managed = False
        db_table = "authentication_user"

    @property
    def is_staff(self) -> bool:
        return self.role in ("administrator", "manager")

    @property
    def status(self) -> str:
        return "Active" if self.is_active else "Inactive"

    @property
    def invited(self) -> bool:
        return self.invited_at is not None and not self.has_usable_password()


class Location(models.Model):
    name = models.CharField(max_length=255)
    description = models.TextField()
    address = models.TextField()
    time_zone = models.CharField(max_length=64)
    archived_at = models.DateTimeField(null=True)
    version = models.IntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "facilities_location"


class Facility(models.Model):
    name = models.CharField(max_length=255)
    description = models.TextField()
    location = models.ForeignKey(Location, null=True, on_delete=models.DO_NOTHING)
    kind = models.CharField(max_length=16)
    status = models.CharField(max_length=8)
    capacity = models.IntegerField(null=True)
    rig_minutes = models.IntegerField()
    strike_minutes = models.IntegerField()
    archived_at = models.DateTimeField(null=True)
    version = models.IntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "facilities_facility"


class Event(models.Model):
    title = models.CharField(max_length=255)
    description = models.TextField()
    event_type = models.CharField(max_length=100)
    facility = models.ForeignKey(Facility, null=True, on_delete=models.DO_NOTHING)
    location = models.ForeignKey(Location, null=True, on_delete=models.DO_NOTHING)
    start_time = models.DateTimeField(db_column="start_at")
    end_time = models.DateTimeField(db_column="end_at")
    time_zone = models.CharField(max_length=64)
    on_air_start = models.DateTimeField(null=True, db_column="on_air_start_at")
    on_air_end = models.DateTimeField(null=True, db_column="on_air_end_at")
    call_time = models.DateTimeField(null=True, db_column="call_at")
    wrap_time = models.DateTimeField(null=True, db_column="wrap_at")
    rig_minutes = models.IntegerField()
    strike_minutes = models.IntegerField()
    status = models.CharField(max_length=16)
    claim = models.CharField(max_length=9)
    contributors = ArrayField(models.CharField(max_length=255))
    created_by = models.ForeignKey(User, null=True, on_delete=models.DO_NOTHING)
    source = models.CharField(max_length=100)
    external_id = models.CharField(max_length=255)
    archived_at = models.DateTimeField(null=True)
    version = models.IntegerField()
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "scheduling_event"
        ordering: ClassVar = ["start_time", "id"]


class Booking(models.Model):
    event = models.ForeignKey(Event, on_delete=models.DO_NOTHING, related_name="bookings")
    resource_kind = models.CharField(max_length=8)
    person = models.ForeignKey(User, on_delete=models.DO_NOTHING, db_column="resource_id")
    status = models.CharField(max_length=9)

    class Meta:
        managed = False
        db_table = "scheduling_booking"
