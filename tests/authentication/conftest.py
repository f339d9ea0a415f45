"""Every test starts with nothing counted: attempts are kept in the cache, which no rollback empties."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
