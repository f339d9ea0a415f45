"""People and their sessions. One person is one row: the contract's User and Profile are two views of it."""

from datetime import datetime
from typing import ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Concat, Lower, NullIf, Trim
from django.utils import timezone

from apps.authentication.tokens.models import ApiToken
from apps.core.actors import Actor, Flag, Role
from apps.core.versions import Versioned

__all__ = ["ApiToken", "EmergencyContact", "Session", "User", "UserQuerySet"]

ROLES = [(role.value, role.name.title()) for role in Role]


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]  # made at run time
    use_in_migrations = False

    def get_by_natural_key(self, username: str | None) -> "User":
        """Names are told apart without regard to case."""
        person: User = self.get(username__iexact=username)
        return person


@pghistory.track(exclude=["password", "last_login", "full_name"])
class User(AbstractBaseUser, Versioned):
    """A person of the station, whether or not they have signed in yet.

    `full_name` is worked out by the database and never empty, so no list has a nameless row.
    """

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    first_name = models.CharField(max_length=150, blank=True)
    last_name = models.CharField(max_length=150, blank=True)
    full_name = models.GeneratedField(
        expression=Coalesce(NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value("")), F("username")),
        output_field=models.CharField(max_length=301),
        db_persist=True,
    )
    role = models.CharField(max_length=16, choices=ROLES, default=Role.OPERATOR)
    flags = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    position = models.CharField(max_length=128, blank=True)
    department = models.CharField(max_length=128, blank=True)
    start_date = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    invited_at = models.DateTimeField(null=True, blank=True)
    # Kinds, one a device.
    second_factors = ArrayField(models.CharField(max_length=20), default=list, db_default=[], blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["email"]

    objects = UserManager()

    class Meta:
        db_table = "authentication_user"
        verbose_name = "person"
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("username"), name="username_once"),
            models.UniqueConstraint(Lower("email"), name="email_once", condition=~Q(email="")),
            models.CheckConstraint(name="username_not_empty", condition=~Q(username="")),
            models.CheckConstraint(name="role_known", condition=Q(role__in=[role.value for role in Role])),
        ]
        indexes: ClassVar = [
            models.Index(name="person_by_name", fields=["full_name", "id"]),
            GinIndex(OpClass("full_name", "gin_trgm_ops"), name="person_name_trigrams"),
            GinIndex(OpClass("username", "gin_trgm_ops"), name="person_username_trigrams"),
            GinIndex(OpClass("email", "gin_trgm_ops"), name="person_email_trigrams"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def is_staff(self) -> bool:
        return self.role in {Role.ADMINISTRATOR, Role.MANAGER}

    @property
    def waits_for_first_sign_in(self) -> bool:
        """Invited, and has not chosen a password yet."""
        return self.invited_at is not None and not self.has_usable_password()

    def as_actor(self) -> Actor:
        known = {flag.value for flag in Flag}
        return Actor(
            id=self.pk,
            role=Role(self.role),
            name=self.full_name,
            flags=frozenset(Flag(flag) for flag in self.flags if flag in known),
        )


@pghistory.track()
class EmergencyContact(Versioned):
    """Whom to call when something happens to a person. For managers and the person alone."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="emergency_contact")
    name = models.CharField(max_length=255, blank=True)
    relationship = models.CharField(max_length=128, blank=True)
    phone = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "authentication_emergency_contact"
        verbose_name = "emergency contact"


class PersonalDataJob(models.Model):
    """The export of everything about a person, or their anonymising: asked for by somebody, done by a worker."""

    class Kind(models.TextChoices):
        EXPORT = "export"
        ANONYMISE = "anonymise"

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"  # `error` says why

    person_id = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField(default=0)  # exported; or of history, changed
    file = models.CharField(max_length=64, blank=True)  # its name on disk, made up by the station
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "authentication_personal_data_job"
        verbose_name = "personal data job"
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="personal_data_job_one_open",
                fields=["person_id"],
                condition=Q(state__in=["waiting", "running"]),
            ),
            models.UniqueConstraint(
                name="person_anonymised_once", fields=["person_id"], condition=Q(kind="anonymise", state="done")
            ),
        ]
        indexes: ClassVar = [models.Index(name="personal_data_job_of_person", fields=["person_id", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, person_id: int) -> "SessionQuerySet":
        return self.filter(user_id=person_id)

    def live(self, *, now: datetime) -> "SessionQuerySet":
        return self.filter(expire_date__gt=now)


class Session(AbstractBaseSession):
    """A signed-in browser. The key is the secret of its cookie and never leaves the server."""

    public_id = models.BigAutoField(primary_key=True)
    session_key = models.CharField(max_length=40, unique=True)
    user_id = models.BigIntegerField(null=True)
    ip_address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(default=timezone.now)

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment, misc]  # not the base class's manager

    class Meta:
        db_table = "authentication_session"
        indexes: ClassVar = [models.Index(name="session_of_person", fields=["user_id", "-last_seen_at"])]

    @classmethod
    def get_session_store_class(cls) -> type:
        from apps.authentication.sessions import SessionStore

        return SessionStore
