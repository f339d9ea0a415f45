"""Clock in, break, clock out."""

import pytest

from apps.scheduling.models import TimeEntry
from tests.scheduling.timekeeping.conftest import URL


def test_a_day_by_the_clock(operator, now, berlin):
    assert "entry" not in operator.get(f"{URL}current/").json()

    begun = operator.post(f"{URL}clock-in/", {"location": berlin.pk})
    assert begun.status_code == 201
    assert (begun.json()["clock_in"], begun.json()["time_zone"]) == ("2026-11-23T09:00:00Z", "Europe/Berlin")
    now.shift(3 * 3600)
    on_break = operator.post(f"{URL}start-break/").json()
    assert on_break["breaks"] == [{"start": "2026-11-23T12:00:00Z"}]
    now.shift(1800)
    operator.post(f"{URL}end-break/")
    now.shift(2 * 3600)
    current = operator.get(f"{URL}current/").json()
    assert (current["now"], current["entry"]["id"]) == ("2026-11-23T14:30:00Z", begun.json()["id"])
    assert "total_hours" not in current["entry"]
    operator.post(f"{URL}start-break/")
    now.shift(900)
    ended = operator.post(f"{URL}clock-out/", {"break_hours": 0.5, "notes": "Long lunch"})

    assert ended.status_code == 200
    entry = ended.json()
    assert entry["clock_out"] == "2026-11-23T14:45:00Z"
    assert [pause["end"] for pause in entry["breaks"]] == ["2026-11-23T12:30:00Z", "2026-11-23T14:45:00Z"]
    assert (entry["total_hours"], entry["notes"], entry["status"]) == (4.5, "Long lunch", "Pending")
    assert "entry" not in operator.get(f"{URL}current/").json()


def test_the_clock_needs_no_body(operator, now):
    for path, status in (("clock-in", 201), ("start-break", 200), ("end-break", 200), ("clock-out", 200)):
        response = operator.generic("POST", f"{URL}{path}/", "", content_type="application/json")
        assert response.status_code == status, response.content


@pytest.mark.parametrize(
    ("done", "asked", "code"),
    [
        ([], "clock-out", "not_clocked_in"),
        ([], "start-break", "not_clocked_in"),
        ([], "end-break", "not_clocked_in"),
        (["clock-in"], "clock-in", "already_clocked_in"),
        (["clock-in"], "end-break", "not_on_break"),
        (["clock-in", "start-break"], "start-break", "already_on_break"),
        (["clock-in", "clock-out"], "clock-out", "not_clocked_in"),
    ],
)
def test_what_cannot_be_is_refused(operator, now, done, asked, code):
    for path in done:
        assert operator.post(f"{URL}{path}/").status_code in {200, 201}
    before = list(TimeEntry.objects.values())

    response = operator.post(f"{URL}{asked}/")

    assert (response.status_code, response.json()["code"]) == (409, code)
    assert list(TimeEntry.objects.values()) == before


def test_a_moment_of_work_is_no_error(operator, now):
    operator.post(f"{URL}clock-in/")
    entry = operator.post(f"{URL}clock-out/").json()
    assert entry["total_hours"] == 0
    assert operator.patch(f"{URL}{entry['id']}/", entry | {"notes": "x"}).status_code == 200
    assert operator.post(f"{URL}clock-in/").status_code == 201


def test_time_entered_ahead_stops_nobody_from_clocking_in_but_cannot_be_run_over(operator, now, enter):
    ahead = enter(operator, "2026-11-23", "13:00", "17:00")
    assert operator.post(f"{URL}clock-in/").status_code == 201
    now.shift(5 * 3600)

    late = operator.post(f"{URL}clock-out/")

    assert (late.status_code, late.json()["code"]) == (409, "time_entry_overlap")
    assert late.json()["conflicts"][0]["id"] == ahead["id"]
    running = operator.get(f"{URL}current/").json()["entry"]["id"]
    assert operator.patch(f"{URL}{running}/", {"clock_out": "13:00"}).json()["total_hours"] == 4


def test_a_forgotten_clock_is_put_right_by_hand(operator, now):
    entry = operator.post(f"{URL}clock-in/").json()
    now.shift(8 * 24 * 3600)
    response = operator.post(f"{URL}clock-out/")
    assert (response.status_code, list(response.json()["errors"])) == (422, ["clock_out"])
    assert operator.patch(f"{URL}{entry['id']}/", {"clock_out": "17:30"}).json()["total_hours"] == 8.5
