"""Routes of sign-in, people and sessions."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from apps.core.errors import TooMany
from apps.core.http import refused

router = Router(tags=["authentication"])


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: object = None
) -> HttpResponse:
    """Called in place of sign-in while a name is locked for an address."""
    return refused(TooMany())
