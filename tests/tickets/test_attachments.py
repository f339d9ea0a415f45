"""Files on tickets: what is taken, what is not whatever it calls itself, how it is served and to whom."""

import hashlib
import io
import os
import zipfile
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.tickets.attachments import services, storage
from apps.tickets.attachments.models import Attachment
from tests.facilities.test_races import at_once
from tests.tickets.factories import INCIDENTS, incident, service_ticket

URL = "/api/attachments/"
SIGN_IN_QUERIES = 2  # session, person
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(range(256)) * 4
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 4
GIF = b"GIF89a" + bytes(64)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(64)
PDF = b"%PDF-1.7\n1 0 obj\n" + bytes(64)


def archive(*names, mimetype=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        if mimetype:
            made.writestr("mimetype", mimetype)
        for name in names:
            made.writestr(name, "x")
    return file.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")
ODS = archive("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def send(client, content, name="picture.png", claimed="image/png", **ticket):
    file = SimpleUploadedFile("x", content, claimed)
    file._name = name  # what a browser sends, before anybody has cleaned it
    return Client.post(client, URL, {"file": file, **ticket})  # as a form, where the fixture speaks JSON


def files_on_disk():
    return [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]


def body_of(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("content", "name", "content_type", "kept_as"),
    [
        (PNG, "screen.png", "image/png", "screen.png"),
        (JPEG, "photo.JPEG", "image/jpeg", "photo.JPEG"),
        (GIF, "loop.gif", "image/gif", "loop.gif"),
        (WEBP, "shot.webp", "image/webp", "shot.webp"),
        (PDF, "manual.pdf", "application/pdf", "manual.pdf"),
        (b"12:00 \x1b[31mno signal\x1b[0m\r\n", "mixer.log", "text/plain; charset=utf-8", "mixer.log"),
        ("Zeit;Gerät\n".encode(), "liste.csv", "text/plain; charset=utf-8", "liste.csv"),
        (DOCX, "report.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "report.docx"),
        (XLSX, "sums.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "sums.xlsx"),
        (ODS, "sums.ods", "application/vnd.oasis.opendocument.spreadsheet", "sums.ods"),
        # the content decides: a name that says something else gets the right ending
        (PNG, "page.html", "image/png", "page.html.png"),
        (b"hello <script>", "page.html", "text/plain; charset=utf-8", "page.html.txt"),
        (XLSX, "sums.exe", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "sums.exe.xlsx"),
    ],
)
def test_a_file_is_what_its_content_says(operator, content, name, content_type, kept_as):
    fault = incident(operator)
    response = send(operator, content, name, "text/html", incident_ticket=fault["id"])
    assert response.status_code == 201, response.content
    made = response.json()
    assert (
        made.items()
        >= {
            "name": kept_as,
            "content_type": content_type,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "incident_ticket": {"id": fault["id"], "number": fault["number"]},
        }.items()
    )
    assert made["uploaded_by"]["id"] == operator.user.pk
    answer = operator.get(made["url"])
    assert (body_of(answer), answer["Content-Type"]) == (content, content_type)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
BAD = {
    "html named .png": b"<!DOCTYPE html><script>alert(1)</script>",
    "html after a mark and blanks": b"\xef\xbb\xbf \r\n\t<html><body>",
    "a picture of markup": SVG,
    "xml": b'<?xml version="1.0"?>' + SVG,
    "a picture that is a page as well": GIF + b"<script>alert(1)</script>",
    "a picture that is a page far behind": PNG + bytes(70_000) + b"<ScRiPt src=x>",
    "markup on the edge of what is read at once": PNG.ljust(64 * 1024 - 4, b"\x00") + b"<script>",
    "a photo that is a program as well": JPEG + b"<?php system($_GET[1]);",
    "a program": b"MZ\x90\x00" + bytes(64),
    "another program": b"\x7fELF" + bytes(64),
    "an archive": archive("evil.sh"),
    "a document with macros": archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "a damaged document": DOCX[:60],
    "nothing": b"",
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("content", BAD.values(), ids=list(BAD))
@pytest.mark.parametrize("name", ["picture.png", "notes.txt", "report.docx"])
def test_what_a_browser_or_an_office_program_would_run_is_refused_whatever_its_name(operator, content, name):
    fault = incident(operator)
    response = send(operator, content, name, incident_ticket=fault["id"])
    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert list(response.json()["errors"]) == ["file"]
    assert not files_on_disk()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("../../../etc/passwd", "passwd.png"),
        ("..\\..\\boot.png", "boot.png"),
        ("/etc/cron.d/x.png", "x.png"),
        ("a\x00b.png", "ab.png"),
        ("evil\u202egnp.exe", "evilgnp.exe.png"),
        ('say "hi"<b>.png', "say hib.png"),
        ("...", "file.png"),
        ("", "file.png"),
        ("x" * 500 + ".png", "x" * 137 + ".png"),
    ],
)
def test_names_lead_nowhere(operator, name, kept_as, settings):
    from apps.tickets.attachments.content import PNG as PICTURE
    from apps.tickets.attachments.content import name_of

    assert name_of(name, PICTURE) == kept_as
    fault = incident(operator)
    response = send(operator, PNG, name or "x", incident_ticket=fault["id"])
    assert response.status_code in {201, 422}  # a form with a NUL in a name is not even read
    folder = Path(settings.DATA_DIR) / "uploads" / "attachments"
    assert all(folder in path.parents for path in files_on_disk())


def test_nothing_is_served_as_active_content(operator):
    fault = incident(operator)
    text = send(operator, b"hello <script>", "a.txt", incident_ticket=fault["id"]).json()
    picture = send(operator, PNG, 'b "x".png', incident_ticket=fault["id"]).json()
    for made, query, disposition in (
        (text, {}, "attachment"),
        (text, {"inline": "true"}, "attachment"),
        (picture, {}, "attachment"),
        (picture, {"inline": "true"}, "inline"),
    ):
        answer = operator.get(made["url"], query)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith(disposition)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Frame-Options"] == "DENY"
        assert body_of(answer)


def test_large_files_are_refused_and_a_ticket_takes_so_many(operator, monkeypatch):
    fault = incident(operator)
    monkeypatch.setattr(services, "MOST_BYTES", 2000)
    large = send(operator, PNG + bytes(2000), incident_ticket=fault["id"])
    assert (large.status_code, large.json()["code"]) == (413, "too_large")
    monkeypatch.setattr(services, "MOST_PER_TICKET", 2)
    for _ in range(2):
        assert send(operator, PNG, incident_ticket=fault["id"]).status_code == 201
    third = send(operator, PNG, incident_ticket=fault["id"])
    assert (third.status_code, third.json()["code"]) == (409, "too_many_attachments")
    assert len(files_on_disk()) == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_last_place_do_not_both_get_it(sign_in, monkeypatch):
    monkeypatch.setattr(services, "MOST_PER_TICKET", 1)
    clients = [sign_in() for _ in range(4)]
    fault = incident(clients[0])
    answers = at_once(*(partial(send, client, PNG, incident_ticket=fault["id"]) for client in clients))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert len(files_on_disk()) == 1


@pytest.mark.parametrize("ticket", [{}, {"incident_ticket": "x"}, {"incident_ticket": "1", "service_ticket": "1"}])
def test_a_file_needs_one_ticket(operator, ticket):
    response = send(operator, PNG, **ticket)
    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert not files_on_disk()


def test_files_are_for_whoever_may_read_the_ticket(operator, engineer, sign_in):
    ticket = service_ticket(operator)
    made = send(operator, PNG, service_ticket=ticket["id"]).json()
    path, other = f"{URL}{made['id']}/", sign_in()
    assert engineer.get(path).json() == operator.get(path).json() == made
    assert engineer.get(made["url"]).status_code == 200
    for response in (other.get(path), other.get(made["url"]), other.delete(path)):
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert other.get(URL).json()["count"] == other.get(URL, {"service_ticket": ticket["id"]}).json()["count"] == 0
    assert send(other, PNG, service_ticket=ticket["id"]).status_code == 404
    assert Client().get(made["url"]).status_code == 401


def test_removed_files_are_gone_from_the_disk_and_stay_in_the_timeline(
    operator, engineer, sign_in, django_capture_on_commit_callbacks
):
    fault = incident(operator)
    made = send(operator, PNG, "screen.png", incident_ticket=fault["id"]).json()
    assert sign_in().delete(f"{URL}{made['id']}/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert engineer.delete(f"{URL}{made['id']}/").json() == {"detail": "The file was removed"}
    assert operator.get(made["url"]).status_code == 404
    assert not files_on_disk()
    lines = operator.get(f"{INCIDENTS}{fault['id']}/timeline/").json()["results"]
    assert [(line["what"], line.get("after"), line.get("before")) for line in lines[1:]] == [
        ("attached", "screen.png", None),
        ("detached", None, "screen.png"),
    ]


def test_a_file_that_is_missing_on_disk_is_told_so(operator):
    fault = incident(operator)
    made = send(operator, PNG, incident_ticket=fault["id"]).json()
    storage.forget(Attachment.objects.get().stored)
    assert operator.get(made["url"]).status_code == 404


def test_a_list_costs_the_same_queries_however_long_it_is(operator, engineer, django_assert_num_queries):
    fault = incident(operator)
    for client in (operator, engineer):
        send(client, PNG, incident_ticket=fault["id"])
        with django_assert_num_queries(SIGN_IN_QUERIES + 2):  # files, people
            operator.get(URL, {"incident_ticket": fault["id"]})


def test_a_file_sent_twice_with_one_key_is_kept_once(operator):
    fault = incident(operator)
    for _ in range(2):
        file = SimpleUploadedFile("a.png", PNG)
        sent = Client.post(
            operator, URL, {"file": file, "incident_ticket": fault["id"]}, headers={"Idempotency-Key": "k"}
        )
        assert sent.status_code == 201
    assert len(files_on_disk()) == 1


def aged(path: Path, **ago: float) -> Path:
    then = (timezone.now() - timedelta(**ago)).timestamp()
    os.utime(path, (then, then))
    return path


def test_files_left_by_a_crash_are_swept_and_no_other(operator):
    fault = incident(operator)
    made = send(operator, PNG, incident_ticket=fault["id"]).json()
    (kept,) = files_on_disk()
    aged(kept, days=30)
    orphans = [storage.path_of(letter * 32) for letter in "abc"]
    for path in orphans:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG)
    aged(orphans[0], days=1, minutes=1)
    aged(orphans[1], days=30)
    aged(orphans[2], hours=23)  # its row may be on its way

    assert services.sweep_files(now=timezone.now()) == 2

    assert set(files_on_disk()) == {kept, orphans[2]}
    assert body_of(operator.get(made["url"])) == PNG


def test_a_file_that_could_not_be_removed_with_its_attachment_is_swept(operator):
    fault = incident(operator)
    made = send(operator, PNG, incident_ticket=fault["id"]).json()
    (left,) = files_on_disk()
    Attachment.objects.filter(pk=made["id"]).update(removed_at=timezone.now())
    aged(left, days=2)

    assert services.sweep_files(now=timezone.now()) == 1
    assert not files_on_disk()
