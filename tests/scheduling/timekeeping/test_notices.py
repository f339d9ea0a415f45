"""Who is told what about time entries, by the relay as it runs in the worker."""

import pytest

from apps.core import notices
from tests.scheduling.timekeeping.conftest import URL

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def told(hear):
    return lambda: [
        (notice.kind.key, sorted(notice.people), notice.title, notice.text, notice.path) for notice in hear()
    ]


def test_people_hear_what_concerns_them(manager, administrator, operator, enter, told):
    entry = enter(operator, "2026-11-20", "09:00", "17:00")
    name, managers = operator.user.full_name, sorted([manager.user.pk, administrator.user.pk])
    when = "time of Fri 20 Nov 2026, 09:00 to 17:00"
    assert told() == [("time.waiting", managers, f"{name}: {when}", "", "/approvals")]

    manager.post(f"{URL}{entry['id']}/reject/", {"reason": "Holiday"})
    own = f"/my-time?entry={entry['id']}"
    assert told() == [("time.rejected", [operator.user.pk], f"Rejected: {when}", "Holiday", own)]

    manager.post(f"{URL}{entry['id']}/approve/")
    manager.post(f"{URL}{entry['id']}/adjust/", {"clock_out": "18:00", "reason": "Overran"})
    assert [key for key, *_ in told()] == ["time.approved", "time.adjusted"]


def test_managers_do_not_wait_for_themselves(manager, administrator, enter, told):
    enter(manager, "2026-11-20", "09:00", "17:00")
    assert [people for _, people, *_ in told()] == [[administrator.user.pk]]


def test_e_mail_is_for_what_went_wrong():
    by_mail = {kind.key: kind.by_mail for kind in notices.kinds() if kind.group == "Time"}
    assert by_mail["time.waiting"] is False
    assert by_mail["time.rejected"] is True
