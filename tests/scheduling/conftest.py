"""What several folders of these tests need."""

import pytest

from apps.core import notices
from apps.core.models import OutboxEvent
from apps.core.outbox.facts import fact_of, handlers_of


def react(**only):
    """What happened is told to whoever reacts to it, as the relay does it; then it is forgotten."""
    for row in OutboxEvent.objects.filter(**only).order_by("pk"):
        for handler in handlers_of(row.type).values():
            handler(fact_of(row.type, row.payload))
    OutboxEvent.objects.all().delete()


@pytest.fixture
def hear(monkeypatch):
    """Called: everything that the makers of notices hand over for what happened since the last call."""
    found = []
    monkeypatch.setattr(notices, "_deliver", [found.extend])

    def since(**only):
        found.clear()
        react(**only)
        return list(found)

    return since


@pytest.fixture
def told(hear):
    """The same in short: kind, people, title."""
    return lambda: [(notice.kind.key, sorted(notice.people), notice.title) for notice in hear()]
