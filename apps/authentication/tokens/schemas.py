"""What HTTP takes and gives about API tokens."""

from datetime import datetime
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from apps.authentication.tokens.models import ApiToken
from apps.authentication.tokens.services import NewToken
from apps.core.http import In, Instant, Name
from apps.core.paging import PageFilters

Scope = Literal[
    "station:read",
    "station:write",
    "people:read",
    "people:write",
    "facilities:read",
    "facilities:write",
    "scheduling:read",
    "scheduling:write",
    "tickets:read",
    "tickets:write",
    "notifications:read",
    "notifications:write",
]


class ApiTokenIn(In):
    """`module:write` lets read as well."""

    name: Annotated[Name, Field(max_length=100)]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=20)]
    expires_at: Annotated[Instant, Field(description="At most a year ahead.")]


class ApiTokenFilters(PageFilters):
    ended: bool = False


class ApiTokenOut(TypedDict):
    """`prefix` is how the token begins, after `bms_`. `last_used_at` is to the minute."""

    id: int
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    last_used_at: NotRequired[datetime]
    revoked_at: NotRequired[datetime]


class NewApiTokenOut(ApiTokenOut):
    """`token` is told this once: the station keeps a hash of it only."""

    token: str


def api_token_out(token: ApiToken) -> ApiTokenOut:
    out: ApiTokenOut = {
        "id": token.pk,
        "name": token.name,
        "prefix": token.prefix,
        "scopes": token.scopes,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
    }
    if token.last_used_at:
        out["last_used_at"] = token.last_used_at
    if token.revoked_at:
        out["revoked_at"] = token.revoked_at
    return out


def new_api_token_out(made: NewToken) -> NewApiTokenOut:
    return {**api_token_out(made.token), "token": made.text}
