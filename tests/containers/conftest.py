"""The images, and a station made of them by docker/compose.yaml, for all tests of this folder in their order."""

import json
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from launcher import ports
from launcher.project import ROOT
from tests.containers.engine import Compose, Engine, debian

BMS_USER = 10001  # of docker/Dockerfile


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """These tests speak to containers; no test database is made for them."""


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(tmp_path_factory.mktemp("engine"))


@pytest.fixture(scope="session")
def images(engine: Engine) -> dict[str, str]:
    """What BMS_*_IMAGE are set to: our image, and stand-ins for the public ones."""
    base = debian(engine, engine.folder)
    told = engine.podman("run", "--rm", base, "echo", "a container runs", check=False)
    if "a container runs" not in told:
        pytest.exit(f"no container starts on this machine: {told.strip()}", returncode=1)
    file = ROOT / "tests/containers/images/Dockerfile"
    made = {
        name: engine.build(name, file, base, "--target", name) for name in ("python", "postgres", "valkey", "caddy")
    }
    return {
        "BMS_BASE": made["python"],
        "BMS_IMAGE": engine.build("bms:1", ROOT / "docker/Dockerfile", made["python"]),
        "BMS_POSTGRES_IMAGE": made["postgres"],
        "BMS_VALKEY_IMAGE": made["valkey"],
        "BMS_PROXY_IMAGE": made["caddy"],
    }


@pytest.fixture(scope="session")
def compose(engine: Engine, images: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Compose]:
    """Set up as docs/deploy.md says; nothing is started yet."""
    folder = tmp_path_factory.mktemp("deployed") / "docker"
    shutil.copytree(ROOT / "docker", folder, ignore=shutil.ignore_patterns(".env", "secrets", "certificates"))
    port = ports.any_free()
    settings = images | {
        "BMS_HOST": "localhost",
        "BMS_PUBLIC_URL": f"https://localhost:{port}",
        "BMS_HTTPS_PORT": f"127.0.0.1:{port}",
        "BMS_HTTP_PORT": f"127.0.0.1:{ports.any_free(taken=[port])}",
        "BMS_TLS": "tls /certificates/station.crt /certificates/station.key",
        "BMS_STATION_NAME": "Harbour Radio",
    }
    write_settings(folder, settings)
    (folder / "secrets").mkdir(mode=0o711)
    for name, content in {
        "bms_secret_key": secrets.token_urlsafe(60), "bms_database_password": secrets.token_urlsafe(24),
        "bms_email_url": "", "bms_metrics_token": secrets.token_urlsafe(24),
        "bms_backup_s3_secret": "",
    }.items():  # fmt: skip
        path = folder / "secrets" / name
        path.write_text(content)
        path.chmod(0o400)
        shutil.chown(path, BMS_USER, BMS_USER)
    _make_certificate(folder / "certificates")
    station = Compose(engine, folder, port)
    try:
        yield station
    finally:
        station.down()


def write_settings(folder: Path, settings: dict[str, str]) -> None:
    (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))


def change_setting(folder: Path, name: str, value: str) -> None:
    lines = (folder / ".env").read_text().splitlines()
    kept = dict(line.split("=", 1) for line in lines)
    write_settings(folder, kept | {name: value})


@pytest.fixture(scope="session")
def people(compose: Compose) -> dict[str, dict[str, str]]:
    """The demonstration's people, by role; filled in once the tables are there."""
    told = json.loads(compose.command("manage", "load_demonstration").splitlines()[-1])
    return {role: {name: who[name] for name in ("username", "password")} for role, who in told["people"].items()}


def _make_certificate(folder: Path) -> None:
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1)).add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "station.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    unsealed = serialization.NoEncryption()
    content = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unsealed)
    (folder / "station.key").write_bytes(content)
