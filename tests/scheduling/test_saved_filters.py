"""Saved filters over HTTP: one's own, under a name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.scheduling.models import SavedFilter
from tests.scheduling.factories import FacilityFactory

URL = "/api/saved-filters/"


def test_a_filter_is_kept_under_its_name(operator):
    studio = FacilityFactory()
    sent = {
        "name": "Mine in A", "facility": {"id": studio.pk}, "user": operator.user.pk, "event_type": "Live",
        "status": "Scheduled", "search": "news", "id": 99, "person": 1,
    }  # fmt: skip
    made = operator.post(URL, sent)
    assert made.status_code == 201
    row = made.json()
    assert {name: row[name] for name in ("name", "facility", "user", "event_type", "status", "search")} == {
        "name": "Mine in A", "facility": studio.pk, "user": operator.user.pk, "event_type": "Live",
        "status": "Scheduled", "search": "news",
    }  # fmt: skip
    assert None not in row.values()
    assert operator.get(URL).json()["results"] == [row]


def test_names_are_told_apart_per_person_whatever_their_case(operator, scheduler):
    assert operator.post(URL, {"name": "News"}).status_code == 201
    again = operator.post(URL, {"name": "NEWS"})
    assert (again.status_code, list(again.json()["errors"])) == (422, ["name"])
    assert scheduler.post(URL, {"name": "News"}).status_code == 201


def test_null_and_empty_stop_narrowing_and_sending_it_back_changes_nothing(operator):
    row = operator.post(URL, {"name": "News", "search": "x", "status": "Cancelled"}).json()
    assert operator.patch(f"{URL}{row['id']}/", row).json() == row
    changed = operator.patch(f"{URL}{row['id']}/", {"search": None, "status": ""}).json()
    assert not {"search", "status"} & changed.keys()
    assert changed["version"] == 2
    stale = operator.patch(f"{URL}{row['id']}/", {"name": "x"}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412


@pytest.mark.parametrize(
    "change",
    [{"name": ""}, {"facility": 999}, {"location": 999}, {"user": 999}, {"status": "Done"}, {"search": "x" * 201}],
)
def test_bad_input_is_refused_and_changes_nothing(operator, change):
    row = operator.post(URL, {"name": "News"}).json()
    answer = operator.patch(f"{URL}{row['id']}/", change)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, list(change))
    assert operator.get(f"{URL}{row['id']}/").json() == row


def test_others_filters_are_not_there(operator, administrator):
    row = operator.post(URL, {"name": "News"}).json()
    assert administrator.get(URL).json()["count"] == 0
    for send in (administrator.get, administrator.patch, administrator.delete):
        assert send(f"{URL}{row['id']}/").status_code == 404


def test_a_filter_that_a_feed_shows_stays_until_the_feed_is_revoked(operator):
    row = operator.post(URL, {"name": "News"}).json()
    feed = operator.post("/api/calendar-feeds/", {"kind": "filter", "saved_filter": row["id"]}).json()
    refused = operator.delete(f"{URL}{row['id']}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "filter_in_use")
    operator.post(f"/api/calendar-feeds/{feed['id']}/revoke/")
    assert operator.delete(f"{URL}{row['id']}/").status_code == 200
    assert operator.get(f"{URL}{row['id']}/").status_code == 404
    assert operator.post(URL, {"name": "News"}).status_code == 201  # the name is free again
    assert SavedFilter.objects.count() == 2


def test_there_is_an_end_to_how_many_one_person_keeps(operator):
    SavedFilter.objects.bulk_create(SavedFilter(person_id=operator.user.pk, name=f"{n}") for n in range(100))
    assert operator.post(URL, {"name": "One more"}).status_code == 409


def test_the_list_takes_one_query_however_many(operator):
    for name in "ab":
        operator.post(URL, {"name": name})
    with CaptureQueriesContext(connection) as captured:
        assert operator.get(URL).json()["count"] == 2
    assert len(captured) == 3  # session, person, rows
