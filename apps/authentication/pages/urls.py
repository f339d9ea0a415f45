"""Addresses of the server's own pages, below /account/: of the library only what is used."""

from allauth.account.views import reauthenticate
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import URLPattern, URLResolver, include, path

from apps.authentication.pages import sso, views
from apps.authentication.single_sign_on.config import SamlProvider, providers

# The names are those the library looks for.
urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("set-up/", views.set_up, name="second_factor_set_up"),
    path("confirm/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sso/cancelled/", sso.cancelled, name="socialaccount_login_cancelled"),
    path("sso/oidc/<str:provider_id>/login/", sso.from_here(openid.login), name="openid_connect_login"),
    path("sso/oidc/<str:provider_id>/login/callback/", sso.back(openid.callback), name="openid_connect_callback"),
]
if any(isinstance(provider, SamlProvider) for provider in providers()):
    urlpatterns.append(path("sso/saml/", include("apps.authentication.pages.saml_urls")))
