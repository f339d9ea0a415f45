"""Comments over HTTP: who writes, reads, edits and removes them, and that private ones are."""

import pytest

from apps.core.actors import Flag
from apps.core.models import OutboxEvent
from apps.tickets.notes.models import Note
from tests.tickets.factories import COMMENTS, INCIDENTS, SERVICE, comment, incident, service_ticket

SIGN_IN_QUERIES = 2  # session, person


def texts(client, **query):
    return [row["text"] for row in client.get(COMMENTS, query).json()["results"]]


def path(note):
    return f"{COMMENTS}{note['id']}/"


def code(response):
    return response.status_code, response.json().get("code")


def test_whoever_may_read_a_ticket_comments_on_it(operator, engineer):
    fault = incident(operator)
    first = comment(operator, "It began at noon", incident_ticket=fault["id"])
    comment(engineer, "On my way", incident_ticket={"id": fault["id"]})

    assert texts(operator, incident_ticket=fault["id"]) == ["It began at noon", "On my way"]
    assert first.items() >= {
        "incident_ticket": {"id": fault["id"], "number": fault["number"]}, "visibility": "public", "mentions": [],
    }.items()  # fmt: skip
    assert first["author"]["id"] == operator.user.pk
    assert operator.get(path(first)).json() == first
    assert operator.get(f"{INCIDENTS}{fault['id']}/").json()["version"] == 1  # the ticket itself is as it was


@pytest.mark.parametrize(
    "body",
    [
        {"text": "x"},
        {"text": "x", "incident_ticket": 1, "service_ticket": 1},
        {"text": " ", "incident_ticket": 1},
        {"incident_ticket": 1},
        {"text": "x", "incident_ticket": 1, "visibility": "secret"},
    ],
)
def test_a_comment_needs_a_text_and_one_ticket(operator, body):
    assert code(operator.post(COMMENTS, body)) == (422, "invalid")
    assert not Note.objects.exists()


def test_a_ticket_that_is_not_there_or_not_to_be_seen_takes_no_comment(operator, engineer):
    hidden = service_ticket(engineer)
    for body in ({"incident_ticket": 999_999}, {"service_ticket": hidden["id"]}, {"incident_ticket": hidden["id"]}):
        assert code(operator.post(COMMENTS, {"text": "x", **body})) == (404, "not_found")


def test_authors_alone_edit_and_remove(operator, engineer):
    fault = incident(operator)
    note = comment(operator, "Nune", incident_ticket=fault["id"])
    assert code(engineer.patch(path(note), {"text": "Mine"})) == (403, "not_allowed")
    assert code(engineer.delete(path(note))) == (403, "not_allowed")

    edited = operator.patch(path(note), {**note, "text": "Noon", "author": engineer.user.pk}).json()
    assert (edited["text"], edited["author"]["id"], "edited_at" in edited) == ("Noon", operator.user.pk, True)
    assert operator.patch(path(note), {"text": "Late"}, headers={"If-Match": '"1"'}).status_code == 412

    removed = operator.delete(path(note))
    assert (removed.status_code, removed.json()) == (200, {"detail": "The comment was removed"})
    assert operator.get(path(note)).status_code == 404
    assert operator.delete(path(note)).status_code == 404
    assert texts(operator) == []


def test_a_private_note_is_nowhere_to_be_seen_for_others(operator, engineer, sign_in):
    fault = incident(operator, title="No sound")
    url = f"{INCIDENTS}{fault['id']}/"
    note = comment(engineer, "Somebody spilt coffee: ask Kowalski", private=True, incident_ticket=fault["id"])
    worker = sign_in(flags=[Flag.INCIDENT_REPORTING])
    other = sign_in(role="scheduler")

    for client in (operator, other):
        assert texts(client) == texts(client, incident_ticket=fault["id"]) == []
        assert client.get(COMMENTS).json()["count"] == 0
        assert texts(client, search="coffee") == texts(client, visibility="private") == []
        assert client.get(path(note)).status_code == 404
        assert client.patch(path(note), {"text": "x"}).status_code == 404
        assert client.delete(path(note)).status_code == 404
        assert client.get(INCIDENTS, {"search": "Kowalski"}).json()["count"] == 0
        timeline = client.get(f"{url}timeline/").json()
        assert [line["what"] for line in timeline["results"]] == ["opened"]
        assert timeline["count"] == 1
        assert client.get(url).json()["updated_at"] == fault["updated_at"]
    for client in (engineer, worker):
        assert texts(client) == ["Somebody spilt coffee: ask Kowalski"]
        assert client.get(INCIDENTS, {"search": "Kowalski"}).json()["count"] == 1
        assert [line["what"] for line in client.get(f"{url}timeline/").json()["results"]] == ["opened", "note"]
    # the live stream goes to everybody, so it says nothing
    assert not OutboxEvent.objects.filter(type__contains="note", live=True).exists()


def test_the_author_of_a_private_note_reads_it_whatever_their_role(operator, sign_in):
    fault = incident(operator)
    comment(operator, "It was me", private=True, incident_ticket=fault["id"])
    assert texts(operator) == ["It was me"]
    assert texts(sign_in()) == []


def test_the_right_to_work_on_incidents_opens_no_private_notes_of_service_tickets(operator, engineer, sign_in):
    helper = sign_in(flags=[Flag.INCIDENT_REPORTING])
    ticket = service_ticket(operator)
    engineer.patch(f"{SERVICE}{ticket['id']}/", {"assignee": helper.user.pk})
    comment(engineer, "Too dear", private=True, service_ticket=ticket["id"])
    comment(engineer, "Ordered", service_ticket=ticket["id"])
    assert texts(helper, service_ticket=ticket["id"]) == texts(operator) == ["Ordered"]
    assert texts(engineer) == ["Too dear", "Ordered"]


def test_comments_of_a_ticket_that_is_not_to_be_seen_are_not_either(operator, engineer):
    ticket = service_ticket(engineer)
    note = comment(engineer, "Secret", service_ticket=ticket["id"])
    assert texts(operator) == texts(operator, service_ticket=ticket["id"]) == []
    assert operator.get(path(note)).status_code == 404


def test_consoles_are_told_when_something_public_changes_also_that_it_is_no_longer_public(engineer):
    fault = incident(engineer)
    note = comment(engineer, "One", incident_ticket=fault["id"])
    engineer.patch(path(note), {"visibility": "private"})
    engineer.patch(path(note), {"text": "Two", "visibility": None})
    facts = OutboxEvent.objects.filter(type__contains="note").order_by("pk").values_list("type", "live", "subject")
    subject = f"incident:{fault['id']}"
    assert list(facts) == [
        ("tickets.note_written", True, subject),
        ("tickets.note_written", True, subject),
        ("tickets.private_note_written", False, subject),
    ]
    assert engineer.get(path(note)).json()["visibility"] == "private"


def test_notes_are_searched_with_their_tickets(operator, engineer):
    fault = incident(operator, title="No sound")
    note = comment(engineer, "Replaced the limiter", incident_ticket=fault["id"])
    found = lambda text: operator.get(INCIDENTS, {"search": text}).json()["count"]  # noqa: E731
    assert (found("limiter"), found("limitr"), found("compressor")) == (1, 1, 0)
    engineer.delete(path(note))
    assert found("limiter") == 0


def test_a_list_costs_the_same_queries_however_long_it_is(operator, engineer, django_assert_num_queries):
    fault = incident(operator)
    for client in (operator, engineer):
        comment(client, f"Ask @{operator.user.username}", incident_ticket=fault["id"])
        with django_assert_num_queries(SIGN_IN_QUERIES + 2):  # comments, people
            operator.get(COMMENTS, {"incident_ticket": fault["id"]})


# --- whom it concerns ---------------------------------------------------------------------------


def test_the_assignee_is_told_and_followers_hear_of_the_status(operator, engineer, told):
    fault = incident(operator)
    number = fault["number"]
    engineer.patch(f"{INCIDENTS}{fault['id']}/", {"assignee": engineer.user.pk, "status": "In Progress"})
    assert told(operator) == [f"{number} is In Progress"]
    assert told(engineer) == []  # did it themselves
    engineer.patch(f"{INCIDENTS}{fault['id']}/", {"assignee": operator.user.pk})
    assert told(operator)[0] == f"{number} is assigned to you"


def test_followers_hear_of_comments_and_who_commented_follows(operator, engineer, sign_in, told):
    fault, other = incident(operator), sign_in()
    comment(other, "Same here", incident_ticket=fault["id"])
    assert told(operator) == [f"{fault['number']} has a comment of {other.user.full_name}"]
    comment(engineer, "Thanks", incident_ticket=fault["id"])
    assert len(told(operator)) == 2
    assert len(told(other)) == 1


def test_who_is_mentioned_is_told_if_they_may_read_it(operator, engineer, sign_in, told):
    named, stranger = sign_in(username="mary.b"), sign_in(username="joe")
    fault, ticket = incident(operator), service_ticket(operator)
    note = comment(engineer, "Ask @Mary.B. Not joe@joe, nor @nobody", incident_ticket=fault["id"])
    assert [person["id"] for person in note["mentions"]] == [named.user.pk]
    comment(engineer, "@joe @mary.b see this", private=True, incident_ticket=fault["id"])
    comment(operator, "@joe see this", service_ticket=ticket["id"])
    assert told(named) == [f"{fault['number']} has a comment of {engineer.user.full_name} that mentions you"]
    assert told(stranger) == []
    # told once, also when the comment is edited afterwards
    engineer.patch(f"{COMMENTS}{note['id']}/", {"text": "Ask @mary.b please"})
    assert len(told(named)) == 1


def test_a_private_note_tells_only_those_who_may_read_it(operator, engineer, manager, told):
    fault = incident(operator)
    engineer.patch(f"{INCIDENTS}{fault['id']}/", {"assignee": manager.user.pk})
    comment(engineer, "Between us", private=True, incident_ticket=fault["id"])
    assert told(operator) == []
    assert len(told(manager)) == 2  # assigned, and the note


def test_managers_are_told_what_waits_for_approval_and_the_requester_what_became_of_it(operator, manager, told):
    ticket = service_ticket(operator)
    operator.post(f"{SERVICE}{ticket['id']}/submit/")
    assert told(manager) == [f"{ticket['number']} waits for approval"]
    manager.post(f"{SERVICE}{ticket['id']}/reject/", {"reason": "No budget"})
    assert told(operator) == [f"{ticket['number']} is rejected"]
