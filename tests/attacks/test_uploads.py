"""Files to be imported that are something else than they say, and names of theirs that lead elsewhere.

Files of tickets are attacked in `tests/tickets/test_attachments.py`.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.attacks.operations import OPERATIONS
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
SCHEDULE = b"Title,Start Date,Start Time,End Time,Facility\nNews,2027-03-01,10:00,11:00,\n"
PAGE = b"<!doctype html><script>alert(1)</script>"
NAMES = [
    "../../../etc/passwd", "..\\..\\boot.ini", "/etc/cron.d/x", "a\x00.csv", "x\r\nSet-Cookie: a=b.csv", "con",
    ".htaccess", "<img src=x onerror=alert(1)>.csv", "\u202evsc.exe", "x" * 5000, "", "uploads/../../x.csv",
]  # fmt: skip
POLYGLOTS = {
    "a page before a schedule": PAGE + b"\n" + SCHEDULE,
    "a page within a schedule": SCHEDULE + PAGE + b",2027-03-01,10:00,11:00,\n",
    "a picture of a page": b"GIF89a/*" + PAGE + b"*/",
    "a program": b"MZ\x90\x00" + SCHEDULE,
    "an archive": b"PK\x03\x04" + SCHEDULE,
    "a calendar that is a page": b"BEGIN:VCALENDAR\r\n" + PAGE + b"\r\nEND:VCALENDAR\r\n",
    "a schedule that is a page": b'{"schedule": {"x": "<script>"}}' + PAGE,
}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path


def send(client: Any, content: bytes, name: str, claimed: str = "text/csv") -> Any:
    file = SimpleUploadedFile("x", content, claimed)
    file._name = name  # what a browser sends, before anybody has cleaned it
    return Client.post(client, "/api/imports/", {"file": file})


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_kept_under_a_name_of_the_station_s_own(scheduler: Any, folder: Path, name: str) -> None:
    answer = send(scheduler, SCHEDULE, name)

    assert answer.status_code in {202, 400, 422}, answer.content
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert len(kept) == (answer.status_code == 202)
    for path in kept:
        assert path.parent == folder / "data" / "uploads"
        assert (len(path.name), path.stat().st_mode & 0o777) == (32, 0o600)
    if kept:
        assert "/" not in answer.json()["file_name"]
        assert "\\" not in answer.json()["file_name"] or "boot" in name
    assert "a=b" not in str(answer.headers)


@pytest.mark.parametrize("content", POLYGLOTS.values(), ids=list(POLYGLOTS))
@pytest.mark.parametrize(("name", "claimed"), [("week.csv", "text/csv"), ("week.html", "text/html")])
def test_what_is_sent_to_be_imported_is_given_back_to_nobody(
    scheduler: Any, content: bytes, name: str, claimed: str
) -> None:
    """It is read by the worker, row by row; no operation answers the file."""
    answer = send(scheduler, content, name, claimed)

    assert answer.status_code in {202, 422}
    assert answer["Content-Type"].startswith("application/json")
    if answer.status_code == 202:
        for path in (f"/api/imports/{answer.json()['id']}/", f"/api/imports/{answer.json()['id']}/rows/"):
            assert scheduler.get(path)["Content-Type"].startswith("application/json")


def test_no_address_leads_to_the_folder_of_uploads(scheduler: Any, folder: Path) -> None:
    assert send(scheduler, SCHEDULE, "week.csv").status_code == 202
    [kept] = [path for path in folder.rglob("*") if path.is_file()]
    for path in (
        "/uploads/",
        "/static/../uploads/",
        "/console/../uploads/",
        "/api/imports/",
        "/media/",
        "/data/uploads/",
    ):
        answer = scheduler.get(f"{path}{kept.name}")
        assert b"News" not in (b"".join(answer.streaming_content) if answer.streaming else answer.content)


def test_every_file_that_the_api_answers_is_saved_and_not_sniffed(administrator: Any, settings: Any) -> None:
    """Whatever operation comes to answer one."""
    files = [
        name
        for name, operation in OPERATIONS.items()
        if any(
            "application/json" not in answer.get("content", {"application/json": 1})
            for answer in operation["responses"].values()
        )
    ]
    assert len(files) >= 4
    world = World(administrator.user)
    world.export.file = "export.zip"
    world.export.save()
    (settings.DATA_DIR / "personal-data").mkdir(parents=True)
    (settings.DATA_DIR / "personal-data" / "export.zip").write_bytes(PAGE)
    for name in files:
        path = re.sub(r"{(\w+)}", lambda match: str(world.id_of(match[1])), name.partition(" ")[2])
        answer = administrator.get(path, {"format": "csv"})
        assert answer.status_code == 200, name
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "html" not in answer["Content-Type"]
