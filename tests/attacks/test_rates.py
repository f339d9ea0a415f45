"""Who asks too often is told to wait; who works is not."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from redis import Redis

from apps.core import rates
from apps.scheduling.shifts.models import Shift
from backend.env import Env
from backend.rates import FIRST_CALLS, TOKENS
from tests.attacks.operations import OPERATIONS

pytestmark = pytest.mark.django_db
PERSON, COSTLY, ADDRESS = 12, 6, 9  # requests that a bucket of these tests holds
HOURS = 6  # in which an empty one is full again: however slow a machine is, nothing fills in while a test runs


@pytest.fixture(autouse=True)
def limited(settings: Any, own_middleware: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "BURST", HOURS * 3_600_000)
    monkeypatch.setattr(rates, "ANSWERS_WITHIN", 30.0)
    monkeypatch.setattr(rates, "LEFT_ALONE", 3_600.0)
    holds = {"person": PERSON, "costly": COSTLY, "address": ADDRESS}
    settings.RATES = {kind: count / (HOURS * 60) for kind, count in holds.items()}
    Redis.from_url(settings.REDIS_URL).flushdb()
    cache.clear()


def until_refused(client: Any, path: str, *, most: int = 60) -> tuple[int, Any]:
    """How many went through, and what the next was answered."""
    for count in range(most):
        answer = client.get(path)
        if answer.status_code == 429:
            return count, answer
    raise AssertionError(f"{most} requests went through")


def test_the_answer_says_what_is_wrong_and_how_long_to_wait(operator, settings, monkeypatch):
    monkeypatch.setattr(rates, "BURST", 60_000)
    settings.RATES = {"person": 1, "costly": 1, "address": 1}
    _, answer = until_refused(operator, "/api/locations/")

    wait = int(answer["Retry-After"])
    assert answer.json() == {
        "detail": f"Too many requests in a short time; try again in {wait} second{'' if wait == 1 else 's'}",
        "code": "rate_limited",
        "retry_after": wait,
    }
    assert 1 <= wait <= 60


def test_a_person_is_counted_over_all_browsers_and_addresses_and_no_other_person(operator, sign_in, scheduler):
    elsewhere = sign_in(operator.user)
    elsewhere.defaults["REMOTE_ADDR"] = "198.51.100.7"

    first, _ = until_refused(operator, "/api/locations/")
    second, _ = until_refused(elsewhere, "/api/facilities/")

    assert first + second == PERSON
    assert scheduler.get("/api/locations/").status_code == 200


def test_a_refused_write_has_changed_nothing(scheduler):
    until_refused(scheduler, "/api/shifts/")
    answer = scheduler.post("/api/shifts/", {"name": "Early"})

    assert answer.status_code == 429
    assert not Shift.objects.exists()


def test_what_is_costly_runs_out_sooner_and_the_rest_goes_on(operator):
    count, _ = until_refused(operator, "/api/locations/?search=studio")

    assert count == COSTLY
    assert operator.get("/api/locations/").status_code == 200
    assert operator.get("/api/locations/?search=").status_code == 200


def test_an_export_counts_for_many(operator):
    count, _ = until_refused(operator, "/api/scheduled-events/export/?format=csv")

    assert count == 1


def test_a_page_can_always_ask_who_is_there(operator):
    """A client takes any refusal of these for being signed out."""
    until_refused(operator, "/api/locations/")

    for path in ("/api/auth/user/", "/api/profiles/", "/api/csrf/", "/api/site/"):
        assert operator.get(path).status_code == 200


def test_an_address_without_a_person_is_counted_and_those_who_are_signed_in_there_are_not(operator, anonymous):
    count, _ = until_refused(anonymous, "/api/auth/user/")

    assert count == ADDRESS
    assert operator.get("/api/locations/").status_code == 200
    assert Client(REMOTE_ADDR="198.51.100.7").get("/api/csrf/").status_code == 200


def test_ipv6_addresses_of_one_network_are_one(db):
    for number in range(60):
        if Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}").get("/api/csrf/").status_code == 429:
            break

    assert number == ADDRESS
    assert Client(REMOTE_ADDR="2001:db8:1:3::1").get("/api/csrf/").status_code == 200


def test_made_up_sessions_and_forwarded_addresses_do_not_help(db):
    statuses = [
        Client(headers={"Cookie": f"sessionid={number:032d}", "X-Forwarded-For": f"198.51.100.{number}"})
        .get("/api/auth/user/")
        .status_code
        for number in range(ADDRESS + 3)
    ]
    assert statuses.count(429) == 3


def test_a_calendar_that_is_read_without_end_is_slowed_and_another_is_not(db):
    count, answer = until_refused(Client(), "/calendar/one.ics")

    assert count < ADDRESS
    assert answer.json()["code"] == "rate_limited"
    assert Client().get("/calendar/another.ics").status_code == 404


def test_who_watches_the_station_and_its_pages_are_never_refused(anonymous):
    until_refused(anonymous, "/api/csrf/")

    assert anonymous.get("/api/health/").status_code == 200
    assert anonymous.get("/metrics").status_code == 404
    assert anonymous.get("/console/").status_code != 429


def test_buckets_fill_in_again_and_leave_nothing_behind(operator, settings):
    until_refused(operator, "/api/locations/")
    store = Redis.from_url(settings.REDIS_URL)
    [name] = store.keys("bms:rates:person:*")

    assert 0 < store.pttl(name) <= rates.BURST
    store.set(name, float(store.get(name)) - rates.BURST, keepttl=True)  # as if that long had passed
    assert until_refused(operator, "/api/locations/")[0] >= PERSON


def test_while_valkey_is_away_nobody_is_refused_and_it_is_told_once(operator, settings, caplog):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"

    assert {operator.get("/api/locations/").status_code for _ in range(PERSON * 2)} == {200}
    assert len([record for record in caplog.records if "requests are not limited" in str(record.msg)]) == 1


def test_operations_are_named_as_the_api_names_them():
    assert {name for name in TOKENS if " /api/" in name} <= set(OPERATIONS)
    assert set(OPERATIONS) >= FIRST_CALLS


@pytest.mark.parametrize(
    ("environment", "told", "limited"),
    [("production", None, True), ("production", False, False), ("development", None, False), ("test", True, True)],
)
def test_they_are_on_in_production_unless_told_otherwise(environment, told, limited):
    env = Env(environment=environment, secret_key="x" * 50, rate_limits=told)

    assert env.has_rate_limits is limited


def test_ordinary_work_of_many_behind_one_address_is_left_alone(settings, monkeypatch):
    """As set out of the box: what a hundred people do in a minute who open the console, sign in and work."""
    env = Env()
    monkeypatch.undo()
    settings.RATES = {"person": env.rate_person, "costly": env.rate_costly, "address": env.rate_address}
    counted, wanted = rates._Counted(), rates._Wanted()
    make = RequestFactory()
    refused = 0
    for person in range(100):
        for path in ("/api/site/", "/api/auth/user/", "/api/csrf/", "/api/auth/login/"):
            refused += bool(counted.take(dict(wanted.of(make.get(path)))))
        for path in ["/api/timeline/"] * 25 + ["/api/profiles/?search=x"] * 12 + ["/api/availability/"] * 4:
            request = make.get(path)
            request.actor = SimpleNamespace(id=person)
            refused += bool(counted.take(dict(wanted.of(request))))
    assert refused == 0
