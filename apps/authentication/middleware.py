"""From a session cookie to the actor of a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja.security import APIKeyCookie

from apps.core import context
from apps.core.actors import Actor


def current_actor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put `request.actor` in place (None for strangers) and carry it to logs, facts and the audit."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user if request.path.startswith("/api/") else None
        actor = user.as_actor() if user is not None and user.is_authenticated and user.is_active else None
        request.actor = actor  # type: ignore[attr-defined]  # see UserRequest
        with context.acting(actor_id=actor.id if actor else None, request_id=getattr(request, "request_id", "")):
            return get_response(request)

    return middleware


class SignedIn(APIKeyCookie):
    """Opens an operation to everyone who is signed in. CSRF is the middleware's."""

    param_name = "sessionid"

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return getattr(request, "actor", None)


signed_in = SignedIn()
