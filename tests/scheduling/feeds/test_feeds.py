"""Making and revoking calendar feeds, and what stands at their addresses."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.core.models import IdempotentAnswer
from apps.scheduling.feeds.services import MOST
from apps.scheduling.interchange.identity import public_id
from apps.scheduling.models import Feed
from tests.authentication.factories import UserFactory
from tests.scheduling.factories import HOUR, NOON, FacilityFactory, at, body
from tests.scheduling.feeds.conftest import EVENTS, FEEDS, entries, path_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_feed_tells_its_address_once_and_keeps_a_hash_of_it(operator):
    made = operator.post(FEEDS, {"kind": "person", "id": 7, "hint": "x", "revoked_at": at(0)})

    assert made.status_code == 201
    feed, token = made.json(), path_of(made.json()).removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 43
    assert (feed["kind"], feed["user"], feed["hint"]) == ("person", operator.user.pk, token[-4:])
    assert feed["name"] == operator.user.full_name
    assert not {"address", "token", "token_hash"} & operator.get(f"{FEEDS}{feed['id']}/").json().keys()
    [listed] = operator.get(FEEDS).json()["results"]
    assert listed == {name: value for name, value in feed.items() if name != "address"}
    assert token not in str(list(Feed.objects.values()))


def test_the_answer_with_the_secret_is_never_kept_for_a_repetition(operator):
    for _ in range(2):
        operator.post(FEEDS, {"kind": "person"}, headers={"Idempotency-Key": "once"})
    assert not IdempotentAnswer.objects.exists()


def test_the_address_needs_no_session_and_nothing_else_opens_it(operator, feed_of):
    path = feed_of(operator)
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer["Cache-Control"] == "private, no-cache"
    assert not answer.cookies
    assert Client().head(path).status_code == 200
    assert Client().post(path).status_code in (403, 405)
    for other in ("/calendar/x.ics", path.replace(".ics", "x.ics"), f"/calendar/{'a' * 43}.ics"):
        assert Client().get(other).status_code == 404


def test_a_revoked_address_is_closed_for_good(operator, feed_of):
    feed = operator.post(FEEDS, {"kind": "person"}).json()
    assert "revoked_at" in operator.post(f"{FEEDS}{feed['id']}/revoke/").json()
    assert Client().get(path_of(feed)).status_code == 404
    assert operator.get(FEEDS).json()["count"] == 0
    assert operator.get(FEEDS, {"revoked": "true"}).json()["count"] == 1
    assert operator.post(f"{FEEDS}{feed['id']}/revoke/").status_code == 200


def test_feeds_end_with_the_person_who_made_them(operator, administrator, feed_of):
    path = feed_of(operator)
    administrator.patch(f"/api/profiles/{operator.user.pk}/", {"status": "Inactive"})
    assert Client().get(path).status_code == 404


def test_others_feeds_are_not_there(operator, administrator):
    feed = operator.post(FEEDS, {"kind": "person"}).json()
    assert administrator.get(FEEDS).json()["count"] == 0
    assert administrator.get(f"{FEEDS}{feed['id']}/").status_code == 404
    assert administrator.post(f"{FEEDS}{feed['id']}/revoke/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "other"}, "kind"),
        ({}, "kind"),
        ({"kind": "facility"}, "facility"),
        ({"kind": "facility", "facility": 999}, "facility"),
        ({"kind": "filter"}, "saved_filter"),
        ({"kind": "filter", "saved_filter": 999}, "saved_filter"),
        ({"kind": "person", "user": 999}, "user"),
    ],
)
def test_bad_input_is_refused_and_makes_nothing(operator, sent, field):
    answer = operator.post(FEEDS, sent)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert not Feed.objects.exists()


def test_a_feed_shows_one_thing_also_in_the_database(operator):
    with pytest.raises(IntegrityError, match="feed_shows_one_thing"), transaction.atomic():
        Feed.objects.create(person_id=1, kind="person", facility_id=3, name="x", token_hash="x", created_at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_exceed_the_most_one_person_can_have(sign_in):
    person = UserFactory()
    Feed.objects.bulk_create(
        Feed(person_id=person.pk, kind="person", user_id=person.pk, name="x", token_hash=f"{number}", created_at=NOON)
        for number in range(MOST - 1)
    )
    answers = []

    def make(client):
        answers.append(client.post(FEEDS, {"kind": "person"}).status_code)
        connection.close()

    threads = [Thread(target=make, args=(sign_in(person),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [201, 409, 409, 409]


def test_a_facilitys_feed_has_its_events_and_no_others(scheduler, operator, feed_of):
    studio, other = FacilityFactory(name="Studio A"), FacilityFactory()
    event = scheduler.post(
        EVENTS,
        body(
            studio,
            title="News; at nine, or so",
            description="Line one\nLine two; with, signs",
            event_type="Live",
            contributors=["Ann Guest"],
            on_air_start=at(0.25),
            on_air_end=at(0.75),
        ),
    ).json()
    scheduler.post(EVENTS, body(other, title="Elsewhere"))
    path = feed_of(operator, kind="facility", facility=studio.pk)

    calendar = read(path)
    [entry] = calendar.walk("VEVENT")
    assert str(calendar["X-WR-CALNAME"]) == "Studio A"
    assert str(entry["UID"]) == public_id(event["id"])
    assert str(entry["SUMMARY"]) == "News; at nine, or so"
    assert str(entry["LOCATION"]) == "Studio A"
    assert str(entry["STATUS"]) == "CONFIRMED"
    assert str(entry["URL"]).endswith(f"/console/schedule?view=list&day=2027-03-10&open={event['id']}")
    told = str(entry["DESCRIPTION"])
    assert told == "On air: 12:15 to 12:45\nGuests: Ann Guest\nLine one\nLine two; with, signs"
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (NOON, NOON + HOUR)


def test_a_persons_feed_has_their_duties_from_call_to_wrap(scheduler, operator, feed_of):
    other = UserFactory(first_name="Bo", last_name="Lee")
    scheduler.post(
        EVENTS,
        body(
            title="News",
            assigned_users=[operator.user.pk, other.pk],
            call_time=at(-2),
            wrap_time=at(2),
        ),
    )
    scheduler.post(EVENTS, body(title="Asked", start=5, end=6, tentative_users=[operator.user.pk]))
    scheduler.post(EVENTS, body(title="Without", start=7, end=8))

    found = entries(feed_of(operator))

    assert set(found) == {"News", "Asked"}
    assert (found["News"]["DTSTART"].dt, found["News"]["DTEND"].dt) == (NOON - 2 * HOUR, NOON + 2 * HOUR)
    assert (str(found["News"]["STATUS"]), str(found["Asked"]["STATUS"])) == ("CONFIRMED", "TENTATIVE")
    assert "Bo Lee" in str(found["News"]["DESCRIPTION"])
    assert "Call: 10:00" in str(found["News"]["DESCRIPTION"])
    assert set(entries(feed_of(scheduler, user=other.pk))) == {"News"}


def test_a_filters_feed_follows_the_filter(scheduler, operator, feed_of):
    studio = FacilityFactory()
    saved = operator.post("/api/saved-filters/", {"name": "Live", "event_type": "Live", "facility": studio.pk}).json()
    scheduler.post(EVENTS, body(studio, title="One", event_type="Live"))
    scheduler.post(EVENTS, body(studio, title="Two", start=2, end=3, event_type="Recording"))
    scheduler.post(EVENTS, body(title="Three", event_type="Live"))
    path = feed_of(operator, kind="filter", saved_filter=saved["id"])

    assert set(entries(path)) == {"One"}
    operator.patch(f"/api/saved-filters/{saved['id']}/", {"event_type": None})
    assert set(entries(path)) == {"One", "Two"}
    operator.patch(f"/api/saved-filters/{saved['id']}/", {"search": "tow"})
    assert set(entries(path)) == set()


def test_changes_raise_the_sequence_and_cancellations_are_told(scheduler, operator, feed_of, now):
    path = feed_of(operator)
    event = scheduler.post(EVENTS, body(title="News", assigned_users=[operator.user.pk])).json()
    address = f"{EVENTS}{event['id']}/"
    seen = [entries(path)["News"]]
    for change in (
        {"start_time": at(1), "end_time": at(2)},
        {"description": "New"},
        {"status": "Cancelled"},
        {"status": "Scheduled"},
    ):
        now.shift(timedelta(minutes=1))
        assert scheduler.patch(address, change).status_code == 200
        seen.append(entries(path)["News"])

    sequences = [int(entry["SEQUENCE"]) for entry in seen]
    assert sequences == sorted(set(sequences))
    assert len({str(entry["UID"]) for entry in seen}) == 1
    assert [str(entry["STATUS"]) for entry in seen] == ["CONFIRMED"] * 3 + ["CANCELLED", "CONFIRMED"]
    assert seen[1]["DTSTART"].dt == NOON + HOUR
    stamps = [entry["LAST-MODIFIED"].dt for entry in seen]
    assert stamps == sorted(stamps)

    scheduler.delete(address)
    gone = entries(path)["News"]
    assert (str(gone["STATUS"]), int(gone["SEQUENCE"])) == ("CANCELLED", sequences[-1] + 1)


@pytest.mark.parametrize("how", ["cancelled", "taken off"])
def test_what_was_cancelled_is_told_for_thirty_days(scheduler, operator, feed_of, now, how):
    saved = operator.post("/api/saved-filters/", {"name": "Standing", "status": "Scheduled"}).json()
    studio = FacilityFactory()
    event = scheduler.post(EVENTS, body(studio, start=24 * 40, end=24 * 40 + 1, assigned_users=[operator.user.pk]))
    address = f"{EVENTS}{event.json()['id']}/"
    paths = [
        feed_of(operator),
        feed_of(operator, kind="facility", facility=studio.pk),
        feed_of(operator, kind="filter", saved_filter=saved["id"]),
    ]
    if how == "cancelled":
        scheduler.patch(address, {"status": "Cancelled"})
    else:
        scheduler.delete(address)

    now.shift(timedelta(days=29))
    assert [[str(entry["STATUS"]) for entry in entries(path).values()] for path in paths] == [["CANCELLED"]] * 3
    now.shift(timedelta(days=2))
    assert [entries(path) for path in paths] == [{}, {}, {}]


def test_old_events_leave_the_calendar(scheduler, operator, feed_of, now):
    scheduler.post(EVENTS, body(title="News", assigned_users=[operator.user.pk]))
    path = feed_of(operator)
    now.shift(timedelta(days=89))
    assert set(entries(path)) == {"News"}
    now.shift(timedelta(days=2))
    assert set(entries(path)) == set()


def test_a_program_that_has_the_current_state_is_told_so(scheduler, operator, feed_of):
    path = feed_of(operator)
    scheduler.post(EVENTS, body(title="News", assigned_users=[operator.user.pk]))
    first = Client().get(path)

    for header in (first["ETag"], f"W/{first['ETag']}", f'"x", {first["ETag"]}'):
        again = Client().get(path, headers={"If-None-Match": header})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert Client().get(path, headers={"If-None-Match": '"other"'}).content == first.content
    assert Client().get(path).content == first.content  # to the byte: nothing in it is the time of asking


def test_every_change_that_a_calendar_shows_is_another_state(scheduler, administrator, operator, feed_of):
    studio, other = FacilityFactory(), UserFactory()
    event = scheduler.post(EVENTS, body(studio, assigned_users=[operator.user.pk, other.pk])).json()
    path = feed_of(operator)
    states = [Client().get(path)["ETag"]]
    changes = [
        (scheduler, f"{EVENTS}{event['id']}/", {"title": "Late news"}),
        (scheduler, f"{EVENTS}{event['id']}/", {"assigned_users": [operator.user.pk]}),
        (administrator, f"/api/facilities/{studio.pk}/", {"name": "Studio Z"}),
        (administrator, f"/api/profiles/{other.pk}/", {"full_name": "Somebody Else"}),
    ]
    for client, address, change in changes:
        assert client.patch(address, change).status_code == 200
        states.append(Client().get(path, headers={"If-None-Match": states[-1]})["ETag"])
    scheduler.post(EVENTS, body(start=3, end=4, assigned_users=[operator.user.pk]))
    states.append(Client().get(path)["ETag"])
    assert len(set(states)) == 6


def test_when_a_program_came_is_noted_once_an_hour(operator, feed_of, now):
    path = feed_of(operator)

    def came():
        Client().get(path)
        return datetime.fromisoformat(operator.get(FEEDS).json()["results"][0]["last_read_at"])

    assert came() == NOON
    now.shift(timedelta(minutes=59))
    assert came() == NOON
    now.shift(timedelta(minutes=1))
    assert came() == NOON + HOUR


def test_the_number_of_queries_does_not_grow_with_the_calendar(scheduler, operator, feed_of):
    path = feed_of(operator)
    counts = []
    for number in range(3):
        scheduler.post(EVENTS, body(FacilityFactory(), start=number, end=number + 1, assigned_users=[operator.user.pk]))
        etag = Client().get(path)["ETag"]
        with CaptureQueriesContext(connection) as full:
            Client().get(path)
        with CaptureQueriesContext(connection) as current:
            Client().get(path, headers={"If-None-Match": etag})
        counts.append((len(full), len(current)))
    # the feed, its maker, three stamps of names, the events' versions; in full also the events, who, their names, rooms
    # and sites
    assert set(counts) == {(10, 6)}


def test_the_list_takes_four_queries_however_many(operator):
    for _ in range(3):
        operator.post(FEEDS, {"kind": "person"})
    with CaptureQueriesContext(connection) as captured:
        operator.get(FEEDS)
    assert len(captured) == 4  # session and person, count and rows


def test_texts_cannot_break_out_of_their_lines(scheduler, operator, feed_of):
    scheduler.post(
        EVENTS,
        body(
            title="A\r\nBEGIN:VALARM\rX\\,;",
            description="é" * 200 + "\r\nEND:VEVENT\x0b",
            assigned_users=[operator.user.pk],
        ),
    )
    path = feed_of(operator, name="Mine\r\nX-EVIL:1")
    calendar = read(path)
    [entry] = calendar.walk("VEVENT")
    assert not calendar.walk("VALARM")
    assert "X-EVIL" not in calendar
    assert str(entry["DESCRIPTION"]).endswith("\n" + "é" * 200 + "\nEND:VEVENT")
    raw = Client().get(path).content
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    assert b"\r" not in raw.replace(b"\r\n", b"")


def test_the_calendar_is_read_back_by_our_own_import(scheduler, operator, feed_of):
    """The same UIDs as in an export: a feed is known again."""
    event = scheduler.post(EVENTS, body(assigned_users=[operator.user.pk])).json()
    exported = scheduler.get(f"{EVENTS}export/", {"format": "ics"})
    content = b"".join(exported.streaming_content).decode()
    assert f"UID:{public_id(event['id'])}" in content
    assert f"UID:{public_id(event['id'])}" in Client().get(feed_of(operator)).content.decode()


def test_an_empty_calendar_is_a_calendar(operator, feed_of):
    calendar = read(feed_of(operator))
    assert str(calendar["X-WR-CALNAME"]) == operator.user.full_name
    assert not calendar.walk("VTIMEZONE")
    assert not calendar.walk("VEVENT")


def test_a_hold_is_tentative(scheduler, operator, feed_of):
    studio = FacilityFactory()
    scheduler.post(EVENTS, body(studio, title="Perhaps", claim="Held"))
    [entry] = entries(feed_of(operator, kind="facility", facility=studio.pk)).values()
    assert (str(entry["STATUS"]), str(entry["TRANSP"])) == ("TENTATIVE", "TRANSPARENT")
