"""The benchmarks' own station: the launcher's services with their normal, durable settings."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from launcher import ports, processes
from launcher.django import migrate
from launcher.environment import application_env
from launcher.project import CACHE
from launcher.services import services
from launcher.station import Station
from launcher.supervisor import Supervisor
from launcher.up import Address, application

FOLDER = CACHE / "bench"


@contextmanager
def bench_station(folder: Path) -> Iterator[tuple[Station, Supervisor, dict[str, str]]]:
    """PostgreSQL and Valkey up and migrated, Django ready in this process, for as long as the block lasts."""
    station = Station(folder)
    with services(station) as (supervisor, addresses):
        env = application_env(station, addresses) | {"BMS_ENVIRONMENT": "development", "BMS_LOG_FORMAT": "json"}
        migrate(station, env)
        os.environ.update(env)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
        import django

        django.setup()
        yield station, supervisor, env


def serve(station: Station, supervisor: Supervisor, env: Mapping[str, str], *, name: str, target: str) -> int:
    """Starts a WSGI application the way `./bms up` starts the station's. Returns its port."""
    address = Address("127.0.0.1", ports.any_free(), 0)
    [web] = [program for program in application(station, env, address) if program.name == "web"]
    command = [target if part == "backend.wsgi:application" else part for part in web.command]
    supervisor.start(replace(web, name=name, command=command))
    supervisor.wait_for(
        lambda: not ports.is_free(address.port), what=name, seconds=60, log=station.logs / f"{name}.log"
    )
    return address.port


def start_worker(station: Station, supervisor: Supervisor, env: Mapping[str, str]) -> None:
    for program in application(station, env, Address("127.0.0.1", 0, 0)):
        if program.name in {"worker", "beat"}:
            supervisor.start(program)


def memory_of(supervisor: Supervisor, name: str) -> float:
    """MiB held by a program and what it started: pages of its own, and its part of the shared ones."""
    return processes.memory_of(next(child.process.pid for child in supervisor.children if child.name == name))
