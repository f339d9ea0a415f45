"""The calls of an existing client, a function per line of what it does, for whichever way it speaks.

`house.tab("operator")` is a tab in which that person is signed in, `house.tab()` one of nobody.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from tests.contract.clients import ExistingClient, Reply, ok
from tests.contract.shapes import are, is_a

Line = Callable[["House"], None]
LINES: dict[str, Line] = {}


class House(Protocol):
    """A server with people of every role."""

    def tab(self, role: str | None = None) -> ExistingClient: ...
    def sign_in(self, tab: ExistingClient, role: str) -> Reply: ...
    def credentials(self, role: str) -> dict[str, str]: ...


def line(path: str) -> Callable[[Line], Line]:
    def register(function: Line) -> Line:
        LINES[path] = function
        return function

    return register


def new(word: str) -> str:
    """A name that nobody else has."""
    return f"{word} {secrets.token_hex(4)}"


def wire_rules(reply: Reply) -> Reply:
    """What every answer below /api/ keeps to."""
    assert reply.headers["content-type"].startswith("application/json"), reply.headers["content-type"]
    assert "no-store" in reply.headers.get("cache-control", ""), reply.headers
    assert reply.text, "an empty body"
    return reply


def refused(reply: Reply, status: int, *, names: str = "") -> dict[str, Any]:
    """A refusal as clients show it: one sentence, a code, and for bad input the field."""
    body: dict[str, Any] = ok(wire_rules(reply), status)
    assert isinstance(body["detail"], str), body
    assert isinstance(body["code"], str), body
    assert ("errors" in body) == (status == 422), body
    if names:
        assert names in body["detail"], body
        assert all(isinstance(message, str) for message in body["errors"][names]), body
    return body


def soon(**after: float) -> str:
    """An instant of a day far ahead that no other test uses, as browsers write them."""
    start = datetime(2033, 1, 1, tzinfo=UTC) + timedelta(days=secrets.randbelow(20_000))
    return (start + timedelta(**after)).isoformat().replace("+00:00", ".000Z")


def past_day() -> str:
    return str((datetime(2001, 1, 1, tzinfo=UTC) + timedelta(days=secrets.randbelow(7_000))).date())


@line("/csrf/")
def csrf(house: House) -> None:
    tab = house.tab()
    assert len(ok(wire_rules(tab.get("/csrf/")))["csrfToken"]) >= 32


@line("/health/")
def health(house: House) -> None:
    assert isinstance(ok(wire_rules(house.tab().get("/health/")))["status"], str)


@line("/auth/login/")
def login(house: House) -> None:
    tab = house.tab()
    is_a("User", ok(wire_rules(house.sign_in(tab, "operator"))))
    refused(house.tab().post("/auth/login/", {"username": "nobody", "password": "wrong-password"}), 401)


@line("/auth/logout/")
def logout(house: House) -> None:
    tab = house.tab("operator")
    ok(wire_rules(tab.post("/auth/logout/")))
    refused(tab.get("/auth/user/"), 401)
    ok(tab.post("/auth/logout/"))


@line("/auth/user/")
def user(house: House) -> None:
    tab = house.tab()
    refused(tab.get("/auth/user/"), 401)
    signed_in = ok(house.sign_in(tab, "engineer"))
    assert is_a("User", ok(wire_rules(tab.get("/auth/user/"))))["id"] == signed_in["id"]


@line("/profiles/ and /profiles/{id}/")
def profiles(house: House) -> None:
    tab = house.tab("manager")
    are("Profile", tab.rows("/profiles/"))
    name = new("Mary Byrne")
    made = is_a("Profile", ok(tab.post("/profiles/", {"full_name": name, "department": "Operations"}), 201))
    read = is_a("Profile", ok(wire_rules(tab.get(f"/profiles/{made['id']}/"))))
    changed = is_a("Profile", ok(tab.patch(f"/profiles/{made['id']}/", {**read, "phone": "+353 1 555 0100"})))
    assert (changed["full_name"], changed["phone"]) == (name, "+353 1 555 0100")
    cleared = is_a("Profile", ok(tab.patch(f"/profiles/{made['id']}/", {**changed, "phone": ""})))
    assert "phone" not in cleared
    refused(tab.patch(f"/profiles/{made['id']}/", {"email": "no address"}), 422, names="email")
    refused(tab.get("/profiles/999999999/"), 404)


def _reference(house: House, path: str, name: str, **more: Any) -> None:
    tab = house.tab("manager")
    wish = {"name": new(name), "description": "Made by a client", **more}
    made = is_a(name, ok(wire_rules(tab.post(path, wish)), 201))
    assert made["name"] == wish["name"]
    assert made["id"] in {row["id"] for row in are(name, tab.rows(path))}
    found = are(name, tab.rows(f"{path}?search={wish['name'].replace(' ', '%20')}&ordering=name"))
    assert made["id"] in {row["id"] for row in found}
    refused(tab.post(path, {"name": ""}), 422, names="name")


@line("/locations/")
def locations(house: House) -> None:
    _reference(house, "/locations/", "Location")


@line("/facilities/")
def facilities(house: House) -> None:
    place = house.tab("manager").rows("/locations/")[0]
    _reference(house, "/facilities/", "Facility", location=place)


@line("/shifts/")
def shifts(house: House) -> None:
    _reference(house, "/shifts/", "Shift", start_time="22:00", end_time="06:00")


@line("/incident-types/")
def incident_types(house: House) -> None:
    are("IncidentType", house.tab("operator").rows("/incident-types/"))


@line("/incident-tickets/ and /{id}/")
def incident_tickets(house: House) -> None:
    operator, engineer = house.tab("operator"), house.tab("engineer")
    kind, room = operator.rows("/incident-types/")[0], operator.rows("/facilities/")[0]
    wish = {
        "title": new("No sound"), "description": "Channel 4 is silent", "priority": "High", "status": "Open",
        "incident_type": kind, "facility": room["id"],
    }  # fmt: skip
    made = is_a("IncidentTicket", ok(wire_rules(operator.post("/incident-tickets/", wish)), 201))
    assert (made["facility"]["id"], made["incident_type"]["id"]) == (room["id"], kind["id"])
    are("IncidentTicket", operator.rows("/incident-tickets/"))
    read = is_a("IncidentTicket", ok(engineer.get(f"/incident-tickets/{made['id']}/")))
    for status in ("In Progress", "Resolved", "Closed"):
        read = is_a(
            "IncidentTicket", ok(engineer.patch(f"/incident-tickets/{made['id']}/", {**read, "status": status}))
        )
        assert read["status"] == status
    refused(engineer.patch(f"/incident-tickets/{made['id']}/", {"status": "Forgotten"}), 422, names="status")
    refused(operator.post("/incident-tickets/", {"title": ""}), 422, names="title")


@line("/service-tickets/ and /{id}/")
def service_tickets(house: House) -> None:
    operator, engineer = house.tab("operator"), house.tab("engineer")
    wish = {"title": new("New lamp"), "service_type": "Repair", "priority": "Low", "due_date": "2033-01-31"}
    made = is_a("ServiceTicket", ok(wire_rules(operator.post("/service-tickets/", wish)), 201))
    are("ServiceTicket", operator.rows("/service-tickets/"))
    read = is_a("ServiceTicket", ok(engineer.get(f"/service-tickets/{made['id']}/")))
    for status in ("In Progress", "Completed"):
        read = is_a("ServiceTicket", ok(engineer.patch(f"/service-tickets/{made['id']}/", {**read, "status": status})))
        assert read["status"] == status
    refused(operator.post("/service-tickets/", {"title": None}), 422, names="title")


@line("/time-entries/ (?user=) and /{id}/")
def time_entries(house: House) -> None:
    tab, manager = house.tab("operator"), house.tab("manager")
    me = ok(tab.get("/auth/user/"))["id"]
    day = past_day()
    wish = {"user": me, "date": day, "clock_in": f"{day}T08:00:00.000Z", "clock_out": f"{day}T16:30:00.000Z",
            "break_start": f"{day}T12:00:00.000Z", "break_end": f"{day}T12:30:00.000Z", "notes": "Early"}  # fmt: skip
    made = is_a("TimeEntry", ok(wire_rules(tab.post("/time-entries/", wish)), 201))
    assert (made["total_hours"], made["status"], made["user"]["id"]) == (8, "Pending", me)
    assert {row["user"]["id"] for row in are("TimeEntry", tab.rows(f"/time-entries/?user={me}"))} == {me}
    changed = is_a("TimeEntry", ok(tab.patch(f"/time-entries/{made['id']}/", {**made, "notes": "Late"})))
    assert changed["notes"] == "Late"
    approved = ok(manager.patch(f"/time-entries/{made['id']}/", {**changed, "status": "Approved"}))
    assert is_a("TimeEntry", approved)["approved_by"]["id"] == ok(manager.get("/auth/user/"))["id"]
    refused(tab.post("/time-entries/", {**wish, "clock_out": "soon"}), 422, names="clock_out")


@line("/time-off-requests/ (?user=) and /{id}/")
def time_off_requests(house: House) -> None:
    tab, manager = house.tab("operator"), house.tab("manager")
    me, day = ok(tab.get("/auth/user/"))["id"], soon()[:10]
    wish = {"request_type": "personal", "start_date": day, "end_date": day, "reason": "A wedding"}
    made = is_a("TimeOffRequest", ok(wire_rules(tab.post("/time-off-requests/", wish)), 201))
    assert (made["user"]["id"], made["status"]) == (me, "Pending")
    assert {row["user"]["id"] for row in are("TimeOffRequest", tab.rows(f"/time-off-requests/?user={me}"))} == {me}
    approved = ok(manager.patch(f"/time-off-requests/{made['id']}/", {**made, "status": "Approved"}))
    assert is_a("TimeOffRequest", approved)["status"] == "Approved"
    refused(tab.post("/time-off-requests/", {**wish, "end_date": "1999-01-01"}), 422, names="end_date")


@line("/scheduled-events/ and /{id}/")
def scheduled_events(house: House) -> None:
    tab = house.tab("scheduler")
    person, place = tab.rows("/profiles/")[0], tab.rows("/locations/")[0]
    start = soon()
    end = start.replace("T00:00", "T02:00")
    wish = {"title": new("News"), "event_type": "Live", "start_time": start, "end_time": end,
            "location": place["id"], "assigned_users": [person["id"]]}  # fmt: skip
    made = is_a("ScheduledEvent", ok(wire_rules(tab.post("/scheduled-events/", wish)), 201))
    assert [who["id"] for who in made["assigned_users"]] == [person["id"]]
    are("ScheduledEvent", tab.rows("/scheduled-events/"))
    day = start[:10]
    week = are("ScheduledEvent", tab.rows(f"/scheduled-events/?start_date={day}&end_date={day}"))
    assert made["id"] in {row["id"] for row in week}
    changed = ok(tab.patch(f"/scheduled-events/{made['id']}/", {**made, "title": "Late news"}))
    assert is_a("ScheduledEvent", changed)["title"] == "Late news"
    is_a("ScheduledEvent", ok(tab.get(f"/scheduled-events/{made['id']}/")))
    refused(tab.post("/scheduled-events/", {**wish, "end_time": start}), 422, names="end_time")
    assert "detail" in ok(wire_rules(tab.delete(f"/scheduled-events/{made['id']}/")))


@line("/send-email/")
def send_email(house: House) -> None:
    tab = house.tab("manager")
    address = ok(tab.get("/auth/user/"))["email"]
    ok(wire_rules(tab.post("/send-email/", {"to": [address], "subject": "Rota", "message": "It is out"})))
    refused(tab.post("/send-email/", {"to": [], "subject": "Rota", "message": "It is out"}), 422, names="to")


@line("documented as well: users, equipment, comments, notifications, the description")
def documented(house: House) -> None:
    tab = house.tab("engineer")
    are("User", tab.rows("/users/"))
    category = ok(tab.post("/equipment-categories/", {"name": new("Cameras")}), 201)
    ok(tab.post("/equipment/", {"name": new("Camera"), "category": category["id"]}), 201)
    tab.rows("/equipment-categories/"), tab.rows("/equipment/")
    ticket = ok(tab.post("/incident-tickets/", {"title": new("No picture"), "description": "Black on all"}), 201)
    note = ok(tab.post("/comments/", {"incident_ticket": ticket["id"], "text": "Looking at it"}), 201)
    assert note["id"] in {row["id"] for row in tab.rows(f"/comments/?incident_ticket={ticket['id']}")}
    assert "detail" in ok(wire_rules(tab.delete(f"/comments/{note['id']}/")))
    tab.rows("/notifications/")
    ok(wire_rules(tab.post("/notifications/mark-read/", {"ids": []})))
    ok(wire_rules(tab.post("/notifications/mark-all-read/")))
    assert "paths" in ok(tab.get("/schema/"))
    assert tab.get("/docs/").status == 200
