"""Going to an identity provider and coming back: the library's views, behind what the station asks of requests."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import requests
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from apps.authentication.access import attempts
from apps.authentication.errors import AnswerNotBelieved, ProviderAway, SignInCancelled
from apps.authentication.pages.adapters import refusal_page
from apps.core.errors import Refusal, TooLarge

LARGEST_ANSWER = 256 * 1024  # bytes of a SAML answer; they are kept for a moment, and anybody may send some
ANSWERS_OF_ADDRESS = 200

View = Callable[..., HttpResponse]


def from_here(view: View) -> View:
    """Only a link of our own pages, or somebody's own typing, begins a sign-in: no other site does it for them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
            return HttpResponseRedirect(reverse("account_login"))
        return _with_provider(view, request, *args, **kwargs)

    return guarded


def answers(view: View) -> View:
    """Posted by browsers that a provider sends here. Signed by the provider, and so checked without a CSRF token."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        now, address = timezone.now(), attempts.network_of(request)
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_ANSWER:
                raise TooLarge
            attempts.require_fewer("sso", address, than=ANSWERS_OF_ADDRESS, now=now)
        except Refusal as refusal:
            return refusal_page(request, refusal)
        attempts.count("sso", address, now=now)
        return view(request, *args, **kwargs)

    return guarded


def cancelled(request: HttpRequest) -> HttpResponse:
    return refusal_page(request, SignInCancelled())


def signed_out_there(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Where a provider sends people when they sign out of everything: nobody else ends a session here."""
    return render(request, "pages/signed_out_there.html")


def back(view: View) -> View:
    """Where a browser comes back with an answer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _with_provider(view, request, *args, **kwargs)

    return guarded


def _with_provider(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except PermissionDenied:  # no such sign-in was begun here
        return refusal_page(request, AnswerNotBelieved())
    except requests.RequestException as error:
        return refusal_page(request, ProviderAway(reason=type(error).__name__))
