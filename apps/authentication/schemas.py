"""What HTTP takes and gives about people."""

from datetime import date, datetime
from typing import NotRequired

from typing_extensions import TypedDict

from apps.authentication.models import User


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
    return out
