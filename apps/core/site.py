"""Everything outside the API: the console's files, an existing client's build, error pages."""

import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from whitenoise.base import WhiteNoise
from whitenoise.middleware import WhiteNoiseMiddleware

from apps.core.db import UNREACHABLE
from apps.core.errors import CsrfFailed, Failed, NotFound, Unavailable
from apps.core.http import refused

CONSOLE = "/console/"


class ConsoleFiles(WhiteNoiseMiddleware):
    """Serves the built files of the console below /console/ and of the house's client at /."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        if settings.CONSOLE_DIR.is_dir():
            self.add_files(str(settings.CONSOLE_DIR), prefix=CONSOLE)
        if settings.CLIENT_DIR:
            self.add_files(str(settings.CLIENT_DIR), prefix="/")

    def candidate_paths_for_url(self, url: str):  # type: ignore[no-untyped-def]  # as the base class
        """The two index pages are views: they set the CSRF cookie before any call is made."""
        return () if url.endswith(("/", "/index.html")) else WhiteNoise.candidate_paths_for_url(self, url)

    @staticmethod
    def immutable_file_test(path: str, url: str) -> bool:
        """Built files carry a hash of their content in the name."""
        return "/assets/" in url


def console(request: HttpRequest, path: str = "") -> HttpResponse:
    """The console's page for every address below /console/; its router takes it from there."""
    return _index(request, settings.CONSOLE_DIR)


def client(request: HttpRequest, path: str = "") -> HttpResponse:
    """The page of the house's own client for every unknown address, else the way to the console."""
    if settings.CLIENT_DIR:
        return _index(request, settings.CLIENT_DIR)
    if path:
        return HttpResponse("There is nothing here.", status=404, content_type="text/plain")
    return HttpResponseRedirect(CONSOLE)


def _index(request: HttpRequest, folder: Path) -> HttpResponse:
    page = folder / "index.html"
    if request.method not in {"GET", "HEAD"}:
        return refused(NotFound())
    if not page.is_file():
        return HttpResponse("The console is not built. Start it with ./bms up.", status=503, content_type="text/plain")
    get_token(request)  # one CSRF secret per browser from the first page on
    response = FileResponse(page.open("rb"), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def api_not_found(request: HttpRequest, path: str = "") -> HttpResponse:
    return refused(NotFound("There is no such address in the API"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refused(NotFound())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refused(CsrfFailed())


def failure(request: HttpRequest) -> HttpResponse:
    """Uncaught exceptions: 503 when a service of the station is away, else 500 without details."""
    error = sys.exc_info()[1]
    while error is not None:
        if isinstance(error, UNREACHABLE):
            return refused(Unavailable(retry_after=5))
        error = error.__cause__
    return refused(Failed())
