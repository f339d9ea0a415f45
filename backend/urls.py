"""URLs laid out as an API gateway would: one prefix per module's resources, below /api/."""

from django.urls import include, path, re_path
from django.views.decorators.csrf import ensure_csrf_cookie

from apps.core import site
from apps.scheduling.feeds.api import calendar
from backend.api import api

handler404 = "apps.core.site.not_found"
handler500 = "apps.core.site.failure"

urlpatterns = [
    path("api/", api.urls),
    re_path(r"^api(?:/(?P<path>.*))?$", site.api_not_found),
    path("account/", include("apps.authentication.pages.urls")),
    path("metrics", site.metrics),
    path("calendar/<str:token>.ics", calendar, name="calendar"),
    re_path(r"^console(?:/(?P<path>.*))?$", ensure_csrf_cookie(site.console)),
    re_path(r"^(?P<path>.*)$", ensure_csrf_cookie(site.client)),
]
