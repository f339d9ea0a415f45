"""The compose files beside the one for production. They run after the station that `test_station.py` has left."""

import json
import shutil
from collections.abc import Iterator

import pytest

from launcher.project import ROOT
from tests.containers.booking import EVENTS, slot
from tests.containers.conftest import change_setting
from tests.containers.engine import PROJECT, ROLES, Compose, until

pytestmark = pytest.mark.containers


def test_a_change_of_a_source_is_seen_at_once_in_development(compose: Compose) -> None:
    for package in ("apps", "backend"):
        shutil.copytree(ROOT / package, compose.folder.parent / package)
    develop = Compose(compose.engine, compose.folder, compose.port, ("compose.yaml", "compose.develop.yaml"))
    develop("up", "--detach", "--no-deps", "database")
    develop("down", "web-a")
    develop("up", "--detach", "--no-deps", "web-a")
    until(lambda: "Listening" in develop.logs("web-a"), what="the web role from the sources")

    (compose.folder.parent / "apps/core/version.py").write_text('VERSION = "1.2.3"\n')

    until(lambda: develop.logs("web-a").count("Listening") == 2, what="its start with the change")
    assert "sources have changed; starting again" in develop.logs("web-a")


def test_a_station_on_servers_elsewhere_is_upgraded_and_signed_in_to(
    compose: Compose, images: dict[str, str], elsewhere: dict[str, str]
) -> None:
    for name, value in elsewhere.items():
        change_setting(compose.folder, name, value)
    station = Compose(compose.engine, compose.folder, compose.port, ("compose.yaml", "compose.outside.yaml"))
    station("up", "--detach")
    for role in ROLES:
        station.wait_for(role)

    told = json.loads(station.command("manage", "load_demonstration").splitlines()[-1])
    who = {name: told["people"]["scheduler"][name] for name in ("username", "password")}
    with station.signed_in(who) as scheduler:
        assert scheduler.post(EVENTS, json=slot(scheduler)).status_code == 201

    ours = f"label=com.docker.compose.project={PROJECT}"
    names = station.engine.podman("ps", "--filter", ours, "--format", "{{.Names}}")
    assert "database" not in names
    assert "valkey" not in names


@pytest.fixture
def elsewhere(compose: Compose, images: dict[str, str]) -> Iterator[dict[str, str]]:
    """A PostgreSQL and a Valkey that belong to no compose file, on the network by which the roles go out."""
    compose.down()
    compose("up", "--detach", "--no-deps", "worker")  # makes the networks
    network = next(
        name for name in compose.engine.podman("network", "ls", "--format", "{{.Name}}").split()
        if name == f"{PROJECT}_outside"
    )  # fmt: skip
    secret = compose.folder / "secrets" / "bms_database_password"
    run = ("run", "--detach", "--replace", "--network", network, "--name")
    settings = {
        "POSTGRES_USER": "bms", "POSTGRES_DB": "bms", "POSTGRES_PASSWORD_FILE": "/password",
        "POSTGRES_INITDB_ARGS": "--encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 "
        "--auth=scram-sha-256",
    }  # fmt: skip
    words = [word for name, value in settings.items() for word in ("--env", f"{name}={value}")]
    database = (
        *words,
        "--tmpfs",
        "/run/postgresql",
        "--volume",
        f"{secret}:/password:ro",
        images["BMS_POSTGRES_IMAGE"],
        "postgres",
    )
    queue = (images["BMS_VALKEY_IMAGE"], "valkey-server", "--protected-mode", "no")
    hosts = []
    for name, command in (("bms-test-database-elsewhere", database), ("bms-test-valkey-elsewhere", queue)):
        compose.engine.podman(*run, name, *command)
        [found] = json.loads(compose.engine.podman("inspect", name))
        hosts.append(found["NetworkSettings"]["Networks"][network]["IPAddress"])  # nobody gives it a name
    yield {
        "BMS_DATABASE_URL": f"postgresql://bms@{hosts[0]}:5432/bms",
        "BMS_REDIS_URL": f"redis://{hosts[1]}:6379/0",
    }
    compose.engine.podman(
        *("rm", "--force", "--ignore", "--time", "2", "--volumes"),
        *("bms-test-database-elsewhere", "bms-test-valkey-elsewhere"),
    )
    compose.down()
