"""From a session cookie, or an API token, to the actor of a request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from apps.authentication.access.csrf import token_for
from apps.authentication.access.services import LIMITED, limit_session, note_seen
from apps.authentication.sessions import SEEN_EVERY
from apps.authentication.tokens.errors import OutOfScope
from apps.authentication.tokens.scopes import Module, allows
from apps.authentication.tokens.selectors import token_of
from apps.authentication.tokens.services import note_used
from apps.core import context
from apps.core.actors import Actor
from apps.core.errors import Refusal
from apps.core.http import UserRequest, refused

PAGES = "/account/"  # the server's own pages about signing in
_BEARER = "Bearer "
_TOKEN = f"{_BEARER}bms_"  # other bearers are not ours to judge: /metrics has one, and proxies add theirs


def current_actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.actor` in place (None for strangers) and carry it to logs, facts and the audit.

    Costs two queries, session and person, and one more every few minutes; by a token one. With a token no
    cookie counts: whoever sends both is who the token says, or nobody.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_api = request.path.startswith("/api/")
        authorization = request.headers.get("Authorization", "") if is_api else ""
        actor: Actor | None
        if authorization.startswith(_TOKEN):
            try:
                actor = _by_token(request, authorization.removeprefix(_BEARER))
            except Refusal as refusal:
                return refused(refusal)
        else:
            actor = _by_session(request) if is_api or request.path.startswith(PAGES) else None
        request.actor = actor  # type: ignore[attr-defined]  # see UserRequest
        with context.acting(actor_id=actor.id if actor else None, request_id=getattr(request, "request_id", "")):
            return get_response(request)

    return middleware


def _by_session(request: HttpRequest) -> Actor | None:
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return None
    if LIMITED in request.session:
        limit_session(request, user)  # lifted as soon as what was missing is there
        if LIMITED in request.session:
            return None
    _note_seen(request)
    return user.as_actor()


def _by_token(request: HttpRequest, text: str) -> Actor:
    """Raises TokenNotValid."""
    now = timezone.now()
    token = token_of(text, now=now)
    note_used(token=token, now=now)
    request.token = token  # type: ignore[attr-defined]  # what `ApiCsrf` and the authentications below look for
    request.user = token.person
    return token.as_actor()


def _note_seen(request: HttpRequest) -> None:
    session, now = getattr(request.session, "row", None), timezone.now()
    if session is not None and now - session.last_seen_at >= SEEN_EVERY:
        note_seen(session=session, now=now)


class SignedIn(APIKeyCookie):
    """Opens an operation to everyone who is signed in. CSRF is the middleware's."""

    param_name = "sessionid"

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        if hasattr(request, "token"):
            raise OutOfScope("This cannot be done with a token; sign in")
        return getattr(request, "actor", None)


class ByToken(HttpBearer):
    """Opens the operations of a module to API tokens made for it: to read by GET, to change by everything else."""

    def __init__(self, module: Module) -> None:
        super().__init__()
        self.module = module

    def __call__(self, request: HttpRequest) -> Actor | None:
        token = getattr(request, "token", None)
        if token is None:
            return None
        if not allows(token.scopes, self.module, writing=request.method not in {"GET", "HEAD"}):
            deed = "read" if request.method in {"GET", "HEAD"} else "write"
            raise OutOfScope(f"This token was not made for that; it would need {self.module}:{deed}")
        return cast("UserRequest", request).actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        raise NotImplementedError  # the middleware has looked at the header


class SignedInAndGivenAToken(SignedIn):
    """The same, and the answer carries the CSRF cookie even when it is a refusal.

    This is a client's first call; its next ones may arrive together and find the cookie there.
    """

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        token_for(request)
        return super().authenticate(request, key)


signed_in = SignedIn()
signed_in_and_given_a_token = SignedInAndGivenAToken()


def signed_in_or_by_token(module: Module) -> list[APIKeyCookie | HttpBearer]:
    """For the router of a module whose operations tokens may use."""
    return [ByToken(module), signed_in]
