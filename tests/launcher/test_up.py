"""A station from the first start to the last, through `./bms` as people run it. One story, told in order."""

import json
import os
import signal
import stat
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from launcher import ports
from launcher.processes import running, wait_until
from launcher.station import read_json
from tests.launcher.conftest import Started

pytestmark = pytest.mark.station

ROLES = {"administrator", "manager", "scheduler", "engineer", "operator"}
READY = r"The station is up at (\S+)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("a place") / "my station"


@pytest.fixture(scope="module")
def port() -> int:
    return ports.any_free()


@pytest.fixture(scope="module")
def first_start(folder: Path, port: int, clean_env: dict[str, str]) -> Iterator[Started]:
    command = Started("up", "--data", folder, "--port", str(port), log=folder.with_name("first.log"), env=clean_env)
    command.wait_for(READY)
    yield command
    if command.process.poll() is None:
        command.stop()


def left_running(folder: Path) -> list[str]:
    """Programs of that station: they name its folder, or work in it."""

    def works_there(pid: int) -> bool:
        try:
            return str(folder).encode() in Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False

    return [process.command for process in running() if str(folder) in process.command or works_there(process.pid)]


def sign_in(url: str, username: str, password: str) -> dict[str, Any]:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    token = json.load(browser.open(f"{url}/api/csrf/", timeout=30))["csrfToken"]
    request = urllib.request.Request(
        f"{url}/api/auth/login/",
        data=json.dumps({"username": username, "password": password}).encode(),
        headers={"Content-Type": "application/json", "X-CSRFToken": token},
    )
    browser.open(request, timeout=30).close()
    answer: dict[str, Any] = json.load(browser.open(f"{url}/api/auth/user/", timeout=30))
    return answer


def test_the_first_start_tells_people_and_scripts_the_same(first_start: Started, folder: Path, port: int) -> None:
    path = folder / "station.json"
    told = read_json(path)

    assert told["url"] == f"http://127.0.0.1:{port}"
    assert told["pid"] == first_start.process.pid
    assert set(told["people"]) == ROLES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(who["password"] in first_start.output for who in told["people"].values())


def test_each_role_can_sign_in(first_start: Started, folder: Path) -> None:
    told = read_json(folder / "station.json")

    for role, who in told["people"].items():
        assert sign_in(told["url"], **who)["role"] == role


def test_the_console_and_the_live_stream_answer(first_start: Started, folder: Path) -> None:
    url = read_json(folder / "station.json")["url"]

    with urllib.request.urlopen(f"{url}/console/", timeout=30) as page:
        assert b'<div id="root">' in page.read()
    stream = json.load(urllib.request.urlopen(f"{url}/api/site/", timeout=30))["stream_url"]
    with pytest.raises(urllib.error.HTTPError) as refused:  # it is there, and wants people to be signed in
        urllib.request.urlopen(stream, timeout=30)
    assert refused.value.code in {401, 403}


def test_two_hundred_requests_at_once_are_all_answered(first_start: Started, folder: Path) -> None:
    url = read_json(folder / "station.json")["url"]
    together = threading.Barrier(200)

    def ask(_: int) -> int:
        together.wait()
        with urllib.request.urlopen(f"{url}/api/health/", timeout=60) as response:
            return int(response.status)

    with ThreadPoolExecutor(200) as pool:
        assert list(pool.map(ask, range(200))) == [200] * 200


def test_a_second_start_says_where_the_first_runs(first_start: Started, folder: Path, port: int, bms) -> None:
    refused = bms("up", "--data", folder)

    assert refused.returncode == 1
    assert f"already running at http://127.0.0.1:{port}" in refused.stderr


def test_a_taken_port_that_was_asked_for_is_named(first_start: Started, port: int, bms, tmp_path: Path) -> None:
    refused = bms("up", "--data", tmp_path / "other", "--port", str(port))

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1].startswith(f"bms: port {port} on 127.0.0.1 is taken")


def test_a_wrong_value_stops_the_start_with_one_line(bms, tmp_path: Path) -> None:
    refused = bms("up", "--data", tmp_path / "other", BMS_REDIS_URL="http://nothing")

    assert refused.returncode == 1
    assert refused.stderr.startswith("bms: BMS_REDIS_URL: ")
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "other").exists()


def people_of(folder: Path, bms: Callable[..., Any]) -> list[str]:
    """Asked through Django's commands, on whatever services there are."""
    ask = "from apps.authentication.models import User; print(*sorted(u.username for u in User.objects.all()))"
    answered = bms("manage", "--data", folder, "shell", "--no-imports", "-c", ask)
    assert answered.returncode == 0, answered.stderr
    names: list[str] = answered.stdout.splitlines()[-1].split()
    return names


def test_a_web_process_that_is_killed_comes_back(first_start: Started, folder: Path) -> None:
    url = read_json(folder / "station.json")["url"]
    os.kill(read_json(folder / "run" / "processes.json")["web"], signal.SIGKILL)

    first_start.wait_for("web was ended by SIGKILL; starting it again")

    def answers() -> bool:
        try:
            return bool(urllib.request.urlopen(f"{url}/api/health/", timeout=5).status == 200)
        except OSError:
            return False

    assert wait_until(answers, seconds=60)


def test_killed_it_recovers_with_its_data_and_stopped_it_leaves_nothing(
    first_start: Started, folder: Path, start: Callable[..., Started], bms: Callable[..., Any]
) -> None:
    people = read_json(folder / "station.json")["people"]
    first_start.stop(signal.SIGKILL)

    again = start("up", "--data", folder)
    again.wait_for(READY)
    told = read_json(folder / "station.json")

    assert told["pid"] == again.process.pid
    assert told["people"] == people
    assert {who["username"] for who in people.values()} <= set(people_of(folder, bms))
    assert sign_in(told["url"], **people["scheduler"])["role"] == "scheduler"
    assert left_running(folder)

    assert again.stop(signal.SIGINT) == 130
    assert left_running(folder) == []
    assert not (folder / "station.json").exists()


def test_commands_work_on_a_station_that_is_not_up(folder: Path, bms: Callable[..., Any]) -> None:
    assert {who["username"] for who in read_json(folder / "people.json").values()} <= set(people_of(folder, bms))
    assert left_running(folder) == []


def test_stopped_while_it_starts_it_leaves_nothing(folder: Path, start: Callable[..., Started]) -> None:
    begun = start("up", "--data", folder)
    begun.wait_for("database and queue are ready")

    begun.stop(signal.SIGTERM)

    assert left_running(folder) == []
