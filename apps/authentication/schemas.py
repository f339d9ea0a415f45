"""What HTTP takes and gives about people."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, NotRequired

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.authentication.models import EmergencyContact, PersonalDataJob, User
from apps.core.actors import Flag, Role
from apps.core.http import BIGINT, BlankIsNone, In, Line, utc
from apps.core.paging import PageFilters, ordered
from apps.core.search import search

SEARCHED = ("full_name", "username", "email")
STAFF = (Role.ADMINISTRATOR, Role.MANAGER)
_ORDERED_BY = (
    "id",
    "full_name",
    "first_name",
    "last_name",
    "username",
    "email",
    "role",
    "department",
    "position",
    "start_date",
    "is_active",
    "date_joined",
    "last_login",
    "created_at",
    "updated_at",
)
ORDERINGS = {name: name for name in _ORDERED_BY} | {"status": "is_active"}
USERNAME = r"^[\w.@+-]*$"


def _is_email(value: str) -> str:
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise PydanticCustomError("email", "must be an e-mail address") from None
    return value


Email = Annotated[Line, Field(max_length=254, json_schema_extra={"format": "email"}), AfterValidator(_is_email)]
Username = Annotated[Line, Field(max_length=150, pattern=USERNAME)]
NamePart = Annotated[Line, Field(max_length=150)]
StartDate = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]


# --- input ----------------------------------------------------------------------------------------


class UserIn(In):
    """A User, whole or in part. What the server owns is ignored."""

    username: Username = ""
    email: Email = ""
    first_name: NamePart = ""
    last_name: NamePart = ""
    is_active: bool | None = None
    role: Annotated[Role | None, BlankIsNone] = None
    flags: Annotated[list[Flag], Field(max_length=50)] | None = None

    def proposals(self) -> list[dict[str, Any]]:
        """What was sent, in the words of the table; see `services.change_person`."""
        return [_columns(self.changes())]


class NestedUserIn(In):
    username: Username = ""
    email: Email = ""
    first_name: NamePart = ""
    last_name: NamePart = ""
    is_active: bool | None = None


class ProfileIn(In):
    """A Profile, whole or in part, its `user` included. What the server owns is ignored."""

    full_name: Line = ""
    username: Username = ""
    email: Email = ""
    first_name: NamePart = ""
    last_name: NamePart = ""
    phone: Annotated[Line, Field(max_length=64)] = ""
    position: Annotated[Line, Field(max_length=128)] = ""
    department: Annotated[Line, Field(max_length=128)] = ""
    start_date: Annotated[StartDate | None, BlankIsNone] = None
    status: Annotated[Literal["Active", "Inactive"] | None, BlankIsNone] = None
    role: Annotated[Role | None, BlankIsNone] = None
    flags: Annotated[list[Flag], Field(max_length=50)] | None = None
    user: Annotated[
        NestedUserIn | None,
        BeforeValidator(lambda value: value if isinstance(value, dict) else None),  # an id is the server's to give
    ] = None

    def proposals(self) -> list[dict[str, Any]]:
        """What was sent, in the words of the table; see `services.change_person`."""
        nested = [_columns(self.user.changes())] if self.user else []
        return [_columns(self.changes()), *nested]


class NewProfileIn(ProfileIn):
    """A name alone is enough. With an e-mail address and no password, an invitation is sent."""

    password: Annotated[Annotated[str, Field(max_length=1024)] | None, BlankIsNone] = None

    def person(self) -> dict[str, Any]:
        """The arguments of `services.create_person`; the outer members win over those of `user`."""
        nested = self.user.changes() if self.user else {}
        sent = _columns(nested) | {name: value for name, value in _columns(self.changes()).items() if value != ""}
        return sent | {"password": self.password}


class EmergencyContactIn(In):
    name: Line = ""
    relationship: Annotated[Line, Field(max_length=128)] = ""
    phone: Annotated[Line, Field(max_length=64)] = ""


def _columns(sent: Mapping[str, Any]) -> dict[str, Any]:
    """`status` is `is_active` in other words; what cannot be empty is left as it is by null."""
    columns = {name: value for name, value in sent.items() if name not in {"user", "status", "password"}}
    if sent.get("status"):
        columns["is_active"] = sent["status"] == "Active"
    for name in ("is_active", "role"):
        if columns.get(name, "") is None:
            del columns[name]
    if "flags" in columns:
        columns["flags"] = sorted(set(columns["flags"] or []))
    return columns


class _PeopleFilters(PageFilters):
    role: Role | None = None
    username: str = ""
    email: str = ""

    def columns(self) -> dict[str, Any]:
        """Column lookups; None asks for nothing."""
        return {
            "role": self.role,
            "username__iexact": self.username or None,
            "email__iexact": self.email or None,
        }

    def narrow(self, rows: QuerySet[User]) -> QuerySet[User]:
        """The rows asked for. Those of a search come nearest first unless another order is asked for."""
        wanted = {lookup: value for lookup, value in self.columns().items() if value is not None}
        rows = _matching(rows.filter(**wanted), self.search)
        return ordered(rows, self.ordering, ORDERINGS, default=()) if self.ordering else rows


def _matching(rows: QuerySet[User], text: str) -> QuerySet[User]:
    """People whose name, username or e-mail address is much like the text.

    Colleagues share a domain, which would make every address like every other: of an address that
    is not found as it stands, only what is before the @ is compared.
    """
    local, at, _ = text.partition("@")
    if not at:
        return search(rows, text, *SEARCHED)
    exact = rows.filter(email__icontains=text)
    return exact if not local or exact.exists() else search(rows, local, *SEARCHED)


class ProfileFilters(_PeopleFilters):
    status: Literal["Active", "Inactive"] | None = None
    department: str = ""
    position: str = ""
    start_date: date | None = None
    user: Annotated[int, Field(ge=1, le=BIGINT)] | None = None

    def columns(self) -> dict[str, Any]:
        return super().columns() | {
            "is_active": None if self.status is None else self.status == "Active",
            "department__iexact": self.department or None,
            "position__iexact": self.position or None,
            "start_date": self.start_date,
            "pk": self.user,
        }


class UserFilters(_PeopleFilters):
    is_active: bool | None = None
    is_staff: bool | None = None

    def narrow(self, rows: QuerySet[User]) -> QuerySet[User]:
        if self.is_staff is not None:
            rows = rows.filter(role__in=STAFF) if self.is_staff else rows.exclude(role__in=STAFF)
        return super().narrow(rows)

    def columns(self) -> dict[str, Any]:
        return super().columns() | {"is_active": self.is_active}


# --- output ---------------------------------------------------------------------------------------


class UserOut(TypedDict):
    id: int
    username: str
    email: str
    first_name: str
    last_name: str
    is_staff: bool
    is_active: bool
    date_joined: datetime
    last_login: datetime | None


class AccountOut(UserOut):
    """A User by itself: the contract's, with what the console edits."""

    full_name: str
    role: str
    flags: list[str]
    version: int


class ProfileOut(TypedDict):
    id: int
    user: UserOut
    full_name: str
    email: str
    phone: NotRequired[str]
    position: NotRequired[str]
    department: NotRequired[str]
    start_date: NotRequired[date]
    status: str
    created_at: datetime
    updated_at: datetime
    username: str
    role: str
    flags: list[str]
    invited: NotRequired[bool]  # and has not chosen a password yet
    version: int


class EmergencyContactOut(TypedDict):
    name: NotRequired[str]
    relationship: NotRequired[str]
    phone: NotRequired[str]
    version: int


def user_out(user: User) -> UserOut:
    return {
        "id": user.pk,
        "username": user.username,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "is_staff": user.is_staff,
        "is_active": user.is_active,
        "date_joined": user.date_joined,
        "last_login": user.last_login,
    }


def account_out(user: User) -> AccountOut:
    return {
        **user_out(user),
        "full_name": user.full_name,
        "role": user.role,
        "flags": user.flags,
        "version": user.version,
    }


def profile_out(user: User) -> ProfileOut:
    out: ProfileOut = {
        "id": user.pk,
        "user": user_out(user),
        "full_name": user.full_name,
        "email": user.email,
        "status": "Active" if user.is_active else "Inactive",
        "created_at": user.created_at,
        "updated_at": user.updated_at,
        "username": user.username,
        "role": user.role,
        "flags": user.flags,
        "version": user.version,
    }
    if user.phone:
        out["phone"] = user.phone
    if user.position:
        out["position"] = user.position
    if user.department:
        out["department"] = user.department
    if user.start_date:
        out["start_date"] = user.start_date
    if user.waits_for_first_sign_in:
        out["invited"] = True
    return out


def emergency_contact_out(contact: EmergencyContact) -> EmergencyContactOut:
    out: EmergencyContactOut = {"version": contact.version}
    if contact.name:
        out["name"] = contact.name
    if contact.relationship:
        out["relationship"] = contact.relationship
    if contact.phone:
        out["phone"] = contact.phone
    return out


class AnonymiseIn(In):
    confirm: Annotated[Line, Field(max_length=301, description="The person's full name, for it cannot be undone.")]


class PersonalDataJobOut(TypedDict):
    id: int
    kind: Literal["export", "anonymise"]
    state: Literal["waiting", "running", "done", "failed"]
    created_at: datetime
    finished_at: NotRequired[datetime]
    entries: int  # exported; or of history, changed
    has_file: bool
    error: NotRequired[str]


class PersonalDataOut(TypedDict):
    """Newest first."""

    jobs: list[PersonalDataJobOut]


def personal_data_job_out(job: PersonalDataJob) -> PersonalDataJobOut:
    out: PersonalDataJobOut = {
        "id": job.pk,
        "kind": PersonalDataJob.Kind(job.kind).value,  # type: ignore[typeddict-item]  # one of the two
        "state": PersonalDataJob.State(job.state).value,  # type: ignore[typeddict-item]  # one of the four
        "created_at": utc(job.created_at),
        "entries": job.entries,
        "has_file": bool(job.file),
    }
    if job.finished_at:
        out["finished_at"] = utc(job.finished_at)
    if job.error:
        out["error"] = job.error
    return out
