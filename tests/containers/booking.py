"""Work that a station in containers is given."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

EVENTS = "/api/scheduled-events/"
_NUMBERS = iter(range(10_000))


def slot(client: httpx.Client) -> dict[str, Any]:
    """Hours of a room that no other test asks for."""
    number = next(_NUMBERS)
    rooms = [row["id"] for row in client.get("/api/facilities/?status=Active").json()["results"]]
    start = datetime(2031, 1, 6, 12, tzinfo=UTC) + timedelta(hours=12 * (number // len(rooms)))
    end = start + timedelta(hours=2)
    return {
        "title": f"Slot {number}", "facility": rooms[number % len(rooms)],
        "start_time": start.isoformat(), "end_time": end.isoformat(),
    }  # fmt: skip
