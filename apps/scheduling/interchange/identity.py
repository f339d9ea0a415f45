"""The name of an event outside this station: `event-12-5f0c3a91d2@bms`.

Exports carry it as ID and UID, and an import knows its own events again by it. The middle part comes from the
station's secret key, so that a file of another station never changes the event that happens to have the same number.
"""

import hmac
import re
from functools import lru_cache
from hashlib import sha1

from django.conf import settings
from django.utils.crypto import constant_time_compare

_OURS = re.compile(r"(event|series)-(\d{1,18})-([0-9a-f]{10})@bms")


def public_id(event_id: int) -> str:
    return f"event-{event_id}-{_mark(event_id)}@bms"


def public_series_id(series_id: int) -> str:
    """The one name of all dates of a series; which date is meant says RECURRENCE-ID."""
    return f"series-{series_id}-{_mark(series_id, 'series')}@bms"


def event_id_of(external_id: str) -> int | None:
    """The id of the event if this station gave it that name, else None."""
    return _id_of(external_id, "event")


def series_id_of(external_id: str) -> int | None:
    """The id of the series if this station gave it that name, else None."""
    return _id_of(external_id, "series")


def _id_of(external_id: str, kind: str) -> int | None:
    found = _OURS.fullmatch(external_id)
    if not found or found[1] != kind:
        return None
    key = int(found[2])
    return key if constant_time_compare(found[3], _mark(key, kind)) else None


def _mark(key: int, kind: str = "event") -> str:
    found = _signing(kind, settings.SECRET_KEY).copy()
    found.update(str(key).encode())
    return found.hexdigest()[:10]


@lru_cache(maxsize=8)
def _signing(kind: str, secret: str) -> hmac.HMAC:
    """Django's `salted_hmac` before it hears the value: a calendar names thousands of events."""
    salted = sha1(f"bms.scheduling.{kind}{secret}".encode()).digest()  # noqa: S324 - as `salted_hmac` has it
    return hmac.new(salted, digestmod=sha1)
