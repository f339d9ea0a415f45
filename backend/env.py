"""The one reader of the environment: every setting a station may be started with.

A missing or bad value stops the start with one line that names the variable.
"""

import os
import sys
from enum import StrEnum
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from apps.authentication.single_sign_on.config import OpenIdProvider, SamlProvider, read_providers
from apps.core.backups.addresses import Access, check_address, is_bucket

ROOT = Path(__file__).resolve().parent.parent
SECRETS = Path("/run/secrets")  # where containers find files named like the variables, such as bms_secret_key
DEVELOPMENT_KEY = "development-only"  # refused outside development and test
SECRET_LENGTH = 50  # characters, as many as Django asks for


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    CONSOLE = "console"
    JSON = "json"


class Env(BaseSettings):
    """Typed and frozen. Lists are separated by commas.

    Each field is read from `BMS_<NAME>`, else from the file `bms_<name>` in the folder that `BMS_SECRETS_DIR` names.
    """

    model_config = SettingsConfigDict(env_prefix="BMS_", frozen=True, extra="ignore")

    environment: Environment = Environment.DEVELOPMENT
    database_url: str = "postgresql://postgres@127.0.0.1:5432/bms"
    database_password: str = ""  # where the address holds none: in a file of its own it is shared with the server
    redis_url: str = "redis://127.0.0.1:6379/0"
    secret_key: str = DEVELOPMENT_KEY
    data_dir: Path = ROOT / ".data"
    public_url: str = "http://127.0.0.1:8000"
    allowed_hosts: str = "*"
    trusted_proxies: str = ""  # addresses or networks (10.0.0.0/8) whose X-Forwarded-* headers are believed
    email_url: str = ""  # smtp://user:password@host:587?tls=1; empty writes files below data_dir/mail
    email_from: str = "BMS <bms@localhost>"
    time_zone: str = "UTC"
    station_name: str = "BMS"
    client_dir: Path | None = None  # an existing client's build, served at /
    stream_port: int | None = Field(default=None, ge=1, le=65535)  # None: same origin, behind a proxy
    database_pool_size: int = Field(default=20, ge=1, le=500)  # connections per process
    outgoing_loopback: bool = False  # test only: schedule sources may lie on this machine
    backup_dir: str = ""  # a backup is made there every night: a folder, or s3://bucket/prefix; empty: none by itself
    backup_s3_endpoint: str = ""  # of the store the buckets are in, such as https://minio.example:9000; empty: Amazon's
    backup_s3_region: str = Field(default="", pattern="^[a-z0-9-]{0,40}$")  # empty, with an endpoint: us-east-1
    backup_s3_key_id: str = ""
    backup_s3_secret: str = ""
    backup_s3_path_style: bool | None = None  # the bucket stands in the path; None: where there is an endpoint
    backup_recipient: str = Field(default="", pattern="^(age1[0-9a-z]{58})?$")  # public key that backups are closed for
    backup_days: int = Field(default=7, ge=1, le=366)  # nightly backups kept: one of each of the last days
    backup_weeks: int = Field(default=8, ge=0, le=520)  # and one of each of the last weeks
    sso_file: Path | None = None  # JSON: the house's identity providers; None: people sign in by password and passkey
    rate_limits: bool | None = None  # None: in production alone
    rate_person: int = Field(default=1800, ge=60, le=100_000)  # requests a minute of one person; a third of it at once
    rate_costly: int = Field(default=180, ge=6, le=100_000)  # of searches, exports and the like, which count for more
    rate_address: int = Field(default=1800, ge=60, le=100_000)  # of one address, from which nobody is signed in
    metrics_token: str = ""  # bearer token for /metrics; empty: there are none
    otlp_endpoint: str = ""  # an OpenTelemetry collector, such as http://collector:4318; empty: nothing is traced
    sentry_dsn: str = ""  # where errors that nobody foresaw are told; empty: nowhere but in the log
    log_format: LogFormat = LogFormat.CONSOLE
    log_level: str = "INFO"
    heartbeat_file: Path | None = None  # a worker and beat touch it as long as they live

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
            raise ValueError("must look like postgresql://user:password@host:5432/database")
        _ = parts.port  # raises ValueError for a port that is not a number
        return value

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("must look like redis://host:6379/0")
        return value

    @field_validator("email_url")
    @classmethod
    def _is_smtp(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"smtp", "smtps"} or not urlsplit(value).hostname):
            raise ValueError("must look like smtp://user:password@host:587?tls=1")
        return value

    @field_validator("public_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("must look like https://bms.example.org")
        return value.rstrip("/")

    @field_validator("otlp_endpoint")
    @classmethod
    def _is_a_collector(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("must look like http://collector.example:4318")
        return value.rstrip("/").removesuffix("/v1/traces")

    @field_validator("sentry_dsn")
    @classmethod
    def _is_a_dsn(cls, value: str) -> str:
        parts = urlsplit(value)
        is_one = parts.scheme in {"http", "https"} and parts.hostname and parts.username
        if value and not (is_one and parts.path.rpartition("/")[2].isdigit()):
            raise ValueError("must look like https://key@sentry.example/1")
        return value

    @field_validator("backup_dir")
    @classmethod
    def _is_a_place(cls, value: str) -> str:
        check_address(value)
        return value

    @field_validator("backup_s3_endpoint")
    @classmethod
    def _is_a_store(cls, value: str) -> str:
        parts = urlsplit(value)
        is_one = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
        if value and (not is_one or parts.query or parts.fragment):
            raise ValueError("must look like https://minio.example:9000")
        return value.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        for part in _split(value):
            try:
                ip_network(part, strict=False)
            except ValueError:
                raise ValueError(f"{part} is neither an address nor a network such as 10.0.0.0/8") from None
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("must be a name of the IANA time zone database, such as Europe/Dublin")
        return value

    @field_validator("client_dir")
    @classmethod
    def _has_an_index(cls, value: Path | None) -> Path | None:
        if value is not None and not (value / "index.html").is_file():
            raise ValueError("must be a folder with the index.html of a client")
        return value

    @field_validator("sso_file")
    @classmethod
    def _tells_of_providers(cls, value: Path | None) -> Path | None:
        if value is not None:
            read_providers(value)
        return value

    @field_validator("log_level")
    @classmethod
    def _is_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @model_validator(mode="after")
    def _has_a_secret_in_production(self) -> Self:
        if self.environment is Environment.PRODUCTION and (
            self.secret_key == DEVELOPMENT_KEY or len(self.secret_key) < SECRET_LENGTH
        ):
            raise ValueError(f"BMS_SECRET_KEY must be set to at least {SECRET_LENGTH} characters in production")
        return self

    @model_validator(mode="after")
    def _can_open_its_bucket(self) -> Self:
        where = self.backup_s3_endpoint or self.backup_s3_region
        needed = {
            "BMS_BACKUP_S3_ENDPOINT (or BMS_BACKUP_S3_REGION for Amazon's own)": where,
            "BMS_BACKUP_S3_KEY_ID": self.backup_s3_key_id,
            "BMS_BACKUP_S3_SECRET": self.backup_s3_secret,
        }
        missing = [name for name, value in needed.items() if not value]
        if missing and (is_bucket(self.backup_dir) or len(missing) < len(needed)):
            raise ValueError(f"Backups in a bucket need {' and '.join(missing)} as well")
        return self

    @model_validator(mode="after")
    def _keeps_out_of_its_own_network(self) -> Self:
        if self.outgoing_loopback and self.environment is not Environment.TEST:
            raise ValueError("BMS_OUTGOING_LOOPBACK is for tests: it lets requests into the station's own machine")
        return self

    @property
    def backup_s3(self) -> Access | None:
        if not self.backup_s3_secret:
            return None
        path_style = self.backup_s3_path_style
        return Access(
            endpoint=self.backup_s3_endpoint,
            region=self.backup_s3_region or "us-east-1",
            key_id=self.backup_s3_key_id,
            secret=self.backup_s3_secret,
            path_style=bool(self.backup_s3_endpoint) if path_style is None else path_style,
        )

    @property
    def identity_providers(self) -> tuple[OpenIdProvider | SamlProvider, ...]:
        return read_providers(self.sso_file) if self.sso_file else ()

    @property
    def has_rate_limits(self) -> bool:
        return self.environment is Environment.PRODUCTION if self.rate_limits is None else self.rate_limits

    @property
    def trusted_proxy_list(self) -> list[str]:
        return _split(self.trusted_proxies)

    @property
    def allowed_host_list(self) -> list[str]:
        return _split(self.allowed_hosts)


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


@cache
def read_env() -> Env:
    """The environment, read once. Stops the process with one line when a value is wrong."""
    secrets = Path(os.environ.get("BMS_SECRETS_DIR", SECRETS))
    try:
        return Env(_secrets_dir=secrets if secrets.is_dir() else None)
    except OSError as error:
        sys.exit(f"bms: {error.filename} cannot be read: {error.strerror}")
    except ValidationError as error:
        first = error.errors()[0]
        name = f"BMS_{str(first['loc'][0]).upper()}: " if first["loc"] else ""
        message = first["msg"].removeprefix("Value error, ")
        sys.exit(f"bms: {name}{message}")
