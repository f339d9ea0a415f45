"""Fifty clients report at once on a running station: every number is given once and none is missing."""

import asyncio

import pytest

from tests.station.conftest import RunningStation
from tests.station.wire import Answer, signed_in

pytestmark = pytest.mark.station

CLIENTS = 50
GAPS = """
    SELECT kind, year FROM tickets_ticket GROUP BY kind, year
    HAVING count(*) <> max(serial) OR min(serial) <> 1 OR count(DISTINCT serial) <> count(*)
"""


def test_fifty_report_at_once_and_no_number_is_missing(station: RunningStation) -> None:
    async def crowd() -> list[Answer]:
        first = await signed_in(station.announcement, "operator")
        callers = [first.twin() for _ in range(CLIENTS)]
        for caller in callers:
            await caller.open()
        # every fifth asks for what is not there
        bodies = [{"title": f"Fault {n}", **({"facility": 999_999} if n % 5 == 0 else {})} for n in range(CLIENTS)]
        calls = [caller.post("/api/incident-tickets/", body) for caller, body in zip(callers, bodies, strict=True)]
        return await asyncio.gather(*calls)

    answers = asyncio.run(crowd())

    assert sorted(answer.status for answer in answers) == [201] * 40 + [422] * 10
    assert len({answer.json["number"] for answer in answers if answer.status == 201}) == 40
    assert station.sql(GAPS) == []
