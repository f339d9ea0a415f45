"""Imports through the API, with the worker's steps done on the spot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import MULTIPART_CONTENT
from django.utils import timezone

from apps.scheduling.interchange import services

URL = "/api/imports/"


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def send() -> Callable[..., Any]:
    """`send(client, content, name="a.csv", **fields)`: the answer to an upload."""

    def upload(client: Any, content: bytes, name: str = "schedule.csv", **fields: Any) -> Any:
        body = {"file": SimpleUploadedFile(name, content), "time_zone": "Europe/Dublin", **fields}
        return client.post(URL, body, content_type=MULTIPART_CONTENT)

    return upload


@pytest.fixture
def dry_run(send: Callable[..., Any]) -> Callable[..., Any]:
    """The run as it is after the worker has read the file."""

    def plan(client: Any, content: bytes, name: str = "schedule.csv", **fields: Any) -> Any:
        answer = send(client, content, name, **fields)
        assert answer.status_code == 202, answer.json()
        services.read_import(run_id=answer.json()["id"], now=timezone.now())
        return client.get(f"{URL}{answer.json()['id']}/").json()

    return plan


@pytest.fixture
def apply() -> Callable[..., Any]:
    """The run as it is after the worker has applied it."""

    def applied(client: Any, run: dict[str, Any], mode: str = "all", **more: Any) -> Any:
        answer = client.post(f"{URL}{run['id']}/apply/", {"mode": mode, **more})
        assert answer.status_code == 202, answer.json()
        services.run_apply(run_id=run["id"], now=timezone.now())
        return client.get(f"{URL}{run['id']}/").json()

    return applied


@pytest.fixture
def import_(dry_run: Callable[..., Any], apply: Callable[..., Any]) -> Callable[..., Any]:
    """Dry run and application in one go."""

    def both(client: Any, content: bytes, name: str = "schedule.csv", mode: str = "all", **fields: Any) -> Any:
        run = dry_run(client, content, name, **fields)
        return apply(client, run, mode, create_missing=fields.get("create_missing", False))

    return both


@pytest.fixture
def rows() -> Callable[..., list[Any]]:
    def of(client: Any, run: dict[str, Any], outcome: str = "") -> list[Any]:
        results: list[Any] = client.get(f"{URL}{run['id']}/rows/", {"outcome": outcome}).json()["results"]
        return results

    return of
