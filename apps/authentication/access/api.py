"""Routes of signing in and out, own sessions and passwords."""

from typing import cast

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from apps.authentication import selectors
from apps.authentication.access import attempts, services
from apps.authentication.access.csrf import token_for
from apps.authentication.access.schemas import (
    CsrfOut,
    CurrentUserOut,
    LoginIn,
    PasswordChangeIn,
    PasswordResetIn,
    PasswordSetIn,
    SecondFactorOut,
    SessionOut,
    WaysOut,
    current_user_out,
    second_factor_out,
    session_out,
)
from apps.authentication.middleware import signed_in_and_given_a_token
from apps.authentication.models import User
from apps.authentication.sign_ins.api import router as sign_ins_router
from apps.authentication.single_sign_on.config import providers
from apps.authentication.tokens.api import router as tokens_router
from apps.core.http import Done, Id, UserRequest, problems
from apps.core.paging import Page, PageFilters, page_of

router = Router(tags=["authentication"])
router.add_router("/auth/api-tokens", tokens_router)
router.add_router("/sign-ins", sign_ins_router)


@router.get("/csrf/", auth=None, response=CsrfOut)
def get_csrf_token(request: HttpRequest) -> CsrfOut:
    """The token for `X-CSRFToken`. One is good for as long as the browser is open, across sign-in and sign-out."""
    return {"csrfToken": token_for(request)}


@router.post("/auth/login/", auth=None, response={200: CurrentUserOut, **problems(403, 422, 429)})
def login(request: HttpRequest, body: LoginIn) -> CurrentUserOut:
    """Who has a second factor, or whose role needs one, is answered 401 `second_factor_needed` with the `address`
    where the same browser goes on.
    """
    person = services.sign_in(
        request=request, username=body.username, password=body.password, next_page=body.next, now=timezone.now()
    )
    return current_user_out(person)


@router.post("/auth/logout/", auth=None, response={200: Done, 403: problems(403)[403]})
def logout(request: HttpRequest) -> Done:
    """Signed in or not, the answer is the same."""
    services.sign_out(request=request)
    return {"detail": "Signed out"}


@router.get("/auth/user/", auth=signed_in_and_given_a_token, response={200: CurrentUserOut, **problems()})
def get_current_user(request: UserRequest) -> CurrentUserOut:
    return current_user_out(cast(User, request.user))  # the authentication lets nobody else through


@router.get("/auth/ways/", auth=None, response=WaysOut)
def read_ways_to_sign_in(request: HttpRequest) -> WaysOut:
    """The server's own sign-in page, for passkeys and for the house's identity providers."""
    return {"address": reverse("account_login"), "providers": [provider.name for provider in providers()]}


@router.get("/auth/second-factor/", response={200: SecondFactorOut, **problems()})
def read_second_factor(request: UserRequest) -> SecondFactorOut:
    """One's own, and the server's page on which they are looked after."""
    return second_factor_out(cast(User, request.user))


@router.get("/auth/sessions/", response={200: Page[SessionOut], **problems(422)})
def list_sessions(request: UserRequest, filters: Query[PageFilters]) -> Page[SessionOut]:
    """Own signed-in browsers, the latest seen first."""
    key = request.session.session_key
    rows = selectors.sessions_of(actor=request.actor, now=timezone.now())
    return page_of(request, rows, filters, lambda row: session_out(row, current_key=key), default_size=None)


@router.post("/auth/sessions/revoke-others/", response={200: Done, **problems(403)})
def revoke_other_sessions(request: UserRequest) -> Done:
    ended = services.revoke_other_sessions(actor=request.actor, kept_key=request.session.session_key)
    return {"detail": f"{ended} other {'session has' if ended == 1 else 'sessions have'} been ended"}


@router.post("/auth/sessions/{session_id}/revoke/", response={200: Done, **problems(403, 404, 422)})
def revoke_session(request: UserRequest, session_id: Id) -> Done:
    services.revoke_session(actor=request.actor, session_id=session_id)
    return {"detail": "The session has been ended"}


@router.post("/auth/password/change/", response={200: Done, **problems(403, 422, 429)})
def change_password(request: UserRequest, body: PasswordChangeIn) -> Done:
    """Every other session of the person ends; this one stays."""
    person = services.change_password(
        actor=request.actor,
        current=body.current_password,
        new=body.new_password,
        kept_key=request.session.session_key,
        now=timezone.now(),
    )
    update_session_auth_hash(request, person)
    return {"detail": "The password has been changed"}


@router.post("/auth/password/reset/", auth=None, response={200: Done, **problems(403, 422, 429)})
def ask_password_reset(request: HttpRequest, body: PasswordResetIn) -> Done:
    services.ask_password_reset(email=body.email, address=attempts.network_of(request), now=timezone.now())
    return {"detail": "If somebody here has this address, a link is on its way to it"}


@router.post("/auth/password/set/", auth=None, response={200: Done, **problems(403, 422)})
def set_password(request: HttpRequest, body: PasswordSetIn) -> Done:
    """Choose a password with the link of an invitation or a reset."""
    services.set_password(
        uid=body.uid,
        token=body.token,
        new=body.new_password,
        address=attempts.network_of(request),
        now=timezone.now(),
    )
    return {"detail": "The password has been set; sign in with it"}
