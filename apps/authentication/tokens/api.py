"""Routes of one's own API tokens. Closed to tokens themselves: whoever has one cannot make more of it."""

from django.utils import timezone
from ninja import Query, Router, Status

from apps.authentication.tokens import selectors, services
from apps.authentication.tokens.schemas import (
    ApiTokenFilters,
    ApiTokenIn,
    ApiTokenOut,
    NewApiTokenOut,
    api_token_out,
    new_api_token_out,
)
from apps.core.http import Id, UserRequest, problems
from apps.core.paging import Page, page_of

router = Router(tags=["authentication"])


@router.get("/", response={200: Page[ApiTokenOut], **problems(422)})
def list_api_tokens(request: UserRequest, filters: Query[ApiTokenFilters]) -> Page[ApiTokenOut]:
    """One's own, the latest first; with `ended` those that ran out or were revoked."""
    rows = selectors.tokens_of(actor=request.actor, ended=filters.ended, now=timezone.now())
    return page_of(request, rows, filters, api_token_out)


@router.post("/", response={201: NewApiTokenOut, **problems(403, 409, 422)})
def create_api_token(request: UserRequest, body: ApiTokenIn) -> Status[NewApiTokenOut]:
    """The answer holds the token, this once. An Idempotency-Key is not taken: nothing may keep the answer."""
    made = services.create_token(actor=request.actor, now=timezone.now(), **body.model_dump())
    return Status(201, new_api_token_out(made))


@router.post("/{token_id}/revoke/", response={200: ApiTokenOut, **problems(403, 404, 422)})
def revoke_api_token(request: UserRequest, token_id: Id) -> ApiTokenOut:
    """For good."""
    return api_token_out(services.revoke_token(actor=request.actor, token_id=token_id, now=timezone.now()))
