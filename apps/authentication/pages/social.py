"""Coming back from an identity provider: from what the library has checked to a person of ours."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest
from django.utils import timezone

from apps.authentication.pages.adapters import refusal_page
from apps.authentication.second_factor.pending import VOUCHED
from apps.authentication.single_sign_on.config import OpenIdProvider, SamlProvider, providers
from apps.authentication.single_sign_on.services import Claims, person_for
from apps.core.errors import Refusal


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """Providers come from the station's file, never from the database."""
        apps = [SocialApp(**known.app) for known in providers()]
        return [
            app
            for app in apps
            if provider in {None, app.provider, app.provider_id} and client_id in {None, app.client_id}
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whoever was not let in by this point never is: nobody signs up by themself."""
        sociallogin.state["process"] = "login"  # links are made by verified addresses alone
        known = next(provider for provider in providers() if provider.id == sociallogin.account.provider)
        try:
            link = person_for(provider=known, claims=_claims(known, sociallogin), now=timezone.now())
        except Refusal as refusal:
            raise ImmediateHttpResponse(refusal_page(request, refusal)) from refusal
        sociallogin.account, sociallogin.user = link, link.user
        sociallogin.user.refresh_from_db()
        request.session[VOUCHED] = link.user_id if known.asks_second_factor else None

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Found by `person_for`; the library would take away the password of whom it finds."""
        return


def _claims(provider: OpenIdProvider | SamlProvider, sociallogin: SocialLogin) -> Claims:
    said: dict[str, Any] = sociallogin.account.extra_data
    user: Any = sociallogin.user
    if isinstance(provider, OpenIdProvider):
        said = {**said.get("id_token", {}), **said.get("userinfo", {})}
        groups = said.get(provider.groups_claim, [])
        is_verified = said.get("email_verified") in (True, "true")  # some say it as a text
    else:
        groups = said.get(provider.groups_attribute, [])
        is_verified = any(address.verified for address in sociallogin.email_addresses if address.email == user.email)
    return Claims(
        uid=sociallogin.account.uid,
        username=user.username,
        email=user.email,
        email_is_verified=bool(user.email) and (provider.trusts_email or is_verified),
        first_name=user.first_name,
        last_name=user.last_name,
        groups=[groups] if isinstance(groups, str) else [str(group) for group in groups],
    )
