"""From a file to the schedule, through the API."""

from typing import Any

import pytest
from django.utils import timezone

from apps.core.models import OutboxEvent
from apps.core.outbox.relay import relay
from apps.facilities.models import Facility, Location
from apps.notifications.models import Notification
from apps.scheduling.models import Booking, Event
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.interchange.files import calendar_of, csv_of, event_row, frab_event, frab_of

NOTHING = {"created": 0, "changed": 0, "unchanged": 0, "conflict": 0, "bad": 0}
EVENTS = "/api/scheduled-events/"


@pytest.fixture
def studio(db: None) -> Facility:
    return FacilityFactory(name="Studio 1", rig_minutes=30, strike_minutes=15)


def booked(scheduler: Any, facility: Facility, start: str, end: str, title: str = "Morning show") -> Any:
    body = {"title": title, "facility": facility.pk, "start_time": f"2027-05-04T{start}Z"}
    answer = scheduler.post(EVENTS, body | {"end_time": f"2027-05-04T{end}Z"})
    assert answer.status_code == 201, answer.json()
    return answer.json()


def test_a_dry_run_says_all_that_would_happen_and_changes_nothing(scheduler, studio, import_, dry_run, rows):
    import_(scheduler, csv_of(event_row(id="same"), event_row(id="moved", title="Weather")))
    booked(scheduler, studio, "10:00", "11:00")
    before = list(Event.objects.values_list("pk", "version"))
    OutboxEvent.objects.all().delete()

    run = dry_run(
        scheduler,
        csv_of(
            event_row(id="same"),
            event_row(id="moved", title="Weather", start_time="17:00"),
            event_row(id="new", facility="studio 1"),
            event_row(id="clash", facility="Studio 1", start_time="11:20", end_time="11:40"),
            event_row(id="where", facility="Atlantis"),
            event_row(id="when", end_time="late"),
            event_row(id="new", title="Twice"),
        ),
    )

    assert run["status"] == "planned"
    assert run["progress"] == 1.0
    assert run["counts"] == {"created": 1, "changed": 1, "unchanged": 1, "conflict": 1, "bad": 3}
    assert run["missing_facilities"] == ["Atlantis"]
    told = {row["number"]: row for row in rows(scheduler, run)}
    assert [told[number]["outcome"] for number in sorted(told)] == [
        "unchanged", "changed", "created", "conflict", "bad", "bad", "bad",
    ]  # fmt: skip
    assert told[3]["changed"] == ["start_at"]
    assert told[4] == {
        "number": 4,
        "outcome": "created",
        "title": "Evening news",
        "start_time": "2027-05-04T17:00:00Z",
        "end_time": "2027-05-04T17:30:00Z",
        "time_zone": "Europe/Dublin",
        "facility_name": "studio 1",
    }
    # its rig of 30 minutes reaches into the strike of what is there; in the wall time of the row
    assert told[5]["reason"] == (
        "Studio 1 is already booked for Morning show, Tue 04 May 2027, 10:30 to 12:15 (Europe/Dublin)."
    )
    assert told[6]["reason"] == 'Facility "Atlantis" does not exist here.'
    assert [number for number in told if told[number].get("lacks_facility")] == [6]
    assert told[7]["reason"] == 'End Time "late" is not a time: write one like 09:30.'
    assert told[8]["reason"] == "The ID is the same as in row 4."
    assert list(Event.objects.values_list("pk", "version")) == before
    assert not OutboxEvent.objects.exists()


def test_what_is_applied_holds_facility_and_people_and_is_told(scheduler, studio, import_):
    ada = UserFactory(username="ada", email="ada@example.org")
    grace = UserFactory(username="grace", email="grace@example.org")
    OutboxEvent.objects.all().delete()

    run = import_(
        scheduler,
        csv_of(event_row(facility="Studio 1", people="Ada; GRACE@example.org", call_time="17:00", id="N1")),
    )

    assert (run["status"], run["counts"]) == ("applied", NOTHING | {"created": 1})
    event = Event.objects.get()
    assert (event.source, event.external_id, event.created_by_id) == ("spreadsheet", "N1", scheduler.user.pk)
    assert (event.rig_minutes, event.strike_minutes, event.time_zone) == (30, 15, "Europe/Dublin")
    held = Booking.objects.order_by("resource_kind", "resource_id")
    assert [(b.resource_kind, b.resource_id, f"{b.period.lower:%H:%M}", f"{b.period.upper:%H:%M}") for b in held] == [
        ("facility", studio.pk, "16:30", "17:45"),
        *(("person", person.pk, "16:00", "17:30") for person in sorted((ada, grace), key=lambda p: p.pk)),
    ]
    assert [(fact.type, fact.subject) for fact in OutboxEvent.objects.all()] == [
        ("scheduling.event_scheduled", f"event:{event.pk}"),
        ("scheduling.schedule_imported", f"import_run:{run['id']}"),
    ]


def test_the_same_file_again_changes_nothing(scheduler, studio, import_, rows):
    UserFactory(username="ada")
    content = csv_of(
        event_row(facility="Studio 1", people="ada", on_air_start="18:05", location=""),
        event_row(start_date="2027-03-28", start_time="01:30", end_time="03:00", contributors="A; B"),
        event_row(title="Off", status="Cancelled", time_zone="Asia/Tokyo", facility="Studio 1"),
    )
    first = import_(scheduler, content)
    assert first["counts"] == NOTHING | {"created": 3}, rows(scheduler, first, "bad")
    before = list(Event.objects.order_by("pk").values())
    OutboxEvent.objects.all().delete()

    again = import_(scheduler, content)

    assert again["counts"] == NOTHING | {"unchanged": 3}
    assert list(Event.objects.order_by("pk").values()) == before
    assert not OutboxEvent.objects.exists()


def test_all_or_nothing_is_nothing_when_a_row_is_bad_and_good_takes_the_rest(scheduler, dry_run, apply, rows):
    run = dry_run(scheduler, csv_of(event_row(id="1"), event_row(id="2", end_time="never")))

    refused = apply(scheduler, run, "all")

    assert refused["status"] == "refused"
    assert refused["detail"] == "Nothing was imported: 1 bad, 0 in conflict, and all rows or none were asked for."
    assert refused["counts"] == NOTHING | {"created": 1, "bad": 1}
    assert not Event.objects.exists()

    applied = apply(scheduler, run, "good")

    assert (applied["status"], applied["counts"]) == ("applied", NOTHING | {"created": 1, "bad": 1})
    assert [row["event"] for row in rows(scheduler, run, "created")] == [Event.objects.get().pk]


def test_unknown_facilities_are_created_only_on_request_and_with_their_zone(administrator, import_, dry_run, rows):
    content = frab_of({"Curie": [frab_event()], "Meitner": [frab_event(guid="2")]})

    refused = dry_run(administrator, content, "schedule.json")
    applied = import_(administrator, content, "schedule.json", create_missing=True)
    again = import_(administrator, content, "schedule.json", create_missing=True)

    assert refused["counts"] == NOTHING | {"bad": 2}
    assert refused["missing_facilities"] == ["Curie", "Meitner"]
    assert applied["counts"] == NOTHING | {"created": 2}
    assert again["counts"] == NOTHING | {"unchanged": 2}
    assert {(f.name, f.kind, f.location.time_zone) for f in Facility.objects.select_related("location")} == {
        ("Curie", "Stage", "Europe/Berlin"),
        ("Meitner", "Stage", "Europe/Berlin"),
    }
    assert Booking.objects.filter(resource_kind="facility").count() == 2


def test_facilities_are_created_in_the_location_the_file_names(administrator, import_):
    run = import_(administrator, csv_of(event_row(facility="OB 7", location="Cork")), create_missing=True)

    assert run["counts"] == NOTHING | {"created": 1}
    assert Facility.objects.get().location == Location.objects.get(name="Cork")
    assert Event.objects.get().location_id == Location.objects.get().pk


def test_nothing_is_created_when_nothing_is_imported(administrator, import_):
    run = import_(
        administrator, csv_of(event_row(facility="Atlantis"), event_row(end_time="never")), create_missing=True
    )

    assert (run["status"], run["counts"]) == ("refused", NOTHING | {"created": 1, "bad": 1})
    assert not Facility.objects.exists()


def test_what_became_a_clash_since_the_dry_run_is_told_by_row(scheduler, studio, dry_run, apply, rows):
    run = dry_run(
        scheduler,
        csv_of(event_row(facility="Studio 1"), event_row(title="Late", start_time="22:00", end_time="23:00")),
    )
    assert run["counts"] == NOTHING | {"created": 2}
    booked(scheduler, studio, "17:00", "17:15", title="Breaking news")

    refused = apply(scheduler, run, "all")

    assert (refused["status"], refused["counts"]) == ("refused", NOTHING | {"created": 1, "conflict": 1})
    (clash,) = rows(scheduler, run, "conflict")
    assert clash["number"] == 2
    assert "already booked for Breaking news" in clash["reason"]
    assert Event.objects.count() == 1

    applied = apply(scheduler, run, "good")

    assert applied["status"] == "applied"
    assert sorted(Event.objects.values_list("title", flat=True)) == ["Breaking news", "Late"]


def test_of_two_rows_that_want_the_same_the_first_gets_it(scheduler, studio, import_, rows):
    run = import_(
        scheduler,
        csv_of(
            event_row(id="1", facility="Studio 1", end_time="20:00"),
            event_row(id="2", facility="Studio 1", start_time="19:30", end_time="22:00"),
            event_row(id="3", facility="Studio 1", start_time="21:00", end_time="22:30"),
        ),
        mode="good",
    )

    assert run["counts"] == NOTHING | {"created": 2, "conflict": 1}
    (clash,) = rows(scheduler, run, "conflict")
    assert (clash["number"], clash["reason"]) == (3, "Studio 1 is taken by row 2 of the file at that time.")


def test_two_events_may_change_places(scheduler, studio, import_):
    early, late = {"start_time": "09:00", "end_time": "10:00"}, {"start_time": "12:00", "end_time": "13:00"}
    import_(
        scheduler,
        csv_of(event_row(id="1", facility="Studio 1", **early), event_row(id="2", facility="Studio 1", **late)),
    )

    run = import_(
        scheduler,
        csv_of(event_row(id="1", facility="Studio 1", **late), event_row(id="2", facility="Studio 1", **early)),
    )

    assert (run["status"], run["counts"]) == ("applied", NOTHING | {"changed": 2})
    assert {e.external_id: f"{e.start_at:%H:%M}" for e in Event.objects.all()} == {"1": "11:00", "2": "08:00"}


def test_an_event_that_cannot_move_away_is_still_in_the_way(scheduler, studio, import_, rows):
    other = FacilityFactory(name="Studio 2")
    import_(scheduler, csv_of(event_row(id="stays", facility="Studio 1")))
    booked(scheduler, other, "17:00", "18:00", title="In the way")

    run = import_(
        scheduler,
        csv_of(event_row(id="new", facility="Studio 1"), event_row(id="stays", facility="Studio 2")),
        mode="good",
    )

    assert run["counts"] == NOTHING | {"conflict": 2}
    assert ["Evening news" in rows(scheduler, run)[0]["reason"], "In the way" in rows(scheduler, run)[1]["reason"]] == [
        True,
        True,
    ]


def test_a_file_changes_what_it_speaks_about_and_leaves_the_rest(scheduler, studio, import_, rows):
    import_(scheduler, csv_of(event_row(id="1")))
    event = Event.objects.get()
    person = UserFactory()
    scheduler.patch(
        f"{EVENTS}{event.pk}/",
        {"title": "By hand", "description": "Kept", "facility": studio.pk, "assigned_users": [person.pk]},
    )

    run = import_(scheduler, csv_of(event_row(id="1", end_time="18:45")))

    assert run["counts"] == NOTHING | {"changed": 1}
    assert {"end_at", "title"} <= set(rows(scheduler, run)[0]["changed"]) <= {"end_at", "title", "time_zone"}
    event.refresh_from_db()
    assert (event.title, event.description, event.facility_id) == ("Evening news", "Kept", studio.pk)
    assert event.time_zone == "Europe/Dublin"  # of the file; the studio's is that of the station
    assert event.version == 3
    assert {f"{b.period.upper:%H:%M}" for b in Booking.objects.all()} == {"17:45", "18:00"}


def test_an_event_moved_to_another_facility_keeps_the_zone_and_times_of_the_file(scheduler, import_):
    abroad = FacilityFactory(name="Tokyo 1", location=Location.objects.create(name="Tokyo", time_zone="Asia/Tokyo"))
    row = event_row(id="1", on_air_start="18:10", on_air_end="18:20")
    import_(scheduler, csv_of(row | {"Facility": ""}))
    moved = csv_of(row | {"Facility": abroad.name, "Start Time": "18:05", "End Time": "18:35"})

    first, second = import_(scheduler, moved), import_(scheduler, moved)

    assert (first["counts"], second["counts"]) == (NOTHING | {"changed": 1}, NOTHING | {"unchanged": 1})
    event = Event.objects.get()
    assert (event.time_zone, f"{event.on_air_start_at:%H:%M}") == ("Europe/Dublin", "17:10")


def test_rows_that_are_gone_from_the_file_stay_on_the_schedule(scheduler, import_):
    import_(scheduler, csv_of(event_row(id="1"), event_row(id="2")))
    import_(scheduler, csv_of(event_row(id="1")))

    assert Event.objects.live().count() == 2


def test_what_was_taken_off_the_schedule_here_stays_off(scheduler, import_, rows):
    import_(scheduler, csv_of(event_row(id="1")))
    scheduler.delete(f"{EVENTS}{Event.objects.get().pk}/")

    run = import_(scheduler, csv_of(event_row(id="1", title="Changed")))

    assert run["counts"] == NOTHING | {"unchanged": 1}
    assert rows(scheduler, run)[0]["note"] == "It was taken off the schedule here and stays off."
    assert not Event.objects.live().exists()


def test_a_cancelled_event_gives_its_facility_free(scheduler, studio, import_):
    import_(scheduler, csv_of(event_row(id="1", facility="Studio 1")))
    OutboxEvent.objects.all().delete()

    run = import_(
        scheduler,
        csv_of(event_row(id="2", facility="Studio 1"), event_row(id="1", facility="Studio 1", status="Cancelled")),
    )

    assert run["counts"] == NOTHING | {"created": 1, "changed": 1}
    assert [fact.type for fact in OutboxEvent.objects.order_by("pk")] == [
        "scheduling.event_scheduled",
        "scheduling.event_cancelled",
    ]


def test_unknown_people_are_refused_in_a_table_and_guests_in_a_calendar(scheduler, import_, rows):
    ada = UserFactory(username="ada", email="ada@example.org")
    table = import_(scheduler, csv_of(event_row(people="ada; nobody")))
    calendar = import_(
        scheduler,
        calendar_of(
            "UID:1\nSUMMARY:Talk\nDTSTART:20270504T170000Z\nDURATION:PT1H\n"
            "ATTENDEE:mailto:ADA@example.org\nATTENDEE:mailto:guest@example.com"
        ),
        "talk.ics",
    )

    assert rows(scheduler, table)[0]["reason"] == ("People: nobody here has the user name or e-mail address nobody.")
    assert calendar["counts"] == NOTHING | {"created": 1}
    event = Event.objects.get()
    assert event.contributors == ["guest@example.com"]
    assert [b.resource_id for b in event.bookings.all()] == [ada.pk]


def test_facilities_that_take_no_bookings_and_people_who_left_are_refused(scheduler, import_, rows):
    FacilityFactory(name="Closed", status="Inactive")
    UserFactory(username="gone", is_active=False, first_name="Gone", last_name="Away")

    run = import_(scheduler, csv_of(event_row(id="1", facility="Closed"), event_row(id="2", people="gone")))

    assert [row["reason"] for row in rows(scheduler, run)] == [
        "facility: Closed takes no bookings.",
        "assigned_users: Gone Away is no longer active.",
    ]


def test_notes_of_clock_changes_reach_the_person(scheduler, dry_run, rows):
    run = dry_run(scheduler, csv_of(event_row(start_date="2027-03-28", start_time="01:30", end_time="03:00")))

    assert rows(scheduler, run)[0]["note"].endswith("in Europe/Dublin: moved to 02:30.")


def test_people_are_told_once_of_all_their_events_in_a_file(scheduler, import_):
    ada, grace = UserFactory(username="ada"), UserFactory(username="grace")
    import_(
        scheduler,
        csv_of(
            event_row(id="1", people="ada; grace"),
            event_row(id="2", people="ada", start_date="2027-04-02"),
            event_row(id="3", people="grace", start_date="2021-04-02"),  # over long since
        ),
    )
    relay(now=timezone.now())

    import_(scheduler, csv_of(event_row(id="1", people="ada; grace", title="Only its name")))
    relay(now=timezone.now())

    assert set(Notification.objects.values_list("person_id", "title")) == {
        (ada.pk, "An import changed your schedule: 2 events"),
        (grace.pk, "An import changed your schedule: 1 event"),
    }
    assert Notification.objects.count() == 2
