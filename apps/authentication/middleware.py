"""From a session cookie to the actor of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja.security import APIKeyCookie

from apps.authentication.access.csrf import token_for
from apps.authentication.access.services import note_seen
from apps.authentication.sessions import SEEN_EVERY
from apps.core import context
from apps.core.actors import Actor


def current_actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.actor` in place (None for strangers) and carry it to logs, facts and the audit.

    Costs two queries, session and person, and one more every few minutes.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user if request.path.startswith("/api/") else None
        actor = user.as_actor() if user is not None and user.is_authenticated and user.is_active else None
        request.actor = actor  # type: ignore[attr-defined]  # see UserRequest
        if actor is not None:
            _note_seen(request)
        with context.acting(actor_id=actor.id if actor else None, request_id=getattr(request, "request_id", "")):
            return get_response(request)

    return middleware


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
        return getattr(request, "actor", None)


class SignedInAndGivenAToken(SignedIn):
    """The same, and the answer carries the CSRF cookie even when it is a refusal.

    This is a client's first call; its next ones may arrive together and find the cookie there.
    """

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        token_for(request)
        return super().authenticate(request, key)


signed_in = SignedIn()
signed_in_and_given_a_token = SignedInAndGivenAToken()
