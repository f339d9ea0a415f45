"""The station's addresses, with SAML's among them: they are mounted at the start where a provider speaks it."""

from django.urls import include, path

from backend.urls import handler404, handler500, urlpatterns

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [path("account/sso/saml/", include("apps.authentication.pages.saml_urls")), *urlpatterns]
