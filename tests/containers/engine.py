"""podman, and the compose file as a station's engineer would start it."""

import json
import os
import resource
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from launcher.project import BIN, ROOT

PATIENCE = 180.0  # seconds for what must come to be, on a busy machine
IMAGES = "localhost/bms-test"
ROLES = ("web-a", "web-b", "stream", "worker", "worker-long", "beat")
PROJECT = "bms-test"  # not that of a station which this machine may have
ENOUGH = 16_384  # open files and processes of a container


def settings_of_podman(folder: Path) -> Path:
    """Limits no higher than this machine's own, or containers would not start where they cannot be raised."""
    limits = []
    for name, kind in (("nofile", resource.RLIMIT_NOFILE), ("nproc", resource.RLIMIT_NPROC)):
        ours = resource.getrlimit(kind)[1]
        limit = ENOUGH if ours == resource.RLIM_INFINITY else min(ours, ENOUGH)
        limits.append(f"{name}={limit}:{limit}")
    path = folder / "containers.conf"
    path.write_text(
        f'[containers]\ndefault_ulimits = {json.dumps(limits)}\nlog_driver = "k8s-file"\n'
        '[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n'
    )
    return path


@dataclass
class Engine:
    folder: Path
    env: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BMS_", "COMPOSE_"))}
        path = os.pathsep.join([str(BIN), kept.get("PATH", os.defpath)])
        self.env = kept | {"CONTAINERS_CONF": str(settings_of_podman(self.folder)), "PATH": path}

    def podman(self, *words: object, check: bool = True, within: float = 1800) -> str:
        return self.run("podman", *words, check=check, within=within)

    def run(self, *words: object, check: bool = True, cwd: Path = ROOT, within: float = 1800) -> str:
        """What it said. Fails with all of it when the program did."""
        told = subprocess.run(
            [str(word) for word in words], cwd=cwd, env=self.env, capture_output=True, text=True, timeout=within,
            check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert not check or told.returncode == 0, f"{words} ended with {told.returncode}\n{told.stdout}\n{told.stderr}"
        return told.stdout if check else f"{told.stdout}{told.stderr}"

    def start(self, *words: object, cwd: Path = ROOT) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [str(word) for word in words], cwd=cwd, env=self.env, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def build(self, name: str, file: Path, base: str, *words: object, context: Path = ROOT) -> str:
        """An image of ours. Where packages come from is this machine's own affair, told in secrets."""
        image = f"{IMAGES}/{name}"
        self.podman(
            *("build", "--quiet", "--format", "docker", "--build-arg", f"BASE={base}", *self._sources()),
            *("--tag", image, "--file", file, *words, context),
        )
        return image

    def _sources(self) -> list[str]:
        home = Path.home()
        found = {
            "certificates": os.environ.get("SSL_CERT_FILE") or "/etc/ssl/certs/ca-certificates.crt",
            "pip.conf": os.environ.get("PIP_CONFIG_FILE") or next(
                (path for path in (home / ".config/pip/pip.conf", home / ".pip/pip.conf") if path.exists()),
                "/etc/pip.conf",
            ),
            "npmrc": os.environ.get("NPM_CONFIG_USERCONFIG") or home / ".npmrc",
        }  # fmt: skip
        return [f"--secret=id={name},src={path}" for name, path in found.items() if Path(path).is_file()]

    def has_image(self, name: str) -> bool:
        return not subprocess.run(["podman", "image", "exists", name], env=self.env, check=False).returncode


def debian(engine: Engine, folder: Path) -> str:
    """The one image that everything else is made of, kept for the next time."""
    release = dict(line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line)
    suite = release.get("VERSION_CODENAME", "stable") if release.get("ID") == "debian" else "stable"
    image = f"{IMAGES}/debian:{suite}"
    if not engine.has_image(image):
        root = folder / "debian"
        engine.run("debootstrap", "--variant=minbase", suite, root)
        for needless in ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/locale", "usr/share/man"):
            shutil.rmtree(root / needless, ignore_errors=True)
        engine.run("tar", "--directory", root, "--create", "--file", folder / "debian.tar", ".")
        shutil.rmtree(root)
        engine.podman("import", folder / "debian.tar", image)
        (folder / "debian.tar").unlink()
    return image


@dataclass
class Compose:
    """The folder docker of the checkout, with settings and secrets beside its files, and what runs by it."""

    engine: Engine
    folder: Path
    port: int
    files: tuple[str, ...] = ("compose.yaml",)

    def words(self, *words: object) -> list[object]:
        files = [word for name in self.files for word in ("--file", name)]
        return [BIN / "podman-compose", "--project-name", PROJECT, "--in-pod=false", *files, *words]

    def __call__(self, *words: object, check: bool = True) -> str:
        return self.engine.run(*self.words(*words), check=check, cwd=self.folder)

    def start(self, *words: object) -> "subprocess.Popen[str]":
        return self.engine.start(*self.words(*words), cwd=self.folder)

    def down(self) -> None:
        """Nothing of it stays, whatever state it is in."""
        self("down", "--volumes", "--timeout", "5", check=False)
        ours = f"label=com.docker.compose.project={PROJECT}"
        left = self.engine.podman("ps", "--all", "--quiet", "--filter", ours).split()
        if left:
            self.engine.podman("rm", "--force", "--time", "2", "--volumes", *left)
            self("down", "--volumes", check=False)

    def command(self, *words: object) -> str:
        """`docker compose run --rm bms ...`"""
        return self("--profile", "commands", "run", "--rm", "-T", "bms", *words)

    def name(self, service: str) -> str:
        told = self.engine.podman(
            *("ps", "--all", "--format", "{{.Names}}", "--filter", f"label=com.docker.compose.project={PROJECT}"),
            *("--filter", f"label=com.docker.compose.service={service}"),
        )
        return told.split()[0]

    def logs(self, service: str) -> str:
        return self.engine.podman("logs", self.name(service), check=False)

    def is_healthy(self, service: str) -> bool:
        told = subprocess.run(
            ["podman", "healthcheck", "run", self.name(service)], env=self.engine.env, capture_output=True, check=False
        )
        return told.returncode == 0

    def wait_for(self, role: str) -> None:
        """Until this role works; what it says itself when it does not."""
        try:
            until(lambda: self.is_healthy(role), what=role)
        except AssertionError as never:
            raise AssertionError(f"{never}:\n{self.logs(role)[-3000:]}") from None

    def sql(self, query: str) -> str:
        secret = (self.folder / "secrets" / "bms_database_password").read_text()
        return self.engine.podman(
            *("exec", "--env", f"PGPASSWORD={secret}", self.name("database")),
            *("psql", "-h", "/run/postgresql", "-U", "bms", "-Atc", query, "bms"),
        ).strip()

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def client(self) -> httpx.Client:
        """Trusts the station's own certificate and no other."""
        trust = ssl.create_default_context(cafile=str(self.folder / "certificates" / "station.crt"))
        return httpx.Client(base_url=self.url, verify=trust, timeout=60)

    @contextmanager
    def signed_in(self, person: dict[str, str]) -> Iterator[httpx.Client]:
        with self.client() as client:
            client.headers["Referer"] = f"{self.url}/"
            client.headers["X-CSRFToken"] = client.get("/api/csrf/").json()["csrfToken"]
            answer = client.post("/api/auth/login/", json=person)
            assert answer.status_code == 200, answer.text
            client.headers["X-CSRFToken"] = client.get("/api/csrf/").json()["csrfToken"]
            yield client


def until(condition: Any, *, what: str, within: float = PATIENCE) -> None:
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, f"{what} did not come to be"
        time.sleep(0.5)
