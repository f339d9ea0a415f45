"""Counting failures, whatever happens to the cache meanwhile."""

from django.core.cache import cache
from django.utils import timezone

from apps.authentication.access import attempts


def test_a_count_begins_anew_when_the_cache_is_emptied_in_between(monkeypatch):
    monkeypatch.setattr(cache, "add", lambda *_, **__: None)  # as if emptied right after

    assert attempts.count("sign-in", "192.0.2.1", now=timezone.now()) == 1
