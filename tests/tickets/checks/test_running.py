"""Running a check: begin, look at each item, complete, reopen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from apps.core import notices
from apps.core.outbox.relay import relay
from apps.tickets.checks.models import CheckResult, CheckRun
from apps.tickets.incidents.models import Incident
from tests.facilities.factories import FacilityFactory, LocationFactory
from tests.tickets.checks.conftest import CHECKLISTS, CHECKS, address_of, at, items_of, look_at_all


def test_a_check_has_the_items_of_the_checklist_all_open(check, checklist, studio, operator):
    assert [(d["name"], [i["name"] for i in d["items"]]) for d in check["departments"]] == [
        ("Video", ["Switcher", "Routing"]),
        ("Audio", ["Mixer"]),
    ]
    first = items_of(check)[0]
    assert first == {"id": first["id"], "name": "Switcher", "hint": "Every bus cuts", "outcome": "Open", "version": 1}
    del check["departments"]
    assert check == {
        "id": check["id"],
        "facility": operator.get(f"/api/facilities/{studio.pk}/").json(),
        "checklist": {"id": checklist["id"], "name": "Daily check"},
        "day": check["day"],
        "time_zone": "Europe/Dublin",
        "state": "Open",
        "counts": {"total": 3, "open": 3, "ok": 0, "failed": 0, "not_applicable": 0},
        "started_by": operator.get(f"/api/profiles/{operator.user.pk}/").json(),
        "created_at": check["created_at"],
        "updated_at": check["updated_at"],
        "version": 1,
    }


def test_the_next_person_takes_up_the_same_check(check, studio, engineer):
    again = engineer.post(CHECKS, {"facility": {"id": studio.pk, "name": "whatever"}, "started_by": 7, "day": "x"})

    assert (again.status_code, again.json()["id"]) == (200, check["id"])
    assert CheckRun.objects.count() == 1


def test_each_item_is_saved_by_itself_with_who_and_when(check, operator, engineer):
    switcher, routing, _ = items_of(check)

    failed = operator.patch(address_of(check, switcher), {"outcome": "Failed", "note": " M/E 2 is dead "}).json()
    engineer.patch(address_of(check, routing), {"outcome": "Not applicable"})

    assert (failed["outcome"], failed["note"], failed["version"]) == ("Failed", "M/E 2 is dead", 2)
    assert failed["checked_by"]["id"] == operator.user.pk
    again = engineer.get(address_of(check)).json()
    assert (again["state"], again["counts"]) == (
        "Failed",
        {"total": 3, "open": 1, "ok": 0, "failed": 1, "not_applicable": 1},
    )
    # a note written later by another does not take the finding over
    noted = engineer.patch(address_of(check, switcher), {"note": "Spare card ordered"}).json()
    assert (noted["checked_by"]["id"], noted["checked_at"]) == (operator.user.pk, failed["checked_at"])
    opened = operator.patch(address_of(check, switcher), {"outcome": "Open"}).json()
    assert not {"checked_by", "checked_at"} & opened.keys()


def test_of_two_who_look_at_the_same_item_the_second_is_told(check, operator, engineer):
    item = items_of(check)[0]
    first = operator.patch(address_of(check, item), {"outcome": "OK"}, headers={"If-Match": '"1"'})
    second = engineer.patch(address_of(check, item), {"outcome": "Failed"}, headers={"If-Match": '"1"'})

    assert (first.status_code, first["ETag"]) == (200, '"2"')
    assert (second.status_code, second.json()["code"]) == (412, "stale")


def test_sending_an_item_back_as_it_was_changes_nothing(check, operator, published):
    item = operator.patch(address_of(check, items_of(check)[0]), {"outcome": "OK"}).json()
    before = published()

    assert operator.patch(address_of(check, item), item).json() == item
    assert published() == before


@pytest.mark.parametrize("body", [{"outcome": "Broken"}, {"outcome": ""}, {"note": "x" * 20_001}, {"note": "\x00"}])
def test_bad_input_is_refused_and_changes_nothing(check, operator, body):
    response = operator.patch(address_of(check, items_of(check)[0]), body)

    assert (response.status_code, list(response.json()["errors"])) == (422, list(body))
    assert operator.get(address_of(check)).json() == check


def test_an_item_of_another_check_is_not_found_here(check, operator, checklist):
    other = operator.post(CHECKS, {"facility": FacilityFactory().pk}).json()

    assert operator.patch(address_of(check, items_of(other)[0]), {"outcome": "OK"}).status_code == 404


def test_a_check_with_open_items_is_not_completed_and_says_which_are_missing(check, operator):
    operator.patch(address_of(check, items_of(check)[0]), {"outcome": "OK"})

    response = operator.post(f"{address_of(check)}complete/")

    assert (response.status_code, response.json()["code"]) == (409, "items_open")
    assert response.json()["detail"] == "2 items are still open: Video Routing, Audio Mixer"
    assert [item["name"] for item in response.json()["open_items"]] == ["Routing", "Mixer"]
    assert "completed_at" not in operator.get(address_of(check)).json()


def test_a_completed_check_changes_no_more(check, operator, engineer, published):
    look_at_all(operator, check)

    done = engineer.post(f"{address_of(check)}complete/", {"completed_by": operator.user.pk}).json()

    assert (done["state"], done["completed_by"]["id"]) == ("Done", engineer.user.pk)
    assert "completed_at" in done
    refused = operator.patch(address_of(check, items_of(check)[0]), {"note": "Late thought"})
    assert (refused.status_code, refused.json()["code"]) == (409, "check_completed")
    assert operator.post(f"{address_of(check)}complete/").json() == done  # twice is once
    assert published() == [
        "tickets.checklist_changed",
        "tickets.system_check_started",
        *["tickets.system_check_item_checked"] * 3,
        "tickets.system_check_completed",
    ]


def test_reopening_wants_the_right_and_a_reason_and_tells_who_ran_the_check(check, operator, engineer, scheduler):
    look_at_all(operator, check, "Not applicable")
    address = f"{address_of(check)}reopen/"
    assert engineer.post(address, {"reason": "x"}).json()["code"] == "check_not_completed"
    operator.post(f"{address_of(check)}complete/")

    assert operator.post(address, {"reason": "mine"}).status_code == 403
    assert scheduler.post(address, {"reason": "mine"}).status_code == 403
    assert list(engineer.post(address, {"reason": " "}).json()["errors"]) == ["reason"]
    reopened = engineer.post(address, {"reason": "Microphones were never on"}).json()

    assert (reopened["state"], reopened["reopen_reason"]) == ("Open", "Microphones were never on")
    assert not {"completed_at", "completed_by"} & reopened.keys()
    assert operator.patch(address_of(check, items_of(check)[0]), {"outcome": "Failed"}).status_code == 200
    told = notices_told()
    assert [(notice.kind.key, list(notice.people), notice.path) for notice in told] == [
        ("checks.reopened", [operator.user.pk], f"/system-check/{check['id']}")
    ]
    assert told[0].title == "Daily check of Studio A was reopened"
    assert told[0].text.endswith(": Microphones were never on")


def notices_told():
    """Everything the relay has to tell, as the one who delivers gets it."""
    told = []
    bound = notices._deliver[:]
    notices.bind_delivery(told.extend)
    try:
        relay(now=timezone.now())
    finally:
        notices._deliver[:] = bound
    return told


def test_the_day_is_that_of_the_facilitys_zone(operator, checklist):
    dublin = FacilityFactory(location=LocationFactory(time_zone="Europe/Dublin"))
    tokyo = FacilityFactory(location=LocationFactory(time_zone="Asia/Tokyo"))
    nowhere = FacilityFactory(location=None)  # the station's zone

    with at("2027-07-01T22:59:00Z", operator):  # 23:59 in Dublin, 07:59 of the 2nd in Tokyo
        before = operator.post(CHECKS, {"facility": dublin.pk}).json()
        eastern = operator.post(CHECKS, {"facility": tokyo.pk}).json()
    with at("2027-07-01T23:01:00Z", operator):  # 00:01 of the 2nd in Dublin
        after = operator.post(CHECKS, {"facility": dublin.pk}).json()
        still = operator.post(CHECKS, {"facility": tokyo.pk})
        place_less = operator.post(CHECKS, {"facility": nowhere.pk}).json()

    assert (before["day"], after["day"], eastern["day"]) == ("2027-07-01", "2027-07-02", "2027-07-02")
    assert before["id"] != after["id"]
    assert (still.status_code, still.json()["id"]) == (200, eastern["id"])
    assert place_less["day"] in {"2027-07-01", "2027-07-02"}
    # what was begun before midnight is finished after it
    assert operator.patch(address_of(before, items_of(before)[0]), {"outcome": "OK"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"), [({}, "facility"), ({"facility": None}, "facility"), ({"facility": 10**9}, "facility")]
)
def test_a_check_needs_a_facility_that_is_there(operator, checklist, body, field):
    response = operator.post(CHECKS, body)

    assert (response.status_code, list(response.json()["errors"])) == (422, [field])


def test_the_checklist_is_that_of_the_facilitys_kind_or_is_named(operator, engineer, studio):
    nothing = operator.post(CHECKS, {"facility": studio.pk}).json()
    assert nothing["detail"] == "checklist: no checklist is for Studio A yet"
    daily = engineer.post(CHECKLISTS, {"name": "Daily", "facility_kinds": ["Studio"]}).json()
    van = engineer.post(CHECKLISTS, {"name": "Van", "facility_kinds": ["OB van"]}).json()

    assert operator.post(CHECKS, {"facility": studio.pk}).json()["checklist"]["id"] == daily["id"]
    wrong = operator.post(CHECKS, {"facility": studio.pk, "checklist": van["id"]}).json()
    assert wrong["errors"] == {"checklist": ["Van is not for Studio A"]}
    weekly = engineer.post(CHECKLISTS, {"name": "Weekly"}).json()
    several = operator.post(CHECKS, {"facility": studio.pk}).json()
    assert several["detail"] == "checklist: say which, Studio A has several: Daily, Weekly"
    assert operator.post(CHECKS, {"facility": studio.pk, "checklist_id": weekly["id"]}).status_code == 201
    engineer.post(f"{CHECKLISTS}{weekly['id']}/archive/")
    gone = operator.post(CHECKS, {"facility": studio.pk, "checklist": weekly["id"]}).json()
    assert gone["errors"] == {"checklist": ["Weekly is archived"]}


def test_a_failed_item_opens_one_incident_however_often_it_is_clicked(check, operator, engineer, studio):
    item = items_of(check)[0]
    address = f"{address_of(check, item)}open-incident/"
    early = operator.post(address)
    assert (early.status_code, early.json()["code"]) == (409, "item_not_failed")
    failed = operator.patch(address_of(check, item), {"outcome": "Failed", "note": "M/E 2 is dead"}).json()

    first, second = operator.post(address), engineer.post(address)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    incident = operator.get(f"/api/incident-tickets/{first.json()['incident']['id']}/").json()
    assert first.json()["incident"] == {"id": incident["id"], "number": incident["number"], "status": "Open"}
    assert incident["title"] == "Video, Switcher: failed in Studio A"
    assert incident["description"].endswith(f"of {check['day']}: Video, Switcher.\n\nM/E 2 is dead")
    assert incident["facility"]["id"] == studio.pk
    assert incident["reporter"]["id"] == operator.user.pk
    assert incident["occurred_at"] == failed["checked_at"]
    # the check shows what becomes of it, also after the item works again
    operator.patch(address_of(check, item), {"outcome": "OK"})
    engineer.patch(f"/api/incident-tickets/{incident['id']}/", {"status": "Resolved"})
    shown = items_of(operator.get(address_of(check)).json())[0]
    assert (shown["outcome"], shown["incident"]["status"]) == ("OK", "Resolved")


def test_an_incident_of_a_completed_check_leaves_it_completed(check, operator):
    look_at_all(operator, check, "Failed")
    done = operator.post(f"{address_of(check)}complete/").json()
    item = items_of(check)[0]

    assert operator.post(f"{address_of(check, item)}open-incident/").status_code == 201
    assert operator.get(address_of(check)).json()["completed_at"] == done["completed_at"]


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_in_the_same_moment_one_opens_the_incident(sign_in, engineer, checklist, studio):
    check = engineer.post(CHECKS, {"facility": studio.pk}).json()
    item = items_of(check)[0]
    engineer.patch(address_of(check, item), {"outcome": "Failed"})

    answers = at_once(
        [sign_in() for _ in range(4)], lambda client: client.post(f"{address_of(check, item)}open-incident/")
    )

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert Incident.objects.count() == 1


def at_once(clients, call):
    """What each is answered, all asking in the same moment."""
    barrier = Barrier(len(clients))

    def run(client):
        try:
            barrier.wait(timeout=10)
            return call(client)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(run, clients))


@pytest.mark.django_db(transaction=True)
def test_people_who_begin_in_the_same_moment_get_the_same_check(sign_in, engineer, checklist, studio):
    answers = at_once([sign_in() for _ in range(6)], lambda client: client.post(CHECKS, {"facility": studio.pk}))

    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (CheckRun.objects.count(), CheckResult.objects.count()) == (1, 3)
