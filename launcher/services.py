"""The database and the queue of a station: real servers when told so, else its own."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from launcher import postgres, valkey
from launcher.postgres import Postgres
from launcher.progress import say
from launcher.station import Station
from launcher.supervisor import Program, Supervisor
from launcher.valkey import Valkey


class Service(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def stop_signal(self) -> int: ...
    @property
    def death_signal(self) -> int: ...
    @property
    def cwd(self) -> Path: ...
    @property
    def command(self) -> list[str | Path]: ...
    @property
    def env(self) -> dict[str, str]: ...
    def prepare(self) -> None: ...
    def is_ready(self) -> bool: ...


def start_services(
    station: Station, supervisor: Supervisor, *, named: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Starts what the environment does not name, and tells the addresses of both."""
    database_url = named.get("BMS_DATABASE_URL", "")
    redis_url = named.get("BMS_REDIS_URL", "")
    own_redis = None if redis_url else Valkey(station)
    own_database = None if database_url else Postgres(station)
    for service in (own_redis, own_database):
        if service is not None:
            _start(service, supervisor)
    if own_redis is None:
        say("using the server that BMS_REDIS_URL names")
        valkey.check_url(redis_url)
    else:
        supervisor.wait_for(own_redis.is_ready, what="Valkey", seconds=30, log=station.logs / "valkey.log")
        redis_url = own_redis.url
    if own_database is None:
        say("using the database that BMS_DATABASE_URL names")
        postgres.check_url(database_url)
    else:
        # Long, for after a power cut it first replays what was not yet in its tables.
        supervisor.wait_for(own_database.is_ready, what="PostgreSQL", seconds=300, log=station.logs / "postgres.log")
        own_database.complete()
        database_url = own_database.url()
    return {"BMS_DATABASE_URL": database_url, "BMS_REDIS_URL": redis_url}


def _start(service: Service, supervisor: Supervisor) -> None:
    service.prepare()
    program = Program(
        name=service.name,
        command=service.command,
        env=service.env,
        cwd=service.cwd,
        stop_signal=service.stop_signal,
        death_signal=service.death_signal,
        patience=20.0,
    )
    supervisor.start(program)


@contextmanager
def services(station: Station, *, named: Mapping[str, str] = os.environ) -> Iterator[tuple[Supervisor, dict[str, str]]]:
    """Both services for the time of a command, on a station that nobody else runs."""
    station.prepare()
    with station.held():
        supervisor = Supervisor(station, fresh_logs=False)  # those of the last `up` are worth keeping
        try:
            yield supervisor, start_services(station, supervisor, named=named)
        finally:
            supervisor.stop()
