"""Many at once, through the real middleware and in real transactions."""

from functools import partial

import pytest

from apps.scheduling.models import TimeEntry
from tests.facilities.test_races import at_once
from tests.scheduling.timekeeping.conftest import URL

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_twenty_clock_ins_one_succeeds_and_the_others_are_told_of_it(sign_in):
    first = sign_in()
    clients = [first, *(sign_in(first.user) for _ in range(19))]

    answers = at_once(*(partial(client.post, f"{URL}clock-in/") for client in clients))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
    (running,) = TimeEntry.objects.all()
    refused = [answer.json() for answer in answers if answer.status_code == 409]
    assert {problem["code"] for problem in refused} == {"already_clocked_in"}
    assert {problem["entry"]["id"] for problem in refused} == {running.pk}


def test_of_many_overlapping_entries_one_is_kept(sign_in):
    first = sign_in()
    clients = [first, *(sign_in(first.user) for _ in range(7))]
    bodies = [{"date": "2027-03-10", "clock_in": f"09:{n:02}", "clock_out": f"1{n % 8}:30"} for n in range(8)]

    answers = at_once(*(partial(c.post, URL, body) for c, body in zip(clients, bodies, strict=True)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert TimeEntry.objects.count() == 1


def test_two_managers_who_decide_on_the_same_at_once_never_wait_for_each_other(sign_in, enter):
    people = [sign_in() for _ in range(3)]
    # entries of the people alternate, so that locks taken row by row would cross
    ids = [enter(people[n % 3], f"2027-03-{10 + n}", "09:00", "12:00")["id"] for n in range(9)]
    managers = [sign_in(role="manager") for _ in range(2)]

    answers = at_once(
        partial(managers[0].post, f"{URL}bulk-approve/", {"ids": ids[:7]}),
        partial(managers[1].post, f"{URL}bulk-approve/", {"ids": ids[2:][::-1]}),
    )

    assert [answer.status_code for answer in answers] == [200, 200]
    done = [key for answer in answers for key in answer.json()["done"]]
    assert sorted(done) == ids
    assert {row["code"] for answer in answers for row in answer.json()["refused"]} == {"already_decided"}
