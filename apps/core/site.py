"""Everything outside the API: the console's files, an existing client's build, error pages."""

import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ninja
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST
from whitenoise.middleware import WhiteNoiseMiddleware

from apps.core.content_security import HEADER as CONTENT_SECURITY
from apps.core.content_security import nonce_of, policy_of_client
from apps.core.errors import CsrfFailed, Failed, NotFound
from apps.core.http import refusal_of, refused
from apps.core.watching import troubles
from apps.core.watching.metrics import exposition

API = "/api/"
CONSOLE = "/console/"
FILES = ("assets/", "static/")  # below these a page would only hide that a file is missing
NONCE = b"__NONCE__"  # in the console's page, for that of each answer


class StationFiles(WhiteNoiseMiddleware):  # type: ignore[misc]  # has no types
    """Serves built files: the console's below /console/, the API guide's below /static/, a client's at /.

    The list is made once at the start, so no address can lead out of the folders.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        if settings.CLIENT_DIR:
            self.add_files(str(settings.CLIENT_DIR), prefix="/")
            for url in [url for url in self.files if url.startswith((API, CONSOLE))]:
                del self.files[url]  # a client cannot take the place of the API
        self.of_client = frozenset(self.files)
        if settings.CONSOLE_DIR.is_dir():
            self.add_files(str(settings.CONSOLE_DIR), prefix=CONSOLE)
        self.add_files(str(Path(ninja.__file__).parent / "static"), prefix=settings.STATIC_URL)
        for folder in settings.PAGE_FILES:
            self.add_files(str(folder), prefix=settings.STATIC_URL)
        for page in ("/index.html", f"{CONSOLE}index.html"):
            self.files.pop(page, None)  # a view: it sets the CSRF cookie before any call is made

    def serve(self, static_file: Any, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = super().serve(static_file, request)
        if request.path_info in self.of_client:
            response[CONTENT_SECURITY] = policy_of_client(request)
        return response

    @staticmethod
    def immutable_file_test(path: str, url: str) -> bool:
        """Built files carry a hash of their content in the name."""
        return "/assets/" in url


def console(request: HttpRequest, path: str = "") -> HttpResponse:
    """The console's page for every address below /console/; its router takes it from there.

    It carries the nonce of this answer, so it has no ETag: a page that was kept would not fit the next policy.
    """
    if path and path.startswith(FILES):
        return _nothing_here()
    response = _index(request, settings.CONSOLE_DIR)
    if response.status_code == 200:
        response.content = response.content.replace(NONCE, nonce_of(request).encode())
    return response


def client(request: HttpRequest, path: str = "") -> HttpResponse:
    """The page of the house's own client for every unknown address, else the way to the console."""
    if settings.CLIENT_DIR and not path.startswith(FILES):
        response = _index(request, settings.CLIENT_DIR)
        response[CONTENT_SECURITY] = policy_of_client(request)
        return response
    if path:
        return _nothing_here()
    return HttpResponseRedirect(CONSOLE)


def _nothing_here() -> HttpResponse:
    return HttpResponse("There is nothing here.", status=404, content_type="text/plain")


def _index(request: HttpRequest, folder: Path) -> HttpResponse:
    page = folder / "index.html"
    if request.method not in {"GET", "HEAD"}:
        return refused(NotFound())
    if not page.is_file():
        return HttpResponse("The console is not built. Start it with ./bms up.", status=503, content_type="text/plain")
    get_token(request)  # one CSRF secret per browser from the first page on
    response = HttpResponse(page.read_bytes(), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def metrics(request: HttpRequest) -> HttpResponse:
    """Numbers for Prometheus, for who knows the token. Without one there is no such address."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return _nothing_here()
    response = HttpResponse(exposition(now=timezone.now()), content_type=CONTENT_TYPE_LATEST)
    response["Cache-Control"] = "no-store"
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
    refusal = refusal_of(error)
    if refusal is None and error is not None:
        troubles.report(error)
    return refused(refusal or Failed())
