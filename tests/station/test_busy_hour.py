"""A few people with consoles work at a running station for some seconds: nothing fails, nothing is lost, all is logged.

`bench/load.py` is the same with a hundred people for minutes.
"""

import asyncio
from datetime import UTC, datetime

import pytest

from bench import busy_hour
from bench.load import is_error, lost
from tests.station.conftest import RunningStation, until
from tests.station.test_chaos import outbox_is_told
from tests.station.wire import signed_in

pytestmark = pytest.mark.station

ROLES = ("scheduler", "operator", "engineer", "manager", "administrator")
SECONDS = 6.0
AFTER = datetime(2033, 1, 3, 6, tzinfo=UTC)  # nobody else of these tests books then


def test_a_few_people_work_and_nothing_fails(station: RunningStation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy_hour, "THINKS", 0.5)  # seconds

    async def work() -> busy_hour.House:
        callers = [await signed_in(station.announcement, role) for role in ROLES]
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        house = await busy_hour.open_house(callers, today=today, free_from=AFTER)
        await house.work(SECONDS)
        return house

    house = asyncio.run(work())

    assert len(house.seen) > 3 * len(ROLES)
    assert [seen for seen in house.seen if is_error(seen)] == []
    assert house.streams_cut == 0
    assert lost(station.sql, house.accepted) == {}
    until(lambda: outbox_is_told(station), what="the telling of every fact")
    lines = (station.station.logs / "web.log").read_text()
    assert all(page in lines for page in ("/api/today/", "/api/auth/login/"))
