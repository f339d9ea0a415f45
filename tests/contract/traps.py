"""What breaks an existing client with a stock Django, one function each, and how it has to be instead."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.contract.clients import ok
from tests.contract.lines import House, new, past_day, soon

Trap = Callable[[House], None]
TRAPS: dict[str, Trap] = {}
ROLES = ("administrator", "manager", "scheduler", "engineer", "operator")
REFERENCE_LISTS = ("/locations/", "/facilities/", "/shifts/", "/incident-types/")
OWN_ROUTES = (
    *("login", "time-keeping", "schedule", "incident-report", "change-request", "system-check", "management"),
    *("analytics", "employees", "employees/7", "scheduling", "reports", "settings", "engineering"),
    *("service-tickets", "incident-tickets", "anything/else"),
)


def trap(name: str) -> Callable[[Trap], Trap]:
    def register(function: Trap) -> Trap:
        TRAPS[name] = function
        return function

    return register


@trap("1 one CSRF token for the life of a tab")
def one_token(house: House) -> None:
    tab = house.tab()
    first = tab.token
    for role in ("scheduler", "operator"):  # signs in, works, signs out, signs in again
        ok(house.sign_in(tab, role))
        assert tab.token == first
        ok(tab.post("/incident-tickets/", {"title": new("Works"), "description": "With the first token"}), 201)
        ok(tab.post("/auth/logout/"))
    tab.token = ""
    assert house.sign_in(tab, "operator").status == 403, "signing in is protected itself"


@trap("2 nothing a page load needs is ever refused")
def page_loads(house: House) -> None:
    for role in ROLES:
        tab = house.tab(role)
        for _ in range(15):
            ok(tab.get("/auth/user/"))
            ok(tab.get("/profiles/"))
            for path in REFERENCE_LISTS:
                ok(tab.get(path))


@trap("3 the own profile first, and every name there")
def own_profile_first(house: House) -> None:
    made = ok(house.tab("manager").post("/profiles/", {"full_name": "Aaron Aardvark"}), 201)
    assert (made["user"]["first_name"], made["user"]["last_name"]) == ("Aaron", "Aardvark")
    for role in ROLES:
        tab = house.tab(role)
        rows, me = tab.rows("/profiles/"), ok(tab.get("/auth/user/"))
        assert rows[0]["user"]["id"] == rows[0]["id"] == me["id"]
        for row in rows:
            assert row["id"], row
            assert row["full_name"], row
            assert isinstance(row["user"]["first_name"], str), row
            assert isinstance(row["user"]["last_name"], str), row


@trap("4 reference lists are whole, for everybody")
def reference_lists(house: House) -> None:
    manager = house.tab("manager")
    for _ in range(30):
        ok(manager.post("/locations/", {"name": new("Somewhere")}), 201)
    for role in ROLES:
        tab = house.tab(role)
        for path in REFERENCE_LISTS:
            listed = ok(tab.get(path))
            assert listed["count"] == len(listed["results"])
            names = [row["name"].casefold() for row in listed["results"]]
            assert all(names), path
            assert len(set(names)) == len(names), path
    taken = manager.rows("/locations/")[0]["name"]
    assert manager.post("/locations/", {"name": taken}).status == 422


@trap("5 a wide page of events around now")
def wide_page(house: House) -> None:
    tab = house.tab("scheduler")
    today = datetime.now(UTC).date().isoformat()
    missing = 120 - ok(tab.get("/scheduled-events/"))["count"]
    for _ in range(max(0, missing)):
        times = {"start_time": f"{today}T10:00:00Z", "end_time": f"{today}T11:00:00Z"}
        ok(tab.post("/scheduled-events/", {"title": new("Item"), **times}), 201)
    listed = ok(tab.get("/scheduled-events/"))
    assert len(listed["results"]) == min(listed["count"], 1000)
    for row in listed["results"]:
        assert datetime.fromisoformat(row["start_time"]) <= datetime.fromisoformat(row["end_time"])
        assert row["start_time"].endswith("Z"), row["start_time"]


@trap("6 references in every spelling, and server-owned fields ignored")
def references(house: House) -> None:
    tab = house.tab("manager")
    place = tab.rows("/locations/")[0]
    for spelling in (
        {"location": place["id"]}, {"location": str(place["id"])}, {"location": place}, {"location_id": place["id"]},
    ):  # fmt: skip
        made = ok(tab.post("/facilities/", {"name": new("Room"), **spelling}), 201)
        assert made["location"]["id"] == place["id"], spelling
        for cleared in (None, ""):
            assert "location" not in ok(tab.patch(f"/facilities/{made['id']}/", {"location": cleared}))
    owned = {"id": 1, "created_at": "yesterday", "updated_at": None, "resolved_at": "x", "reporter": None}
    ticket = ok(tab.post("/incident-tickets/", {"title": new("Odd"), "description": "With more", **owned}), 201)
    assert ticket["id"] != 1
    assert "resolved_at" not in ticket
    ok(tab.patch(f"/incident-tickets/{ticket['id']}/", {**ticket, "title": "Read and sent back"}))


@trap("7 a name alone is enough")
def name_alone(house: House) -> None:
    tab = house.tab("manager")
    for path in ("/locations/", "/facilities/", "/shifts/"):
        ok(tab.post(path, {"name": new("Only a name")}), 201)
    made = ok(tab.post("/profiles/", {"full_name": "Nora Nolan"}), 201)
    assert made["user"]["username"]
    assert made["user"]["id"] == made["id"]


@trap("8 the caller by default, and no filter widens what one may see")
def caller_by_default(house: House) -> None:
    operator, manager = house.tab("operator"), house.tab("manager")
    me, other = ok(operator.get("/auth/user/"))["id"], ok(manager.get("/auth/user/"))["id"]
    day = past_day()
    mine = ok(operator.post("/time-entries/", {"date": day, "clock_in": "08:00", "clock_out": "09:00"}), 201)
    theirs = ok(manager.post("/time-entries/", {"date": day, "clock_in": "08:00", "clock_out": "09:00"}), 201)
    incident = ok(operator.post("/incident-tickets/", {"title": new("Mine"), "description": "No reporter sent"}), 201)
    service = ok(operator.post("/service-tickets/", {"title": new("Mine")}), 201)
    assert [mine["user"]["id"], incident["reporter"]["id"], service["requested_by"]["id"]] == [me] * 3
    assert theirs["user"]["id"] == other
    for path in (f"/time-entries/?user={other}", f"/time-off-requests/?user={other}"):
        answer = operator.get(path)
        assert answer.status == 403 or not ok(answer)["results"], path


@trap("9 what the server works out, whatever a body says")
def worked_out(house: House) -> None:
    operator, engineer = house.tab("operator"), house.tab("engineer")
    me = ok(operator.get("/auth/user/"))
    claimed = {"total_hours": 99, "approved_by": me["id"], "approved_at": "2001-01-01T00:00:00Z"}
    entry = ok(
        operator.post("/time-entries/", {"date": past_day(), "clock_in": "08:00", "clock_out": "10:30", **claimed}), 201
    )
    assert entry["total_hours"] == 2.5
    assert not {"approved_by", "approved_at"} & entry.keys()
    incident = ok(operator.post("/incident-tickets/", {"title": new("Done"), "description": "Goes away"}), 201)
    path = f"/incident-tickets/{incident['id']}/"
    assert ok(engineer.patch(path, {"status": "Resolved"}))["resolved_at"].endswith("Z")
    assert "resolved_at" not in ok(engineer.patch(path, {"status": "In Progress"}))
    service = ok(operator.post("/service-tickets/", {"title": new("Do it"), "completed_at": "2001-01-01"}), 201)
    assert "completed_at" not in service
    done = ok(engineer.patch(f"/service-tickets/{service['id']}/", {"status": "Completed"}))
    assert done["completed_at"].endswith("Z")


@trap("10 clock times as instants or as times of the day, over midnight too")
def clock_times(house: House) -> None:
    tab = house.tab("engineer")
    night = ok(tab.post("/time-entries/", {"date": past_day(), "clock_in": "22:00", "clock_out": "06:00"}), 201)
    assert night["total_hours"] == 8
    day = past_day()
    instants = {"clock_in": f"{day}T09:00:00.000Z", "clock_out": f"{day}T10:15:00+00:00"}
    assert ok(tab.post("/time-entries/", {"date": day, **instants}), 201)["total_hours"] == 1.25


@trap("11 no browser dialogue of its own")
def no_dialogue(house: House) -> None:
    answer = house.tab().get("/auth/user/")
    ok(answer, 401)
    assert "www-authenticate" not in {name.lower() for name in answer.headers}


@trap("14 the server alone decides who may")
def server_decides(house: House) -> None:
    operator = house.tab("operator")
    ok(house.tab("manager").post("/locations/", {"name": new("Ours")}), 201)
    for path, body in (
        ("/locations/", {"name": new("Mine")}),
        ("/shifts/", {"name": new("Mine")}),
        ("/profiles/", {"full_name": "A Friend"}),
        ("/scheduled-events/", {"title": "Party", "start_time": soon(), "end_time": soon(days=30_000)}),
    ):
        answer = operator.post(path, body)
        assert answer.status in {403, 422}, path
        assert isinstance(answer.json["detail"], str), path
    assert operator.post("/locations/", {"name": new("Mine")}).status == 403


@trap("the wire: JSON always, no redirect, nothing kept")
def wire(house: House) -> None:
    tab = house.tab("operator")
    for reply in (
        tab.get("/no/such/address/"), tab.get("/profiles/0/"), tab.get("/locations"), tab.post("/health/"),
        tab.post("/incident-tickets/", []), tab.post("/auth/logout/"),
    ):  # fmt: skip
        assert isinstance(reply.json, dict), reply
        assert reply.status not in {204, 301, 302, 307, 308}, reply
        assert reply.headers.get("cache-control") == "no-store", reply.headers


def page_faults(answers: dict[str, Any]) -> list[str]:
    """Of the client's own addresses, those that were not answered with its page."""
    return [path for path, title in answers.items() if title != "An existing client"]
