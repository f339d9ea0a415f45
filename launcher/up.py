"""`./bms up`: a running station, from whatever state the machine and its folder are in."""

import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher import environment, ports
from launcher.console import is_current as console_is_current
from launcher.django import load_demonstration, migrate
from launcher.errors import Refused
from launcher.processes import spawn
from launcher.progress import say
from launcher.project import BIN, PYTHON, ROOT
from launcher.services import start_services
from launcher.station import Station, read_json, write_private
from launcher.supervisor import Program, Supervisor, end_leftovers

DEFAULT_PORT = 8000
READY_WITHIN = 180.0  # seconds; a slow machine compiling everything for the first time
THREADS = 8  # per web process: more only wait for each other in Python
BACKLOG = 2048  # requests that wait instead of being refused


@dataclass(frozen=True)
class Wish:
    """What the person asked for."""

    host: str = "127.0.0.1"
    port: int | None = None
    demonstration: bool = True
    rebuild: bool = False


@dataclass(frozen=True)
class Address:
    host: str
    port: int
    stream_port: int

    @property
    def reached(self) -> str:
        """The host by which this machine itself reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - compared, not bound

    @property
    def local(self) -> str:
        return f"http://{f'[{self.reached}]' if ':' in self.reached else self.reached}:{self.port}"


def choose_address(wish: Wish) -> Address:
    """A free port for the console and one for the live stream. Raises Refused when the asked one is taken."""
    port = wish.port or DEFAULT_PORT
    if not ports.is_free(port, wish.host):
        if wish.port is not None:
            raise Refused(f"port {port} on {wish.host} is taken or not allowed; choose another with --port")
        port = ports.next_free(port, wish.host)
        say(f"port {DEFAULT_PORT} is taken; using {port}")
    told = os.environ.get("BMS_STREAM_PORT", "")
    if told and not ports.is_free(int(told), wish.host):
        raise Refused(f"BMS_STREAM_PORT: port {told} on {wish.host} is taken or not allowed")
    return Address(wish.host, port, int(told) if told else ports.next_free(port, wish.host))


def web_processes() -> int:
    """One per core, two at least: one long request must not hold up everybody."""
    return max(2, min(os.cpu_count() or 2, 8))


def application(station: Station, env: Mapping[str, str], address: Address) -> list[Program]:
    """The station's own processes, in the order they start."""
    server: list[str | Path] = [PYTHON, "-m", "backend.serve", "--host", address.host]
    server += ["--backlog", str(BACKLOG), "--no-ws"]
    server += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "3"]
    web = ["--interface", "wsgi", "--port", str(address.port), "--workers", str(web_processes())]
    web += ["--blocking-threads", str(THREADS), "--backpressure", str(BACKLOG), "backend.wsgi:application"]
    stream = ["--interface", "asgi", "--port", str(address.stream_port), "--workers", "1", "backend.asgi:application"]
    celery: list[str | Path] = [BIN / "celery", "-A", "backend.celery"]
    worker = ["worker", "-Q", "default,long", "--concurrency", "3", "--without-gossip", "--without-mingle"]
    (station.folder / "beat").mkdir(exist_ok=True)
    beat = ["beat", "--schedule", str(station.folder / "beat" / "schedule"), "--pidfile", ""]
    level = ["--loglevel", "INFO"]
    return [
        Program("worker", [*celery, *worker, *level], env, ROOT, stage=1),
        Program("web", [*server, *web], env, ROOT, stage=2),
        Program("stream", [*server, *stream], env, ROOT, stage=2),
        Program("beat", [*celery, *beat, *level], env, ROOT, stage=2),
    ]


def up(station: Station, wish: Wish) -> int:
    """Runs the station until someone asks to stop."""
    environment.check_environment()
    with running_station(station, wish) as supervisor:
        while True:
            supervisor.tend()
            time.sleep(0.2)


@contextmanager
def running_station(station: Station, wish: Wish) -> Iterator[Supervisor]:
    """A station that is ready, for as long as the block lasts."""
    station.prepare()
    with station.held():
        station.announcement.unlink(missing_ok=True)  # of a launcher that was killed
        environment.unshare(station)
        end_leftovers(station)
        supervisor = Supervisor(station)
        try:
            _start(station, wish, supervisor)
            yield supervisor
        finally:
            station.announcement.unlink(missing_ok=True)
            environment.unshare(station)
            say("stopping ...")
            supervisor.stop()


def _start(station: Station, wish: Wish, supervisor: Supervisor) -> None:
    say(f"starting the station in {station.folder}")
    address = choose_address(wish)
    with _console_being_built(supervisor, again=wish.rebuild) as wait_for_console:
        services = start_services(station, supervisor)
        say("database and queue are ready")
        env = environment.application_env(station, services)
        if "BMS_PUBLIC_URL" not in env:  # behind a proxy the live stream has the station's own address
            env.setdefault("BMS_STREAM_PORT", str(address.stream_port))
        env.setdefault("BMS_PUBLIC_URL", address.local)
        migrate(station, env)
        _settle_people(station, wish, env)
        environment.share(station, services)
        worker, web, stream, beat = application(station, env, address)
        supervisor.start(worker)
        wait_for_console()
    supervisor.start(web)
    supervisor.start(stream)
    say("waiting until every part answers ...")
    health = f"{address.local}/api/health/ready/"
    for part, is_ready in (
        ("stream", lambda: ports.is_answered(address.stream_port, address.reached)),
        ("web", lambda: _answers(health)),
    ):
        log = station.logs / f"{part}.log"
        supervisor.wait_for(is_ready, what=f"the station's {part} process ({health})", seconds=READY_WITHIN, log=log)
    supervisor.is_ready = True
    supervisor.start(beat)  # nobody waits for the first of its rounds, but the others for the processor
    announce(station, address)


@contextmanager
def _console_being_built(supervisor: Supervisor, *, again: bool) -> Iterator[Callable[[], None]]:
    """Builds the console beside the rest; gives what waits for it. It does not outlive the block."""
    if console_is_current() and not again:
        yield lambda: None
        return
    command: list[str | Path] = [PYTHON, "-m", "launcher", "console", *(["--rebuild"] if again else [])]
    build = spawn(command, env=os.environ, cwd=ROOT, output=None)

    def wait() -> None:
        supervisor.wait_for(lambda: build.poll() is not None, what="the console", seconds=900)
        if build.returncode:
            raise Refused("the station does not start without its console")

    try:
        yield wait
    finally:
        if build.poll() is None:
            build.terminate()
            build.wait()


def _settle_people(station: Station, wish: Wish, env: Mapping[str, str]) -> None:
    """Decides once, on the first start, whether this is a demonstration station."""
    if station.people.exists():
        return
    if wish.demonstration and not environment.is_production():
        load_demonstration(station, env)
    else:
        write_private(station.people, {})


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def announce(station: Station, address: Address) -> None:
    """Tells people, and scripts through station.json, where the station is and how to sign in."""
    people = read_json(station.people)
    announcement = {"url": address.local, "pid": os.getpid(), **({"people": people} if people else {})}
    write_private(station.announcement, announcement)
    say("ready")
    lines = ["", f"  The station is up at {address.local}/console/", ""]
    if people:
        lines.append(f"  {'role':<15} {'user name':<15} password")
        lines += [f"  {role:<15} {who['username']:<15} {who['password']}" for role, who in people.items()]
        lines.append("")
    lines.append("  Ctrl-C stops it.")
    print("\n".join(lines), flush=True)
