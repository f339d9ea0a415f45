"""What every test may ask for: a client signed in as each role, through the real middleware."""

import gc
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import factory.random
import pytest
from django.test import Client
from django.test.client import ClientHandler
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

from apps.authentication.models import User
from apps.core.actors import Role
from launcher.browser import open_browser
from tests.authentication.factories import UserFactory
from tests.databases import database_of_tests

RUNNING_STATION = "tests/station/"
# The same examples in every run; others are looked for on purpose, with `--hypothesis-profile thousands`.
settings.register_profile("same", derandomize=True, deadline=None)  # tests never assert on time
settings.register_profile("thousands", max_examples=5000, deadline=None)
settings.load_profile("same")

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_collection_finish() -> None:
    """What was loaded to find the tests stays: garbage is not looked for in it again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    MIDDLEWARE.load_middleware()  # before any test changes a setting that it reads once
    with django_db_blocker.unblock(), database_of_tests():
        yield


MIDDLEWARE = ClientHandler(enforce_csrf_checks=False)  # made once, as a server does


class ApiClient(Client):
    """Speaks JSON both ways, as every client of the API does."""

    user: User | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if not options.get("enforce_csrf_checks"):
            self.handler = MIDDLEWARE

    def post(self, path: str, body: Any = None, **options: Any) -> Any:
        options.setdefault("content_type", "application/json")
        return super().post(path, data={} if body is None else body, **options)

    def patch(self, path: str, body: Any = None, **options: Any) -> Any:
        options.setdefault("content_type", "application/json")
        return super().patch(path, data={} if body is None else body, **options)


@pytest.fixture(autouse=True)
def same_names() -> None:
    """People of the factories are named alike whenever a test runs."""
    factory.random.reseed_random("bms")


@pytest.fixture
def own_middleware(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that change what a server reads once, at its start: clients made after this see it."""
    monkeypatch.setattr("tests.conftest.MIDDLEWARE", ClientHandler(enforce_csrf_checks=False))


@pytest.fixture
def sign_in(db: None) -> Callable[..., ApiClient]:
    """`sign_in(role=..., flags=[...])` or `sign_in(user)`: a client with that person's session."""

    def client_of(user: User | None = None, **values: Any) -> ApiClient:
        client = ApiClient()
        client.user = user or UserFactory(**values)
        client.force_login(client.user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The one Chromium of all browser tests."""
    with open_browser() as opened:
        yield opened


@pytest.fixture
def anonymous(db: None) -> ApiClient:
    return ApiClient()


def _client_of_role(role: Role) -> Any:
    @pytest.fixture(name=role.value)
    def client(sign_in: Callable[..., ApiClient]) -> ApiClient:
        return sign_in(role=role, username=f"the_{role.value}")

    return client


administrator = _client_of_role(Role.ADMINISTRATOR)
manager = _client_of_role(Role.MANAGER)
scheduler = _client_of_role(Role.SCHEDULER)
engineer = _client_of_role(Role.ENGINEER)
operator = _client_of_role(Role.OPERATOR)


class ByServers(LoadScopeScheduling):  # type: ignore[misc]  # has no types
    """Tests of the one running station stay in one process; so do those of one file, which start their own servers."""

    def _split_scope(self, nodeid: str) -> str:
        return RUNNING_STATION if nodeid.startswith(RUNNING_STATION) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByServers | None:
    return ByServers(config, log) if config.getoption("dist") == "loadfile" else None
