"""What tests of tickets share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from apps.core.outbox.relay import relay


@pytest.fixture
def told(db: None) -> Callable[[Any], list[str]]:
    """`told(client)`: the titles of what that person is told, the newest first, once all facts went round."""

    def titles(client: Any) -> list[str]:
        relay(now=timezone.now())
        return [row["title"] for row in client.get("/api/notifications/").json()["results"]]

    return titles
