"""The schedule as a file, and templates."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from apps.facilities.models import Location
from apps.scheduling.models import Event
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.interchange.files import csv_of, event_row

EVENTS = "/api/scheduled-events/"
EXPORT = f"{EVENTS}export/"
NOTHING = {"created": 0, "changed": 0, "unchanged": 0, "conflict": 0, "bad": 0}


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"), newline="")))


@pytest.fixture
def news(scheduler):
    """An event with everything."""
    dublin = Location.objects.create(name="Dublin", time_zone="Europe/Dublin")
    studio = FacilityFactory(name="Studio 1", location=dublin, rig_minutes=30)
    ada = UserFactory(username="ada", email="ada@example.org")
    answer = scheduler.post(
        EVENTS,
        {
            "title": "=Evening news",
            "description": "One\nTwo, three; four",
            "event_type": "Live",
            "facility": studio.pk,
            "start_time": "2027-10-31T00:30:00Z",
            "end_time": "2027-10-31T01:30:00Z",
            "on_air_start": "2027-10-31T01:00:00Z",
            "on_air_end": "2027-10-31T01:30:00Z",
            "call_time": "2027-10-30T23:00:00Z",
            "wrap_time": "2027-10-31T02:00:00Z",
            "contributors": ["Joan Clarke", "Alan"],
            "assigned_users": [ada.pk],
            "tentative_users": [UserFactory().pk],
        },
    )
    assert answer.status_code == 201, answer.json()
    return answer.json()


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ics"])
def test_an_export_imported_again_changes_nothing(scheduler, news, dry_run, file_format):
    scheduler.post(EVENTS, {"title": "Bare", "start_time": "2027-05-04T10:00:00Z", "end_time": "2027-05-04T11:00:00Z"})
    answer = scheduler.get(EXPORT, {"format": file_format})
    content = b"".join(answer.streaming_content)

    run = dry_run(scheduler, content, f"schedule.{file_format}", time_zone="Asia/Tokyo")

    assert run["counts"] == NOTHING | {"unchanged": 2}
    assert answer["Content-Disposition"].startswith('attachment; filename="schedule-20')
    assert answer["Content-Disposition"].endswith(f'.{file_format}"')


def test_what_is_changed_in_an_export_changes_the_event(scheduler, news, import_):
    exported = b"".join(scheduler.get(EXPORT).streaming_content)

    run = import_(scheduler, exported.replace(b"'=Evening news", b"Late news"))

    assert run["counts"] == NOTHING | {"changed": 1}
    event = Event.objects.get()
    assert (event.pk, event.title, event.source) == (news["id"], "Late news", "")


def test_an_export_of_another_station_does_not_touch_the_events_of_this_one(scheduler, news, import_, settings):
    exported = b"".join(scheduler.get(EXPORT).streaming_content).replace(b"Studio 1", b"")
    settings.SECRET_KEY = "the key of another station, as long as it takes"

    scheduler.force_login(scheduler.user, backend="django.contrib.auth.backends.ModelBackend")
    run = import_(scheduler, exported.replace(b",ada,", b",,"))

    assert run["counts"] == NOTHING | {"created": 1}


def test_the_filters_of_the_list_are_those_of_the_export(scheduler, news):
    booth = FacilityFactory(name="Booth")
    scheduler.post(
        EVENTS,
        {
            "title": "Elsewhere",
            "facility": booth.pk,
            "start_time": "2027-05-04T10:00:00Z",
            "end_time": "2027-05-04T11:00:00Z",
        },
    )

    by_facility = table(scheduler.get(EXPORT, {"facility": booth.pk}))
    by_day = table(scheduler.get(EXPORT, {"start_date": "2027-10-31", "end_date": "2027-10-31"}))

    assert [row["Title"] for row in by_facility] == ["Elsewhere"]
    assert [row["Title"] for row in by_day] == ["'=Evening news"]
    assert scheduler.get(EXPORT, {"format": "pdf"}).status_code == 422


def test_everyone_may_take_the_schedule_away_and_nobody_else(operator, anonymous, news):
    assert operator.get(EXPORT).status_code == 200
    assert anonymous.get(EXPORT).status_code == 401


def test_the_queries_of_an_export_do_not_grow_with_it(scheduler, import_, django_assert_num_queries):
    FacilityFactory(name="Studio 1")
    UserFactory(username="ada")
    days = [f"2027-05-{day:02}" for day in range(1, 29)]
    import_(scheduler, csv_of(*(event_row(id=d, start_date=d, facility="Studio 1", people="ada") for d in days)))

    with django_assert_num_queries(6):  # session, person; events, bookings, people, facilities
        assert len(table(scheduler.get(EXPORT))) == len(days)


def test_templates_are_downloaded_by_those_who_are_signed_in(operator, anonymous):
    FacilityFactory(name="Studio 1", location=Location.objects.create(name="Dublin", time_zone="Europe/Dublin"))
    FacilityFactory(name="Closed", status="Inactive")

    plain = operator.get("/api/imports/templates/csv/")
    book = openpyxl.load_workbook(io.BytesIO(operator.get("/api/imports/templates/xlsx/").content))

    assert plain.content.decode("utf-8-sig").startswith("Title,Start Date,Start Time,End Date,End Time,Facility,Type,")
    offered = [row[0].value for row in book["Lists"]["F1:F5"]]
    assert offered == ["Studio 1", None, None, None, None]
    assert operator.get("/api/imports/templates/docx/").status_code == 422
    assert anonymous.get("/api/imports/templates/csv/").status_code == 401
