"""Requests that are made to cost much: deep, long, many."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core.http import DEPTH
from tests.attacks.operations import OPERATIONS, SCHEMA, body_of, resolved

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


@pytest.mark.urls("tests.core.probe")
@pytest.mark.parametrize("shape", ["lists", "objects", "in a member nobody knows"])
def test_a_body_is_nested_so_deep_and_no_deeper(administrator: Any, shape: str) -> None:
    def body(levels: int) -> str:
        if shape == "lists":
            return '{"note": "a", "unknown": ' + "[" * (levels - 1) + "]" * (levels - 1) + "}"
        if shape == "objects":
            return '{"unknown": ' * levels + "1" + "}" * levels
        return '{"unknown": [1, {"x": ' + "[" * (levels - 3) + "]" * (levels - 3) + "}]}"

    answers = [
        administrator.generic("POST", "/api/probe/", body(levels), content_type="application/json")
        for levels in (DEPTH, DEPTH + 1, 900)
    ]

    assert [answer.status_code for answer in answers] == [200, 422, 422]
    assert answers[1].json()["detail"] == f"body: must not be nested deeper than {DEPTH} levels"


def lists_of(schema: dict[str, Any], place: str, seen: tuple[str, ...] = ()) -> list[str]:
    """The places of lists that may be of any length."""
    name = schema.get("$ref", "")
    if name in seen:
        return []
    schema, seen = resolved(schema), (*seen, name) if name else seen
    found = [place] if schema.get("type") == "array" and "maxItems" not in schema else []
    for choice in schema.get("anyOf", []):
        found += lists_of(choice, place, seen)
    if "items" in schema:
        found += lists_of(schema["items"], f"{place}[]", seen)
    for member, inner in schema.get("properties", {}).items():
        found += lists_of(inner, f"{place}.{member}", seen)
    return found


def test_no_operation_takes_a_list_of_any_length() -> None:
    assert SCHEMA["paths"]
    assert [place for name, operation in OPERATIONS.items() for place in lists_of(body_of(operation), name)] == []


@pytest.mark.parametrize("path", ["/api/locations/", "/api/auth/login/", "/api/attachments/", "/api/imports/"])
def test_how_much_is_read_depends_on_what_the_address_takes(administrator: Any, path: str, settings: Any) -> None:
    settings.UPLOAD_MOST_BYTES = {"/api/attachments/": 2 * MEGABYTE, "/api/imports/": 3 * MEGABYTE}
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = MEGABYTE
    most = settings.UPLOAD_MOST_BYTES.get(path, MEGABYTE)
    for size, is_too_large in ((most - 100_000, False), (most + 1, True)):
        answer = Client.post(administrator, path, {"file": io.BytesIO(bytes(size))})
        assert (answer.status_code == 413) is is_too_large, (size, answer.content)
    json = administrator.generic("POST", path, b" " * (MEGABYTE + 1), content_type="application/json")
    assert (json.status_code, json.json()["code"]) == (413, "too_large")


def test_what_strangers_send_as_files_is_not_even_read(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """Also when they have fetched a token, which anybody may."""
    read = []
    monkeypatch.setattr("django.http.request.HttpRequest.parse_file_upload", lambda *_: read.append(1))
    stranger = Client(enforce_csrf_checks=True)
    token = stranger.get("/api/csrf/").json()["csrfToken"]
    for path in ("/api/imports/", "/api/attachments/", "/api/auth/login/", "/api/nothing/"):
        answer = stranger.post(
            path, {"file": SimpleUploadedFile("a.csv", b"x" * MEGABYTE)}, headers={"X-CSRFToken": token}
        )
        assert answer.status_code in {401, 404}, path
    assert not read


@pytest.mark.parametrize(
    ("fields", "files"), [(300, 1), (1, 6), (5000, 0)], ids=["many fields", "many files", "fields alone"]
)
def test_a_form_has_so_many_parts(administrator: Any, fields: int, files: int) -> None:
    form = {f"field{number}": "x" for number in range(fields)}
    form |= {f"file{number}": SimpleUploadedFile("a.csv", b"x") for number in range(files)}
    answer = Client.post(administrator, "/api/imports/", form)

    assert (answer.status_code, answer["Content-Type"]) in {(400, "application/json"), (422, "application/json")}


def test_a_query_has_so_many_members(administrator: Any) -> None:
    answer = administrator.get("/api/locations/?" + "&".join(f"a{number}=1" for number in range(5000)))

    assert (answer.status_code, answer.json()["code"]) == (400, "not_readable")


def test_a_search_for_much_is_refused_or_answered_but_finds_no_fault(administrator: Any) -> None:
    for text in ("%" * 500, "_" * 500, "\\" * 500, "a" * 3000, "(" * 500, "🎬" * 300):
        assert administrator.get("/api/facilities/", {"search": text}).status_code in {200, 422}
