"""What this module's tables hold about people. Bookings and hours stay; why somebody was away does not."""

from collections.abc import Sequence

from django.db.models import Q

from apps.core.personal.declaring import Held

_OF_PEOPLE = ("assigned_users", "tentative_users")
_EVENT = ("title", "description", "event_type", "time_zone", "contributors")  # contributors are no staff of the station

HELD = (
    Held(model="scheduling.Event", of=("created_by_id",),
         keep=(*_EVENT, "created_by_id", "source", "external_id", "edited")),
    Held(model="scheduling.Booking", of=("resource_id",), where=lambda: Q(resource_kind="person"),
         keep=("resource_id",), also=("event__title", "event__start_at", "event__end_at")),
    Held(model="scheduling.Part", keep=("title", "needs")),
    Held(model="scheduling.Series", of=("created_by_id",),
         keep=(*_EVENT, *_OF_PEOPLE, "rrule", "rdates", "exdates", "gear", "created_by_id", "source", "external_id",
               "told")),
    Held(model="scheduling.Shift", keep=("name", "description")),
    Held(model="scheduling.Maintenance", keep=("reason", "created_by_id")),
    Held(model="scheduling.Template", of=("created_by_id",), keep=("name", "description", "created_by_id")),
    Held(model="scheduling.TemplateEntry", keep=(*_EVENT, *_OF_PEOPLE, "equipment", "kits", "pools", "parts")),
    Held(model="scheduling.Batch", of=("asked_by_id", "undone_by_id"), keep=("words", "asked_by_id", "undone_by_id")),
    Held(model="scheduling.BatchItem", keep=("before",)),
    Held(model="scheduling.SavedFilter", of=("person_id",), goes=True),
    Held(model="scheduling.Feed", of=("person_id",), goes=True, secret=("token_hash",)),
    # rows of files go by themselves (docs/imports.md)
    Held(model="scheduling.ImportRun", of=("created_by_id",),
         keep=("file_name", "upload", "format", "time_zone", "detail", "counts", "missing_facilities", "created_by_id",
               "request_id")),
    Held(model="scheduling.ImportRow", keep=("title", "facility_name", "source", "external_id", "part", "content",
                                             "reason", "note", "changed")),
    Held(model="scheduling.Source", of=("created_by_id",), secret=("key",),
         keep=("name", "address", "key", "key_header", "time_zone", "created_by_id", "etag", "last_modified",
               "digest")),
    Held(model="scheduling.Sync", keep=("detail", "counts", "asked_by_id")),
    Held(model="scheduling.Item", keep=("external_id", "given")),
    Held(model="scheduling.Difference", keep=("external_id", "fields", "theirs", "given", "decided_by_id")),
    Held(model="scheduling.TimeEntry", of=("user_id",),
         keep=("user_id", "time_zone", "decided_by_id", "created_by_id"), blank={"notes": "", "decision_note": ""}),
    Held(model="scheduling.TimeAdjustment", of=("entry__user_id",), keep=("before", "after", "adjusted_by_id"),
         blank={"reason": "(taken out)"}),
    # that somebody was away stays, for the hours; that they were ill, and why else, does not
    Held(model="scheduling.TimeOffRequest", of=("user_id",),
         keep=("user_id", "time_zone", "decided_by_id", "created_by_id"),
         blank={"request_type": "other", "kind": "other", "reason": "", "decision_note": ""}),
)  # fmt: skip


def personal_data() -> Sequence[Held]:
    return HELD
