"""A station in containers from its first start to its restoration. The tests stand in their order."""

import json
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from launcher.project import ROOT
from tests.containers.booking import EVENTS, slot
from tests.containers.conftest import change_setting
from tests.containers.engine import IMAGES, PROJECT, ROLES, Compose, Engine, until

pytestmark = pytest.mark.containers

People = dict[str, dict[str, str]]


def meanwhile(work: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Work in a thread, and what came out of it: an answer, or what went wrong."""
    results: list[Any] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - looked at by the test
            results.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, results


def test_the_image_is_small_bare_and_keeps_no_secret(engine: Engine, images: dict[str, str]) -> None:
    image = images["BMS_IMAGE"]
    told = json.loads(engine.podman("image", "inspect", image))[0]
    print(f"\nimage: {told['Size'] / 1e6:.0f} MB on Debian's base of {size_of(engine, images['BMS_BASE']):.0f} MB")

    assert told["Size"] < 450e6
    assert told["Config"]["User"] == "10001:10001"
    assert told["Healthcheck"]["Test"][0] == "CMD"
    found = engine.podman(
        *("run", "--rm", "--user", "0", "--entrypoint", "sh", image, "-c"),
        "for p in gcc cc ld make node npm pip postgres valkey-server; do command -v $p || true; done;"
        "ls -d /root/.npmrc /etc/pip.conf /run/secrets/* /opt/bms/docker 2>/dev/null || true",
    )
    assert found == ""
    history = engine.podman("history", "--no-trunc", "--format", "{{.CreatedBy}}", image)
    assert not re.search(r"://|password|token", history.lower())


def size_of(engine: Engine, image: str) -> float:
    """Megabytes."""
    return float(json.loads(engine.podman("image", "inspect", image))[0]["Size"]) / 1e6


def test_each_role_waits_and_says_for_what(compose: Compose) -> None:
    compose("up", "--detach", "--no-deps", "web-a")
    until(lambda: "PostgreSQL at database:5432" in compose.logs("web-a"), what="a word about the database")

    compose("up", "--detach", "--no-deps", "database", "worker")
    for role in ("web-a", "worker"):
        until(lambda role=role: "the tables of this version" in compose.logs(role), what="a word about the tables")
    assert "not applied; the role `migrate` brings them" in compose.logs("web-a")
    assert not compose.is_healthy("web-a")


def test_tables_are_made_once_however_many_migrate(compose: Compose) -> None:
    started = [compose.start("run", "--rm", "-T", "migrate") for _ in range(2)]
    told = [(child.communicate()[0], child.returncode) for child in started]

    assert [code for _, code in told] == [0, 0], told
    assert sorted("Applying scheduling.0001" in text for text, _ in told) == [False, True], told
    until(lambda: "Valkey at valkey:6379" in compose.logs("worker"), what="a word about Valkey")
    compose.wait_for("web-a")


def test_all_of_it_starts_and_only_the_proxy_is_reached_from_outside(compose: Compose, engine: Engine) -> None:
    compose("up", "--detach")
    for service in (*ROLES, "database", "valkey"):
        compose.wait_for(service)

    told = engine.podman(
        *("ps", "--filter", f"label=com.docker.compose.project={PROJECT}", "--format", "json"),
    )
    published = {container["Names"][0] for container in json.loads(told) if container["Ports"]}
    assert published == {compose.name("proxy")}
    for role in ROLES:
        found = json.loads(engine.podman("inspect", compose.name(role)))[0]
        assert found["HostConfig"]["ReadonlyRootfs"]
        assert found["HostConfig"]["Memory"] == 1 << 30
        assert not found["EffectiveCaps"]
        lines = [line for line in compose.logs(role).splitlines() if line.strip()]
        assert lines
        assert all(json.loads(line) for line in lines)


def test_people_sign_in_over_tls_book_and_are_told_live(compose: Compose, people: People) -> None:
    with pytest.raises(httpx.ConnectError, match="certificate"):
        httpx.get(f"{compose.url}/console/")  # nobody vouches for it but the station's engineer
    console = compose.client().get("/console/")
    assert console.status_code == 200
    assert "strict-transport-security" in console.headers

    with compose.signed_in(people["scheduler"]) as scheduler, listening(scheduler) as heard:
        booked = scheduler.post(EVENTS, json=slot(scheduler))
        assert booked.status_code == 201, booked.text
        subject = f"event:{booked.json()['id']}"
        until(lambda: subject in "".join(heard), what="the live notification")
        assert {cookie.secure for cookie in scheduler.cookies.jar} == {True}


@contextmanager
def listening(client: httpx.Client) -> Iterator[list[str]]:
    """What the live stream says, as a browser would hear it: it comes back after a cut, from where it was."""
    heard: list[str] = []
    done = threading.Event()

    def listen() -> None:
        last: dict[str, str] = {}
        while not done.is_set():
            try:
                with client.stream("GET", "/api/stream/", headers=last, timeout=20) as answer:
                    assert answer.status_code == 200, answer.status_code
                    for line in answer.iter_lines():
                        if line.startswith("id: "):
                            last = {"Last-Event-ID": line[4:]}
                        heard.append(line)
                        if done.is_set():
                            return
            except httpx.HTTPError:
                time.sleep(0.2)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    until(lambda: any(line.startswith("id: ") for line in heard), what="the live stream")
    yield heard
    done.set()


@contextmanager
def locked(compose: Compose, table: str) -> Iterator[None]:
    """Whoever wants to read or write the table waits until the end of the block."""
    query = f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(300); COMMIT"
    thread, _ = meanwhile(lambda: compose.sql(query))
    holder = (
        f"SELECT pid FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'AccessExclusiveLock' AND granted"
    )
    until(lambda: compose.sql(holder), what="the lock")
    try:
        yield
    finally:
        compose.sql(f"SELECT pg_cancel_backend(pid) FROM ({holder}) AS held")
        thread.join()


def waits(compose: Compose, what: str) -> bool:
    """Whether a statement with these words in it waits for a lock."""
    return (
        compose.sql(f"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{what}%'")
        != "0"
    )


def test_a_web_server_that_stops_finishes_what_it_has_begun(compose: Compose, people: People) -> None:
    with compose.signed_in(people["scheduler"]) as scheduler:
        wish = slot(scheduler)
        compose("stop", "web-b")
        with locked(compose, "scheduling_event"):
            named = {"X-Request-ID": "stopping-meanwhile"}
            request, answers = meanwhile(lambda: scheduler.post(EVENTS, json=wish, headers=named))
            until(lambda: waits(compose, "stopping-meanwhile"), what="the request, by its id from proxy to SQL")
            stop, _ = meanwhile(lambda: compose("stop", "web-a"))
            until(lambda: "Shutting down granian" in compose.logs("web-a"), what="the end of listening")
        request.join()
        stop.join()
        assert answers[0].status_code == 201, answers
        compose("up", "--detach", "--no-deps", "web-a", "web-b")
        for role in ("web-a", "web-b"):
            compose.wait_for(role)


def test_a_worker_that_stops_finishes_its_task_and_none_is_lost(compose: Compose) -> None:
    send = ("exec", compose.name("worker"), "celery", "--quiet", "-A", "backend.celery", "call", "--queue", "long")
    with locked(compose, "facilities_facility"):
        compose.engine.podman(*send, "core.make_backup")
        until(lambda: waits(compose, "LOCK TABLE%facilities_facility"), what="pg_dump, which waits for the table")
        stop, _ = meanwhile(lambda: compose("stop", "worker-long"))
        time.sleep(5)
        assert stop.is_alive()
    stop.join()
    [first] = nightly(compose)

    compose.engine.podman(*send, "core.make_backup")
    assert waiting(compose) == "1"  # nobody is there to take it
    assert nightly(compose) == [first]
    compose("up", "--detach", "--no-deps", "worker-long")
    until(lambda: waiting(compose) == "0", what="a worker for the task that waited")


def waiting(compose: Compose) -> str:
    """Backups in the queue `long` that nobody has taken; beat may have sent something else."""
    script = (
        "import redis; waiting = redis.Redis(host='valkey').lrange('bms-queue:long', 0, -1);"
        "print(sum(b'core.make_backup' in message for message in waiting))"
    )
    return compose.engine.podman("exec", compose.name("worker"), "python", "-c", script).strip()


def nightly(compose: Compose) -> list[str]:
    return compose.engine.podman("exec", compose.name("worker"), "ls", "/backups").split()


def test_an_upgrade_is_not_felt(compose: Compose, people: People, images: dict[str, str], tmp_path: Path) -> None:
    change_setting(compose.folder, "BMS_IMAGE", next_version(compose.engine, images["BMS_IMAGE"], tmp_path))
    done = threading.Event()
    refused: list[str] = []

    def work(client: httpx.Client) -> list[int]:
        statuses = []
        while not done.is_set():
            for answer in (client.post(EVENTS, json=slot(client)), client.get(EVENTS, params={"page_size": 5})):
                statuses.append(answer.status_code)
                if answer.is_error:
                    refused.append(f"{answer.status_code} {answer.text}")
            time.sleep(0.1)  # as fast as many people together: one who asks without end is told to wait
        return statuses

    with compose.signed_in(people["scheduler"]) as one, compose.signed_in(people["manager"]) as two:
        with listening(one) as heard:
            callers = [meanwhile(lambda client=client: work(client)) for client in (one, two)]
            versions = watch_versions(compose, done)
            command = " ".join(map(str, compose.words()))
            env = compose.engine.env | {"COMPOSE": command}
            told = subprocess.run(
                ["sh", compose.folder / "upgrade.sh"], env=env, capture_output=True, text=True, check=False
            )
            done.set()
            for thread, _ in callers:
                thread.join()
            assert told.returncode == 0, told.stdout + told.stderr
            statuses = [status for _, results in callers for status in results[0]]
            print(f"\nupgrade: {len(statuses)} requests, {sorted(set(statuses))}")
            print(*errors_of_proxy(compose), sep="\n")
            assert set(statuses) == {200, 201}, refused[:5]
            last = one.post(EVENTS, json=slot(one)).json()["id"]
            until(lambda: f"event:{last}" in "".join(heard), what="the live stream after the upgrade")
        booked = compose.sql("SELECT count(*) FROM scheduling_event WHERE title LIKE 'Slot %'")
        heard_of = set(re.findall(r"event:(\d+)", "".join(heard)))
        assert len(heard_of) >= statuses.count(201)
        assert int(booked) >= statuses.count(201)
    assert {"0.1.0", "9.9.9"} in versions  # both at once, on the tables of the newer one
    assert compose.sql("SELECT count(*) FROM facilities_facility WHERE trial = 'new'") != "0"


def errors_of_proxy(compose: Compose) -> list[str]:
    """Why it could not hand on a request."""
    return [line for line in compose.logs("proxy").splitlines() if '"level":"error"' in line]


def next_version(engine: Engine, image: str, folder: Path) -> str:
    """The same with another number, and with a column more."""
    before = sorted((ROOT / "apps/facilities/migrations").glob("0*.py"))[-1].stem
    migration = (
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
        f"    dependencies = [('facilities', '{before}')]\n"
        "    operations = [migrations.RunSQL("
        "\"ALTER TABLE facilities_facility ADD COLUMN trial text DEFAULT 'new' NOT NULL\")]\n"
    )
    (folder / "9999_trial.py").write_text(migration)
    (folder / "version.py").write_text('VERSION = "9.9.9"\n')
    (folder / "Dockerfile").write_text(
        "ARG BASE\nFROM ${BASE}\nCOPY version.py /opt/bms/apps/core/\n"
        "COPY 9999_trial.py /opt/bms/apps/facilities/migrations/\n"
    )
    return engine.build("bms:2", folder / "Dockerfile", image, context=folder)


def watch_versions(compose: Compose, done: threading.Event) -> list[set[str]]:
    """Which versions run at one moment, by what the containers of the web role are made of."""
    seen: list[set[str]] = []

    def watch() -> None:
        names = {f"{IMAGES}/bms:1": "0.1.0", f"{IMAGES}/bms:2": "9.9.9"}
        while not done.is_set():
            told = compose.engine.podman("ps", "--format", "{{.Image}}", "--filter", "name=web", check=False).split()
            seen.append({names[image] for image in told if image in names})
            time.sleep(1)

    threading.Thread(target=watch, daemon=True).start()
    return seen


def test_what_each_role_takes_at_rest(compose: Compose, engine: Engine) -> None:
    print()
    for service in ("proxy", *ROLES, "database", "valkey"):
        used = engine.podman("stats", "--no-stream", "--format", "{{.MemUsage}}", compose.name(service)).split("/")[0]
        print(f"  {service:<12} {used}")
        assert compose.name(service)


def test_a_station_that_burnt_down_is_restored(compose: Compose, people: People, tmp_path: Path) -> None:
    with compose.signed_in(people["scheduler"]) as scheduler:
        event = scheduler.post(EVENTS, json=slot(scheduler)).json()["id"]
    told = compose.command("backup", "--to", "/backups")
    name = re.search(r"/backups/(\S+\.tar)", told)
    assert name, told
    kept = tmp_path / name[1]
    compose.engine.podman("cp", f"{compose.name('worker')}:/backups/{name[1]}", kept)
    key = (compose.folder / "secrets" / "bms_secret_key").read_text()
    compose.down()

    compose("up", "--detach", "--no-deps", "database", "valkey")
    shutil.chown(kept, 10001, 10001)
    told = compose(
        *("--profile", "commands", "run", "--rm", "-T", "--volume", f"{kept}:/from/backup.tar:ro"),
        *("bms", "restore", "/from/backup.tar"),
    )
    assert "The station is as it was" in told, told
    assert "Set BMS_SECRET_KEY" not in told
    assert (compose.folder / "secrets" / "bms_secret_key").read_text() == key
    compose("up", "--detach")
    for role in ROLES:  # one that is still being loaded does not hear that it is to stop
        compose.wait_for(role)

    with compose.signed_in(people["scheduler"]) as scheduler:
        assert scheduler.get(f"{EVENTS}{event}/").json()["id"] == event
    compose("stop")
    told = compose.engine.podman(
        *(
            "ps",
            "--all",
            "--filter",
            f"label=com.docker.compose.project={PROJECT}",
            "--format",
            "{{.Names}} {{.Status}}",
        )
    )
    killed = [line for line in told.splitlines() if "(137)" in line]
    assert not killed, told
