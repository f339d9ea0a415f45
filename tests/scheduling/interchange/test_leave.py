"""Imports book nobody who is on approved leave."""

from tests.authentication.factories import UserFactory
from tests.scheduling.interchange.files import csv_of, event_row

LEAVE = "/api/time-off-requests/"


def test_a_row_that_would_book_somebody_on_leave_is_in_conflict(scheduler, manager, import_, rows):
    ada = UserFactory(username="ada", first_name="Ada", last_name="Lovelace")
    before = csv_of(event_row(id="1", people="ada"), event_row(id="2", start_date="2027-05-05"))
    import_(scheduler, before)
    body = {"user": ada.pk, "request_type": "sick", "start_date": "2027-05-04", "end_date": "2027-05-05"}
    request = manager.post(LEAVE, body).json()
    assert len(manager.post(f"{LEAVE}{request['id']}/approve/").json()["conflicts"]) == 1

    run = import_(
        scheduler,
        csv_of(
            # booked before the leave was approved: it stays, and may be edited
            event_row(id="1", people="ada", title="Late news"),
            event_row(id="2", start_date="2027-05-05", people="ada"),
            event_row(id="3", start_date="2027-05-06", people="ada"),
        ),
        mode="good",
    )

    assert {name: count for name, count in run["counts"].items() if count} == {
        "changed": 1,
        "created": 1,
        "conflict": 1,
    }
    (conflict,) = rows(scheduler, run, "conflict")
    assert conflict["reason"] == "Ada Lovelace is on leave from Tue 04 May 2027 to Wed 05 May 2027."
