"""SAML's addresses, mounted only where a provider speaks it: what reads signed XML is not loaded for nobody."""

from allauth.socialaccount.providers.saml import views as saml
from django.urls import path

from apps.authentication.pages import sso

urlpatterns = [
    path("<str:organization_slug>/login/", sso.from_here(saml.login), name="saml_login"),
    path("<str:organization_slug>/acs/", sso.answers(saml.acs), name="saml_acs"),
    path("<str:organization_slug>/acs/finish/", sso.back(saml.finish_acs), name="saml_finish_acs"),
    path("<str:organization_slug>/sls/", sso.signed_out_there, name="saml_sls"),
    path("<str:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
]
