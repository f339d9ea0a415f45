"""What tests of this module share."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from apps.core.models import OutboxEvent

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
ARCHIVED = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def published(db: None) -> Callable[[], list[tuple[str, str]]]:
    """The facts published so far, as (type, subject), oldest first."""
    return lambda: list(OutboxEvent.objects.order_by("pk").values_list("type", "subject"))
