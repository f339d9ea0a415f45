"""What the station has the library for sign-in do its own way: one place starts sessions, counts and locks out."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from apps.authentication.access import attempts, services
from apps.authentication.errors import NotActive
from apps.authentication.models import User
from apps.core.errors import Refusal, TooMany
from apps.core.secrets import opened, sealed

_SEALED = "second factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    def login(self, request: HttpRequest, user: Any) -> None:
        services.start_session(request, user)

    def logout(self, request: HttpRequest) -> None:
        services.sign_out(request=request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account here; see `apps/authentication/single_sign_on` for those a provider knows."""
        return False

    def reauthenticate(self, user: Any, password: str) -> bool:
        try:
            return services.is_own_password(person=user, password=password, now=timezone.now())
        except TooMany as refusal:
            raise ValidationError(refusal.detail) from None

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return refusal_page(request, NotActive())

    def get_login_stages(self) -> list[str]:
        return [
            "apps.authentication.second_factor.pending.ProveStage",
            "apps.authentication.second_factor.pending.SetUpStage",
        ]

    def is_safe_url(self, url: str) -> bool:
        """A path of this station, nothing else."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request: HttpRequest) -> str:
        return attempts.network_of(request)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library has no types
    def get_totp_issuer(self) -> str:
        return settings.STATION_NAME

    def get_totp_label(self, user: Any) -> str:
        return cast("User", user).username

    def encrypt(self, text: str) -> str:
        return sealed(text, purpose=_SEALED)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text, purpose=_SEALED)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 - the library's
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.STATION_NAME}


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A refusal as a page, with the way back."""
    return render(request, "pages/refused.html", {"detail": refusal.detail}, status=refusal.status)
