"""An API of a few operations that give back what they understood. URLs for tests only."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.urls import path, re_path
from pydantic import Field

from apps.core import site
from apps.core.http import Api, In, Instant, OptionalInstant, Ref, Refs, Text, expected_version

handler500 = "apps.core.site.failure"
api = Api(title="Probe", urls_namespace="probe")


class ProbeIn(In):
    place: Ref = None
    places: Refs = Field(default_factory=list)
    note: Text = ""
    at: OptionalInstant = None


class StrictIn(In):
    at: Instant


@api.post("/probe/")
def probe(request: HttpRequest, body: ProbeIn) -> Any:
    return body.changes()


@api.post("/probe/strict/")
def strict(request: HttpRequest, body: StrictIn) -> Any:
    at: datetime = body.at
    return {"at": at}


@api.post("/probe/versioned/")
def versioned(request: HttpRequest) -> Any:
    return {"version": 7}


@api.post("/probe/if-match/")
def if_match(request: HttpRequest) -> Any:
    return {"version": expected_version(request)}


@api.post("/probe/overflow/")
def overflow(request: HttpRequest) -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 99999999999999999999::bigint")


@api.post("/probe/bug/")
def bug(request: HttpRequest) -> Any:
    raise RuntimeError("a secret")


urlpatterns = [path("api/", api.urls), re_path(r"^api(?:/(?P<path>.*))?$", site.api_not_found)]
