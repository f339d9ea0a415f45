"""Checklists: what they hold, who edits them, and that a check keeps what it began with."""

import pytest

from tests.tickets.checks.conftest import CHECKLISTS, CHECKS, DEPARTMENTS, items_of

SIGNED_IN = 2  # queries before any list is read: the session and the person


def test_a_name_alone_makes_the_standard_daily_check_of_the_three_departments(engineer):
    made = engineer.post(CHECKLISTS, {"name": "Daily check"}).json()

    assert {
        department["name"]: [item["name"] for item in department["items"]] for department in made["departments"]
    } == {
        "Video": ["Switcher", "Routing", "Streaming", "Cameras", "Monitors", "Recording"],
        "Audio": ["Microphones", "Mixer", "Hearing assist", "Speakers", "Routing", "Headphones"],
        "Annunciator": ["Signage", "Control", "Strap line", "Emergency alerts", "Display boards"],
    }


def test_a_checklist_has_this_shape_and_leaves_out_what_is_empty(operator, checklist):
    answer = operator.get(f"{CHECKLISTS}{checklist['id']}/")

    assert (
        answer.json()
        == checklist
        == {
            "id": checklist["id"],
            "name": "Daily check",
            "facility_kinds": [],
            "departments": DEPARTMENTS,
            "created_at": checklist["created_at"],
            "updated_at": checklist["updated_at"],
            "version": 1,
        }
    )
    assert answer["ETag"] == '"1"'


def test_a_checklist_read_earlier_can_be_sent_back_whole_and_changes_nothing(engineer, checklist, published):
    before = published()

    assert engineer.patch(f"{CHECKLISTS}{checklist['id']}/", checklist).json() == checklist
    assert published() == before


def test_items_are_given_whole_and_keep_their_rows(engineer, checklist):
    turned = [
        {"name": "Audio", "items": [{"name": "mixer", "hint": "All faders"}, {"name": "Speakers"}]},
        {"name": "Video", "items": [{"name": "Routing"}, {"name": "Switcher"}]},
    ]

    changed = engineer.patch(
        f"{CHECKLISTS}{checklist['id']}/", {"departments": turned}, headers={"If-Match": '"1"'}
    ).json()

    assert (changed["departments"], changed["version"]) == (turned, 2)
    history = engineer.get("/api/audit/", {"subject": f"checklist:{checklist['id']}"}).json()["results"]
    assert not any(entry["action"] == "removed" for entry in history)  # moved and renamed, not made anew
    stale = engineer.patch(f"{CHECKLISTS}{checklist['id']}/", {"name": "Other"}, headers={"If-Match": '"1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")


def test_a_check_keeps_what_it_began_with(engineer, operator, checklist, check):
    new = [{"name": "Lighting", "items": [{"name": "Dimmers"}]}]
    engineer.patch(f"{CHECKLISTS}{checklist['id']}/", {"departments": new, "name": "Weekly check"})

    again = operator.get(f"{CHECKS}{check['id']}/").json()

    assert [item["name"] for item in items_of(again)] == ["Switcher", "Routing", "Mixer"]
    assert again["checklist"] == {"id": checklist["id"], "name": "Daily check"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"departments": []}, "departments"),
        ({"departments": [{"name": "Video", "items": []}]}, "departments"),
        ({"departments": [{"name": "", "items": [{"name": "x"}]}]}, "departments.0.name"),
        ({"departments": [{"name": "Video", "items": [{"name": ""}]}]}, "departments.0.items.0.name"),
        ({"departments": [{"name": "V", "items": [{"name": "A"}, {"name": "a"}]}]}, "departments"),
        ({"departments": [{"name": "V", "items": [{"name": str(n)} for n in range(301)]}]}, "departments.0.items"),
        ({"facility_kinds": ["Ballroom"]}, "facility_kinds.0"),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(engineer, checklist, body, field):
    response = engineer.patch(f"{CHECKLISTS}{checklist['id']}/", body)

    assert (response.status_code, list(response.json()["errors"])) == (422, [field])
    assert engineer.get(f"{CHECKLISTS}{checklist['id']}/").json() == checklist


def test_a_name_is_given_once_whatever_its_case(engineer, checklist):
    response = engineer.post(CHECKLISTS, {"name": "DAILY CHECK"})

    assert (response.status_code, list(response.json()["errors"])) == (422, ["name"])


def test_archived_checklists_leave_the_list_and_come_back(engineer, checklist):
    address = f"{CHECKLISTS}{checklist['id']}/"
    assert "archived_at" in engineer.post(f"{address}archive/").json()
    assert engineer.get(CHECKLISTS).json()["count"] == 0
    assert engineer.get(CHECKLISTS, {"archived": "true"}).json()["count"] == 1
    assert engineer.patch(address, {"name": "x"}).json()["code"] == "archived"
    engineer.post(f"{address}restore/")
    assert engineer.get(CHECKLISTS).json()["count"] == 1


def test_lists_are_filtered_and_read_in_two_queries(operator, engineer, checklist, django_assert_num_queries):
    engineer.post(CHECKLISTS, {"name": "Van check", "facility_kinds": ["OB van", "OB van"]})

    with django_assert_num_queries(SIGNED_IN + 2):
        rows = operator.get(CHECKLISTS).json()["results"]

    assert [(row["name"], row["facility_kinds"]) for row in rows] == [("Daily check", []), ("Van check", ["OB van"])]
    studio = operator.get(CHECKLISTS, {"facility_kind": "Studio"}).json()["results"]
    assert [row["name"] for row in studio] == ["Daily check"]
    assert [row["name"] for row in operator.get(CHECKLISTS, {"search": "van"}).json()["results"]] == ["Van check"]


def test_operators_and_schedulers_do_not_edit_but_the_flag_opens_it(operator, scheduler, sign_in, checklist):
    address = f"{CHECKLISTS}{checklist['id']}/"
    assert operator.patch(address, {"name": "Mine"}).status_code == 403
    assert scheduler.post(CHECKLISTS, {"name": "Mine"}).status_code == 403
    assert sign_in(flags=["system_check"]).patch(address, {"name": "Ours"}).status_code == 200
