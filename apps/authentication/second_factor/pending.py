"""Between the password and the second factor: a session of nobody's that remembers who has come so far."""

from allauth.account.adapter import get_adapter
from allauth.account.stages import LoginStage
from allauth.account.utils import perform_login
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse

from apps.authentication.models import User
from apps.authentication.second_factor.selectors import has_one, is_required_of

VOUCHED = "second_factor_vouched_for"  # in a session: whom an identity provider has asked for one itself


def wait(request: HttpRequest, person: User, *, next_page: str) -> str:
    """Remember that somebody has shown the right password, for a quarter of an hour.

    Returns the path of the page where they go on. Under a new key, so that who planted a cookie gets nothing by it.

    Args:
        next_page: where they are led afterwards; what is no path of this station counts as empty.
    """
    request.session.flush()
    is_ours = bool(next_page) and get_adapter().is_safe_url(next_page)
    response = perform_login(request, person, redirect_url=next_page if is_ours else None)
    return str(response["Location"])


def is_missing(request: HttpRequest, person: User) -> bool:
    """Whether the person has no second factor and must have one."""
    return not _is_vouched_for(request, person) and is_required_of(person) and not has_one(person)


def _is_vouched_for(request: HttpRequest, person: User) -> bool:
    return request.session.get(VOUCHED) == person.pk


class ProveStage(AuthenticateStage):  # type: ignore[misc]  # the library has no types
    """Asks for a second factor, unless the identity provider has done so and is believed."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if _is_vouched_for(self.request, self.login.user):
            return None, True
        response, goes_on = super().handle()
        return response, goes_on


class SetUpStage(LoginStage):  # type: ignore[misc]  # the library has no types
    """Leads those who must have a second factor and have none to where they set one up."""

    key = "second_factor_set_up"
    urlname = "second_factor_set_up"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if is_missing(self.request, self.login.user):
            return headed_redirect_response(self.urlname), True
        return None, True
