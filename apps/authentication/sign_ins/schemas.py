"""What HTTP takes and gives about how people sign in."""

from typing import Any

from django.db.models import QuerySet
from typing_extensions import TypedDict

from apps.authentication.models import ApiToken, User
from apps.authentication.schemas import SEARCHED
from apps.authentication.tokens.schemas import ApiTokenOut, api_token_out
from apps.core.actors import Role
from apps.core.paging import PageFilters
from apps.core.search import search


class SignInFilters(PageFilters):
    role: Role | None = None
    is_active: bool | None = None
    second_factor: bool | None = None  # who has one, who has none

    def narrow(self, rows: QuerySet[User]) -> QuerySet[User]:
        wanted: dict[str, Any] = {"role": self.role, "is_active": self.is_active}
        rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
        if self.second_factor is not None:
            rows = rows.exclude(second_factors=[]) if self.second_factor else rows.filter(second_factors=[])
        return search(rows, self.search, *SEARCHED)


class SignInOut(TypedDict):
    """`second_factors` are the kinds of a person's devices, `totp` or `webauthn`; `providers` know them."""

    id: int
    full_name: str
    username: str
    role: str
    is_active: bool
    second_factors: list[str]
    providers: list[str]
    token_count: int


class OneSignInOut(SignInOut):
    tokens: list[ApiTokenOut]


def sign_in_out(person: User) -> SignInOut:
    row: Any = person  # as the selector annotates it
    return {
        "id": person.pk,
        "full_name": person.full_name,
        "username": person.username,
        "role": person.role,
        "is_active": person.is_active,
        "second_factors": person.second_factors,
        "providers": row.providers,
        "token_count": row.token_count,
    }


def one_sign_in_out(person: User, tokens: list[ApiToken]) -> OneSignInOut:
    return {**sign_in_out(person), "tokens": [api_token_out(token) for token in tokens]}
