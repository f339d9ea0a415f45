"""What HTTP takes and gives about signing in, sessions and passwords."""

from datetime import datetime
from typing import Annotated, NotRequired

from django.urls import reverse
from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication.access.passwords import LONGEST
from apps.authentication.models import Session, User
from apps.authentication.schemas import Email, UserOut, user_out
from apps.authentication.second_factor.selectors import is_required_of, kinds_of, recovery_codes_left
from apps.core.http import In, Line

Password = Annotated[str, Field(min_length=1, max_length=LONGEST)]  # as typed: spaces count


class LoginIn(In):
    username: Annotated[Line, Field(min_length=1, description="The username or the e-mail address.")]
    password: Password
    next: Annotated[Line, Field(description="A path of this station, for who goes on with a second factor.")] = ""


class PasswordChangeIn(In):
    current_password: Password
    new_password: Password


class PasswordResetIn(In):
    email: Annotated[Email, Field(min_length=3)]


class PasswordSetIn(In):
    uid: Line
    token: Line
    new_password: Password


class CsrfOut(TypedDict):
    csrfToken: str


class CurrentUserOut(UserOut):
    full_name: str
    role: str
    flags: list[str]
    rights: list[str]


class WaysOut(TypedDict):
    address: str
    providers: list[str]


class SecondFactorOut(TypedDict):
    """`kinds` are those of one's devices, one each: `totp` or `webauthn`."""

    kinds: list[str]
    recovery_codes_left: int
    required: bool
    address: str


class SessionOut(TypedDict):
    id: int
    current: bool
    ip_address: NotRequired[str]
    user_agent: NotRequired[str]
    created_at: datetime
    last_seen_at: datetime


def current_user_out(person: User) -> CurrentUserOut:
    return {
        **user_out(person),
        "full_name": person.full_name,
        "role": person.role,
        "flags": person.flags,
        "rights": person.as_actor().rights,
    }


def session_out(session: Session, *, current_key: str | None) -> SessionOut:
    out: SessionOut = {
        "id": session.pk,
        "current": session.session_key == current_key,
        "created_at": session.created_at,
        "last_seen_at": session.last_seen_at,
    }
    if session.ip_address:
        out["ip_address"] = session.ip_address
    if session.user_agent:
        out["user_agent"] = session.user_agent
    return out


def second_factor_out(person: User) -> SecondFactorOut:
    return {
        "kinds": kinds_of(person.pk),
        "recovery_codes_left": recovery_codes_left(person.pk),
        "required": is_required_of(person),
        "address": reverse("mfa_index"),
    }
