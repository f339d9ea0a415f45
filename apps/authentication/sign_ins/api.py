"""Routes for those who look after how people sign in."""

from django.utils import timezone
from ninja import Query, Router

from apps.authentication.second_factor.services import reset_second_factor as take_away_second_factor
from apps.authentication.sign_ins import selectors
from apps.authentication.sign_ins.schemas import OneSignInOut, SignInFilters, SignInOut, one_sign_in_out, sign_in_out
from apps.authentication.tokens.services import revoke_tokens_of
from apps.core.http import Done, Id, UserRequest, problems
from apps.core.paging import Page, page_of

router = Router(tags=["authentication"])


@router.get("/", response={200: Page[SignInOut], **problems(403, 422)})
def list_sign_ins(request: UserRequest, filters: Query[SignInFilters]) -> Page[SignInOut]:
    """Everyone, with their second factors, single sign-on and open tokens."""
    rows = selectors.sign_ins(actor=request.actor, now=timezone.now())
    return page_of(request, filters.narrow(rows), filters, sign_in_out)


@router.get("/{person_id}/", response={200: OneSignInOut, **problems(403, 404, 422)})
def read_sign_in(request: UserRequest, person_id: Id) -> OneSignInOut:
    return _one(request, person_id)


@router.post("/{person_id}/reset-second-factor/", response={200: OneSignInOut, **problems(403, 404, 422)})
def reset_second_factor(request: UserRequest, person_id: Id) -> OneSignInOut:
    """For somebody who has lost theirs: every factor and recovery code goes, and their sessions end."""
    take_away_second_factor(actor=request.actor, person_id=person_id, now=timezone.now())
    return _one(request, person_id)


@router.post("/{person_id}/revoke-tokens/", response={200: Done, **problems(403, 404, 422)})
def revoke_tokens(request: UserRequest, person_id: Id) -> Done:
    """Close every API token of a person."""
    ended = revoke_tokens_of(actor=request.actor, person_id=person_id, now=timezone.now())
    return {"detail": f"{ended} {'token was' if ended == 1 else 'tokens were'} revoked"}


def _one(request: UserRequest, person_id: int) -> OneSignInOut:
    now = timezone.now()
    person = selectors.sign_in_of(actor=request.actor, person_id=person_id, now=now)
    return one_sign_in_out(person, selectors.live_tokens_of(person_id, now=now))
