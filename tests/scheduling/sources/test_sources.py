"""Setting up sources, reading them, and what their log says."""

import gzip
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.actors import Role
from apps.core.models import OutboxEvent
from apps.core.secrets import opened
from apps.scheduling.interchange import services as interchange
from apps.scheduling.models import Event, ImportRow, ImportRun, Source, Sync
from apps.scheduling.sources import syncing
from apps.scheduling.sources.models import KEY_PURPOSE
from tests.scheduling.factories import FacilityFactory
from tests.scheduling.sources.conftest import EVENTS, URL, work

pytestmark = pytest.mark.django_db

NEWS = "n1,News,2027-03-12,18:00,19:00,Studio A,"
SPORT = "s1,Sport,2027-03-12,20:00,21:00,Studio A,"


@pytest.fixture
def studio():
    return FacilityFactory(name="Studio A")


def test_a_source_keeps_its_key_encrypted_and_never_tells_it(source, administrator, scheduler):
    assert (source["has_key"], source["interval_minutes"], source["is_active"]) == (True, 60, True)
    for answer in (administrator.get(URL), scheduler.get(f"{URL}{source['id']}/")):
        assert "s3cret" not in answer.content.decode()
    row = Source.objects.get()
    assert "s3cret" not in row.key
    assert opened(row.key, purpose=KEY_PURPOSE) == "s3cret"
    assert "s3cret" not in str(list(OutboxEvent.objects.values("payload")))
    history = administrator.get("/api/audit/", {"subject": f"schedule_source:{source['id']}"})
    assert row.key not in history.content.decode()


def test_sending_it_back_changes_nothing_and_the_key_stays(source, administrator):
    read = administrator.get(f"{URL}{source['id']}/").json()
    again = administrator.patch(f"{URL}{source['id']}/", read).json()
    assert again == read
    assert administrator.patch(f"{URL}{source['id']}/", {"key": ""}).json()["has_key"] is False


def test_a_new_host_wants_the_key_again(source, administrator):
    path = f"{URL}{source['id']}/"
    moved = administrator.patch(path, {"address": "https://elsewhere.example/x"})
    assert (moved.status_code, list(moved.json()["errors"])) == (422, ["key"])
    assert administrator.patch(path, {"address": source["address"] + "/2"}).status_code == 200
    moved = administrator.patch(path, {"address": "https://elsewhere.example/x", "key": "other"})
    assert moved.status_code == 200


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"interval_minutes": 4}, "interval_minutes"),
        ({"interval_minutes": 1441}, "interval_minutes"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"address": "ftp://example.org/x"}, "address"),
        ({"address": "https://user:word@example.org/x"}, "address"),
        ({"address": "https://exa mple.org/x"}, "address"),
        ({"address": ""}, "address"),
        ({"key_header": "Host"}, "key_header"),
        ({"key_header": "X Key"}, "key_header"),
        ({"key": "a\r\nX-Evil: 1"}, "key"),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(source, administrator, change, field):
    answer = administrator.patch(f"{URL}{source['id']}/", change)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert administrator.get(f"{URL}{source['id']}/").json() == source


def test_two_sources_have_two_names_and_the_interval_is_held_by_the_database(source, administrator):
    again = administrator.post(URL, {"name": "PLAYOUT", "address": "https://example.org/"})
    assert (again.status_code, list(again.json()["errors"])) == (422, ["name"])
    with pytest.raises(IntegrityError, match="source_interval_possible"), transaction.atomic():
        Source.objects.update(interval_minutes=3)


def test_reading_a_source_creates_changes_and_tells(source, sync, publisher, studio, scheduler):
    publisher.publish(NEWS, SPORT)
    first = sync()
    assert (first["status"], first["kind"], first["counts"]["created"]) == ("done", "asked", 2)
    assert publisher.asked[0]["authorization"] == "Bearer s3cret"
    [news, _] = scheduler.get(EVENTS, {"start_date": "2027-03-12", "end_date": "2027-03-12"}).json()["results"]
    assert (news["title"], news["source"], news["external_id"]) == ("News", f"source:{source['id']}", "n1")
    assert (news["start_time"], news["facility"]["id"]) == ("2027-03-12T18:00:00Z", studio.pk)

    publisher.publish("n1,Late news,2027-03-12,22:00,22:30,Studio A,", SPORT)
    second = sync()
    assert (second["counts"]["changed"], second["counts"]["unchanged"]) == (1, 1)
    assert scheduler.get(f"{EVENTS}{news['id']}/").json()["title"] == "Late news"
    assert Event.objects.count() == 2
    listed = scheduler.get(f"{URL}{source['id']}/").json()
    assert (listed["last_sync"]["id"], listed["waiting"], listed["failures"]) == (second["id"], 0, 0)
    # what did not change leaves no rows behind, and nothing of it stands among people's imports
    assert [row.outcome for row in ImportRow.objects.order_by("pk")] == ["created", "created", "changed"]
    assert scheduler.get("/api/imports/").json()["count"] == 0
    rows = scheduler.get(f"/api/imports/{second['run']}/rows/").json()["results"]
    assert [row["title"] for row in rows] == ["Late news"]


def test_a_header_of_ones_own_carries_the_key(source, sync, publisher, studio, administrator):
    administrator.patch(f"{URL}{source['id']}/", {"key_header": "X-API-Key"})
    publisher.publish(NEWS)
    sync()
    assert publisher.asked[0]["x-api-key"] == "s3cret"
    assert "authorization" not in publisher.asked[0]


def test_the_same_answer_again_is_not_imported_again(source, sync, publisher, studio, scheduler):
    publisher.publish(NEWS)
    sync()
    assert sync()["status"] == "unchanged"
    publisher.headers["ETag"] = '"v1"'
    publisher.publish(NEWS, SPORT)
    assert sync()["status"] == "done"
    assert (sync()["status"], publisher.asked[-1]["if-none-match"]) == ("unchanged", '"v1"')
    assert ImportRun.objects.count() == 2


def test_what_was_left_over_is_tried_again_although_the_answer_is_the_same(sync, publisher, scheduler):
    publisher.publish(NEWS)
    first = sync()
    assert first["counts"]["bad"] == 1
    FacilityFactory(name="Studio A")
    assert sync()["counts"]["created"] == 1


def test_a_taken_facility_is_a_conflict_and_the_rest_goes_on(sync, publisher, studio, scheduler):
    body = {"title": "Own", "start_time": "2027-03-12T18:30Z", "end_time": "2027-03-12T18:45Z", "facility": studio.pk}
    scheduler.post(EVENTS, body)
    publisher.publish(NEWS, SPORT)
    done = sync()
    assert (done["counts"]["conflict"], done["counts"]["created"]) == (1, 1)
    [row] = scheduler.get(f"/api/imports/{done['run']}/rows/", {"outcome": "conflict"}).json()["results"]
    assert "already booked for Own" in row["reason"]


def test_ids_of_two_sources_do_not_mean_the_same_event(sync, source, publisher, studio, administrator):
    publisher.publish(NEWS)
    sync()
    publisher.publish("n1,Other,2027-03-13,18:00,19:00,Studio A,")
    other = administrator.post(URL, {"name": "Other", "address": publisher.address}).json()
    administrator.post(f"{URL}{other['id']}/sync/")
    work()
    assert sorted(Event.objects.values_list("title", flat=True)) == ["News", "Other"]


def test_a_source_cannot_change_what_is_not_its_own(sync, publisher, studio, scheduler):
    publisher.publish(NEWS)
    own = scheduler.post(
        EVENTS, {"title": "Own", "start_time": "2027-03-12T08:00Z", "end_time": "2027-03-12T09:00Z"}
    ).json()
    exported = b"".join(scheduler.get(f"{EVENTS}export/", {"format": "csv"}).streaming_content)
    publisher.content = exported.replace(b"Own", b"Theirs")
    done = sync()
    assert done["counts"]["bad"] == 1
    assert scheduler.get(f"{EVENTS}{own['id']}/").json()["title"] == "Own"


def test_calendars_are_read_with_guests_we_do_not_know(sync, publisher, scheduler):
    publisher.content = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nSUMMARY:News\r\nDTSTART:20270312T180000Z\r\n"
        b"DTEND:20270312T190000Z\r\nATTENDEE:mailto:guest@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert sync()["counts"]["created"] == 1
    assert Event.objects.get().contributors == ["guest@example.com"]


def test_a_test_tells_what_is_there_and_changes_nothing(source, sync, publisher, studio, administrator):
    publisher.publish(NEWS, "x,,2027-03-12,20:00,21:00,,")
    tested = sync("test", administrator)
    assert (tested["status"], tested["kind"]) == ("done", "test")
    assert tested["counts"] == {"readable": 1, "bad": 1}
    assert tested["detail"].startswith("CSV with 2 events, 1 of them cannot be read: Title")
    assert not Event.objects.exists()
    assert not ImportRun.objects.exists()
    assert "last_sync" not in administrator.get(f"{URL}{source['id']}/").json()


@pytest.mark.parametrize(
    ("set_up", "detail"),
    [
        ({"status": 500}, "The source answers with status 500"),
        ({"status": 401}, "The source refuses the key, or wants one (status 401)"),
        ({"content": b"%PDF-1.4"}, "The file is a PDF"),
        ({"content": b""}, "The file is empty"),
        ({"content": gzip.compress(b"x")}, "The file is compressed with gzip: unpack it first"),
        ({"headers": {"Content-Encoding": "gzip"}}, "The source answers compressed, although it was asked not to"),
        ({"status": 302, "headers": {"Location": "/schedule"}}, "The address leads on to others more than 3 times"),
        ({"port": 1}, "127.0.0.1 does not answer"),
    ],
)
def test_what_cannot_be_read_says_why_and_changes_nothing(sync, publisher, administrator, set_up, detail):
    if "port" in set_up:
        Source.objects.update(address="http://127.0.0.1:1/")
    else:
        for name, value in set_up.items():
            setattr(publisher, name, value)
    failed = sync()
    assert (failed["status"], failed["detail"]) == ("failed", detail)
    assert administrator.get(URL).json()["results"][0]["failures"] == 1
    assert not Event.objects.exists()


def test_a_key_that_cannot_be_opened_any_more_is_told_in_words(sync, settings, publisher, sign_in):
    publisher.publish(NEWS)
    settings.SECRET_KEY = "another"
    scheduler = sign_in(role=Role.SCHEDULER)
    failed = sync(client=scheduler)
    assert failed["status"] == "failed"
    assert "enter it again" in failed["detail"]
    assert not publisher.asked


def test_sources_are_read_when_their_time_has_come_and_later_and_later_while_they_fail(
    source, publisher, studio, now, administrator
):
    def pass_minutes(minutes):
        now.shift(timedelta(minutes=minutes))
        queued = syncing.sync_due(now=timezone.now())
        work()
        return queued

    publisher.publish(NEWS)
    assert pass_minutes(0) == 1  # a new one is read at once
    assert pass_minutes(59) == 0
    assert pass_minutes(1) == 1
    publisher.status = 500
    assert [pass_minutes(60), pass_minutes(60)] == [1, 1]
    assert [pass_minutes(60), pass_minutes(60)] == [0, 1]  # after two failures every second time
    publisher.status = 200
    assert pass_minutes(240) == 1
    assert administrator.get(f"{URL}{source['id']}/").json()["failures"] == 0
    administrator.patch(f"{URL}{source['id']}/", {"is_active": False})
    assert pass_minutes(1440) == 0
    assert [sync.kind for sync in Sync.objects.order_by("pk")[:2]] == ["scheduled", "scheduled"]


def test_one_reading_at_a_time_whoever_asks(source, publisher, studio, scheduler, administrator):
    publisher.publish(NEWS)
    first = scheduler.post(f"{URL}{source['id']}/sync/").json()
    assert administrator.post(f"{URL}{source['id']}/sync/").json()["id"] == first["id"]
    syncing.sync_due(now=timezone.now())
    assert Sync.objects.count() == 1
    with pytest.raises(IntegrityError, match="sync_one_open"), transaction.atomic():
        Sync.objects.create(source_id=source["id"], kind="asked", created_at=timezone.now())
    work()
    syncing.run_sync(sync_id=first["id"], now=timezone.now())  # delivered twice: nothing happens
    assert len(publisher.asked) == 1


def test_a_reading_whose_worker_died_is_given_up_and_the_next_one_works(source, publisher, studio, scheduler, now):
    publisher.publish(NEWS)
    sync = scheduler.post(f"{URL}{source['id']}/sync/").json()
    Sync.objects.update(status="running")
    ImportRun.objects.create(file_name="x", format="csv", time_zone="UTC", status="reading", source_id=source["id"])
    now.shift(timedelta(minutes=5))
    assert interchange.resume_imports(now=timezone.now()) == 0  # not by the hands of people's imports
    syncing.sync_due(now=timezone.now())
    given_up = scheduler.get(f"{URL}{source['id']}/syncs/").json()["results"][-1]
    assert (given_up["id"], given_up["status"], given_up["detail"]) == (
        sync["id"], "failed", "The reading was interrupted",
    )  # fmt: skip
    now.shift(timedelta(hours=1))
    syncing.sync_due(now=timezone.now())
    work()
    assert Event.objects.count() == 1


def test_an_archived_source_is_read_no_more_and_its_events_stay(source, sync, publisher, administrator, now):
    FacilityFactory(name="Studio A")
    publisher.publish(NEWS)
    sync()
    archived = administrator.post(f"{URL}{source['id']}/archive/").json()
    assert "archived_at" in archived
    now.shift(timedelta(hours=5))
    assert syncing.sync_due(now=timezone.now()) == 0
    assert administrator.post(f"{URL}{source['id']}/sync/").status_code == 404
    assert Event.objects.filter(archived_at=None).count() == 1
    assert administrator.get(URL).json()["count"] == 0
    assert "next_sync_at" in administrator.post(f"{URL}{source['id']}/restore/").json()


def test_what_a_source_brought_is_not_applied_by_hand(sync, publisher, studio, scheduler):
    publisher.publish(NEWS)
    run = sync()["run"]
    refused = scheduler.post(f"/api/imports/{run}/apply/")
    assert (refused.status_code, refused.json()["code"]) == (409, "import_not_ready")


def test_old_lines_of_the_log_are_dropped(sync, publisher, studio, now):
    publisher.publish(NEWS)
    sync()
    syncing.forget_old(now=timezone.now() + timedelta(days=29))
    assert Sync.objects.count() == 1
    ImportRun.objects.update(created_at=timezone.now())
    syncing.forget_old(now=timezone.now() + timedelta(days=31))
    assert not Sync.objects.exists()
    assert not ImportRow.objects.exists()


def test_lists_take_as_many_queries_however_many_rows(sync, publisher, studio, administrator, source):
    publisher.publish(NEWS)
    sync()
    counts = []
    for number in range(2):
        administrator.post(URL, {"name": f"Other {number}", "address": publisher.address})
        with CaptureQueriesContext(connection) as captured:
            administrator.get(URL)
        counts.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            administrator.get(f"{URL}{source['id']}/syncs/")
        counts.append(len(captured))
        sync()
    assert counts == [4, 5, 4, 5]
