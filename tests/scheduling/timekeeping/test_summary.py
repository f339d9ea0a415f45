"""Hours of days, weeks and months, and overtime."""

from datetime import date

import pytest

from apps.core.models import SwitchValue
from apps.scheduling.timekeeping.summary import HOUR, Norm, overtime_by_day
from tests.scheduling.timekeeping.conftest import URL

pytestmark = pytest.mark.usefixtures("now")

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("hours", "norm", "wanted"),
    [
        ([8, 8, 8, 8, 8], Norm(0, 40), [0, 0, 0, 0, 0]),
        ([10, 10, 10, 10, 10], Norm(0, 40), [0, 0, 0, 0, 10]),
        ([10, 10, 10, 10, 10], Norm(8, 0), [2, 2, 2, 2, 2]),
        ([10, 10, 10, 10, 10, 5], Norm(8, 40), [2, 2, 2, 2, 2, 5]),
        ([12, 0, 12, 12, 12], Norm(0, 40), [0, 0, 0, 0, 8]),
        ([30], Norm(0, 0), [0]),
    ],
)
def test_overtime_arises_on_a_day(hours, norm, wanted):
    days = [date(2026, 11, 23 + number) for number in range(len(hours))]
    worked = {day: count * HOUR for day, count in zip(days, hours, strict=True)}
    found = overtime_by_day(worked, Norm(norm.daily * HOUR, norm.weekly * HOUR))
    assert [found[day] // HOUR for day in days] == wanted


def test_a_new_week_begins_on_monday():
    worked = {date(2026, 11, 22): 39 * HOUR, MONDAY: 5 * HOUR}
    assert sum(overtime_by_day(worked, Norm(0, 40 * HOUR)).values()) == 0


def test_a_summary_counts_what_is_closed_and_not_rejected(operator, manager, enter, django_assert_num_queries):
    approved = enter(operator, "2026-11-02", "08:00", "18:00", break_hours=1)
    enter(operator, "2026-11-03", "08:00", "20:00")
    enter(operator, "2026-11-03", "21:00", "22:00")
    rejected = enter(operator, "2026-11-04", "08:00", "20:00")
    enter(operator, "2026-10-30", "22:00", "06:00")  # Friday before: credited to October
    enter(operator, "2026-11-23", "08:30")
    manager.post(f"{URL}{approved['id']}/approve/")
    manager.post(f"{URL}{rejected['id']}/reject/", {"reason": "x"})
    SwitchValue.objects.create(key="time.daily_norm", value=8)

    with django_assert_num_queries(5):  # session, person, hours, two norms
        found = operator.get(f"{URL}summary/").json()

    assert (found["start"], found["end"], found["user"]) == ("2026-11-01", "2026-11-30", operator.user.pk)
    assert (found["total_hours"], found["approved_hours"], found["overtime_hours"]) == (22.0, 9.0, 6.0)
    assert (found["daily_norm"], found["weekly_norm"], found["entries"]) == (8, 40, 3)
    assert [(day["date"], day["total_hours"], day["entries"]) for day in found["days"]] == [
        ("2026-11-02", 9.0, 1), ("2026-11-03", 13.0, 2),
    ]  # fmt: skip
    assert [week["monday"] for week in found["weeks"]] == ["2026-11-02"]
    assert [(month["month"], month["total_hours"]) for month in found["months"]] == [("2026-11", 22.0)]
    year = manager.get(f"{URL}summary/", {"user": operator.user.pk, "start": "2026-01-01", "end": "2026-12-31"}).json()
    assert [month["month"] for month in year["months"]] == ["2026-10", "2026-11"]


@pytest.mark.parametrize(
    "query",
    [{"start": "2026-11-02", "end": "2026-11-01"}, {"start": "2020-01-01", "end": "2026-01-01"}, {"start": "x"}],
)
def test_a_bad_window_is_refused(operator, query):
    assert operator.get(f"{URL}summary/", query).status_code == 422
