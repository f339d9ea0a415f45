"""Texts that a spreadsheet would run, in every file that people open with one."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from apps.scheduling.interchange.formats.table import guarded, unguarded
from tests.attacks.operations import OPERATIONS
from tests.authentication.factories import UserFactory
from tests.facilities.factories import FacilityFactory, LocationFactory

pytestmark = pytest.mark.django_db
TABLES = {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"https://evil.example\")", "'=1", "''=1",
    "＝1+1", "＋1", "－1", "＠SUM(A1)",
]  # fmt: skip


def test_these_are_all_the_operations_that_answer_a_table() -> None:
    """Another one has to be attacked below. A file of a ticket is given back as it was sent."""
    found = {
        name
        for name, operation in OPERATIONS.items()
        for answer in operation["responses"].values()
        if TABLES & set(answer.get("content", {}))
    }
    assert found == {
        "GET /api/scheduled-events/export/",
        "GET /api/imports/templates/{file_format}/",
        "GET /api/attachments/{attachment_id}/content/",
    }


def is_harmless(cell: Any) -> bool:
    return not isinstance(cell, str) or cell[:1] not in tuple("=+-@\t\r\n＝＋－＠")


def cells_of_csv(content: bytes) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]


def cells_of_xlsx(content: bytes) -> list[Any]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if cell.hyperlink]
    return [cell.value for cell in cells]


def downloaded(client: Any, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def schedule(scheduler: Any) -> Any:
    """An event for each text, which is everything about it that somebody has typed."""
    for number, text in enumerate(HOSTILE):
        room = FacilityFactory(name=text, location=LocationFactory(name=text))
        person = UserFactory(username=f"person{number}", full_name=text)
        answer = scheduler.post(
            "/api/scheduled-events/",
            {
                "title": text,
                "description": text,
                "event_type": text,
                "facility": room.pk,
                "contributors": [text],
                "assigned_users": [person.pk],
                "start_time": "2027-03-01T10:00:00Z",
                "end_time": "2027-03-01T11:00:00Z",
            },
        )
        assert answer.status_code == 201, answer.json()
    return scheduler


@pytest.mark.parametrize(("file_format", "cells_of"), [("csv", cells_of_csv), ("xlsx", cells_of_xlsx)])
def test_no_text_of_a_schedule_is_a_formula_in_a_file(schedule: Any, file_format: str, cells_of: Any) -> None:
    path = f"/api/scheduled-events/export/?format={file_format}&start_date=2027-03-01&end_date=2027-03-02"
    cells = cells_of(downloaded(schedule, path))

    assert {guarded(text) for text in HOSTILE} <= set(cells)
    assert [cell for cell in cells if not is_harmless(cell)] == []


def test_no_name_of_the_station_is_a_formula_in_a_template(scheduler: Any) -> None:
    for text in HOSTILE:
        FacilityFactory(name=text, location=LocationFactory(name=text))
    assert all(map(is_harmless, cells_of_csv(downloaded(scheduler, "/api/imports/templates/csv/"))))
    found = cells_of_xlsx(downloaded(scheduler, "/api/imports/templates/xlsx/"))
    assert set(HOSTILE) <= set(found)  # as texts, so that they are chosen as they are called


@pytest.mark.parametrize("text", [*HOSTILE, "\t=1", "\r=1", "news", "'news'", ""])
def test_what_was_guarded_is_read_back_as_it_was(text: str) -> None:
    assert is_harmless(guarded(text))
    assert unguarded(guarded(text)) == text
