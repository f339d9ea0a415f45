"""One request for every operation, right enough that only its permission can refuse it.

Addresses and bodies are made from the schema; what cannot be made is named in SAMPLES. A new module adds the keys of
its addresses to `World` and, where a body needs more than its required fields, a sample.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.authentication.factories import PASSWORD
from tests.permissions.bodies import INSTANTS
from tests.permissions.world import NOW, picture


@dataclass(frozen=True)
class Sample:
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | None = None
    form: dict[str, str] = field(default_factory=dict)  # beside a file
    file: Callable[[], SimpleUploadedFile] | None = None
    on_self: bool = False  # the person in the address is the caller
    is_hidden: bool = False  # 404 is how it is refused: whoever may not see it is not told that it is there
    cases: tuple[str, ...] = ()  # what the rows of the world are to be like
    of: tuple[str, ...] = ()  # the members of the query, body or form that name rows of the world
    about: str = ""  # the member of the query or body that names somebody


def _schedule() -> SimpleUploadedFile:
    return SimpleUploadedFile("week.csv", b"Title,Start Date,Start Time,End Time,Facility\n", "text/csv")


ENTRY = "/api/time-entries/{time_entry_id}/"
LEAVE = "/api/time-off-requests/{time_off_request_id}/"
ADJUSTMENT = {"reason": "Overran", "clock_out": "23:59"}
SERIES = {
    "title": "Breakfast",
    "dtstart": "2027-03-01T06:00",
    "dtend": "2027-03-01T09:00",
    "rrule": "FREQ=DAILY;COUNT=3",
}
WINDOW = {"start": INSTANTS["start_time"], "end": INSTANTS["end_time"], "rows": "facility"}

CHANGE = "/api/change-requests/{change_request_id}/"

# By the operation as the table names it; what follows the dot is a case of its own.
SAMPLES: dict[str, Sample] = {
    "POST /api/send-email/": Sample(body={"to": ["a@example.org"], "subject": "News", "message": "All is well"}),
    "POST /api/auth/api-tokens/": Sample(
        body={
            "name": "Playout",
            "scopes": ["scheduling:read"],
            "expires_at": (NOW + timedelta(days=9)).isoformat(),
        }
    ),
    "POST /api/auth/login/": Sample(body={"username": "somebody", "password": PASSWORD}),
    "GET /api/audit/ · of a person": Sample(query={"subject": "person:1"}),
    "GET /api/audit/ · of a checklist": Sample(query={"subject": "checklist:1"}),
    "GET /api/audit/ · of a system check": Sample(query={"subject": "system_check:1"}),
    "GET /api/audit/ · of an event": Sample(query={"subject": "event:1"}),
    "GET /api/audit/ · of everything": Sample(),
    "PATCH /api/settings/": Sample(body={}),
    "GET /api/month/": Sample(query={"start": "2027-03-01"}),
    "GET /api/week/": Sample(query={"start": "2027-03-01"}),
    "GET /api/timeline/": Sample(query=WINDOW),
    "GET /api/availability/": Sample(query={name: WINDOW[name] for name in ("start", "end")}),
    "POST /api/maintenance/": Sample(body={"reason": "New lamps", **INSTANTS}, of=("facility",)),
    "PATCH /api/maintenance/{maintenance_id}/": Sample(body={"reason": "New dimmers"}),
    "GET /api/maintenance/hits/": Sample(
        query={"start": INSTANTS["start_time"], "end": INSTANTS["end_time"]}, of=("facility",)
    ),
    "GET /api/scheduled-events/export/": Sample(query={"format": "csv"}),
    "POST /api/scheduled-events/": Sample(body={"title": "News", **INSTANTS}),
    "POST /api/recurrence/preview/": Sample(
        body={"dtstart": "2027-03-01T06:00", "timezone": "Europe/Dublin", "rrule": "FREQ=DAILY"}
    ),
    "POST /api/series/": Sample(body=SERIES),
    "POST /api/batches/": Sample(
        body={"action": "copy", "span": "day", "from": "2027-03-01", "to": ["2027-03-02"], "preview": True}
    ),
    "PATCH /api/schedule-templates/{schedule_template_id}/": Sample(body={"name": "Weekday"}),
    "PATCH /api/series/{series_id}/": Sample(body={"title": "Late breakfast"}),
    "PATCH /api/scheduled-events/{event_id}/": Sample(body={"title": "Late news"}),
    "POST /api/scheduled-events/{event_id}/parts/": Sample(body={"title": "Rig", **INSTANTS}),
    "PATCH /api/scheduled-events/{event_id}/parts/{part_id}/": Sample(body={"title": "Lights"}),
    "POST /api/incident-tickets/": Sample(body={"title": "No picture"}),
    "POST /api/incident-tickets/ · given to somebody": Sample(body={"title": "No picture", "status": "In Progress"}),
    "PATCH /api/incident-tickets/{incident_id}/ · own title": Sample(body={"title": "Black"}, cases=("own",)),
    "PATCH /api/incident-tickets/{incident_id}/ · own status": Sample(body={"status": "Closed"}, cases=("own",)),
    "PATCH /api/incident-tickets/{incident_id}/ · somebody's title": Sample(body={"title": "Black"}),
    "PATCH /api/incident-tickets/{incident_id}/ · status of one given to me": Sample(
        body={"status": "Closed"}, cases=("given",)
    ),
    "POST /api/service-tickets/ · given to somebody": Sample(body={"title": "Lamp", "status": "In Progress"}),
    "GET /api/service-tickets/{service_ticket_id}/ · own": Sample(cases=("own",), is_hidden=True),
    "GET /api/service-tickets/{service_ticket_id}/ · somebody's": Sample(is_hidden=True),
    "PATCH /api/service-tickets/{service_ticket_id}/ · own title": Sample(body={"title": "Lamp"}, cases=("own",)),
    "PATCH /api/service-tickets/{service_ticket_id}/ · own called off": Sample(
        body={"status": "Cancelled"}, cases=("own",)
    ),
    "PATCH /api/service-tickets/{service_ticket_id}/ · own completed": Sample(
        body={"status": "Completed"}, cases=("own",)
    ),
    "PATCH /api/service-tickets/{service_ticket_id}/ · somebody's title": Sample(
        body={"title": "Lamp"}, is_hidden=True
    ),
    "PATCH /api/service-tickets/{service_ticket_id}/ · status of one given to me": Sample(
        body={"status": "Completed"}, cases=("given",)
    ),
    "POST /api/service-tickets/{service_ticket_id}/submit/ · own": Sample(cases=("own",)),
    "POST /api/service-tickets/{service_ticket_id}/submit/ · somebody's": Sample(is_hidden=True),
    **{
        f"POST /api/service-tickets/{{service_ticket_id}}/{step}/ · {whose}": Sample(
            body={"reason": "Because"}, cases=("submitted", *(["own"] if whose == "own" else [])), is_hidden=True
        )
        for step in ("approve", "reject")
        for whose in ("own", "somebody's")
    },
    **{
        f"{operation} · {case}": Sample(body=body, on_self=case.startswith("own"))
        for operation, cases in {
            f"GET {ENTRY}": {"own": None, "somebody's": None},
            f"DELETE {ENTRY}": {"own": None, "somebody's": None},
            f"PATCH {ENTRY}": {
                "own": {"notes": "Late"},
                "own, approving it": {"status": "Approved"},
                "somebody's, approving it": {"status": "Approved"},
                "somebody's times": {"clock_out": "23:59"},
            },
            f"POST {ENTRY}adjust/": {"own": ADJUSTMENT, "somebody's": ADJUSTMENT},
            f"POST {ENTRY}approve/": {"own": {}, "somebody's": {}},
            f"POST {ENTRY}reject/": {"own": {"reason": "No"}, "somebody's": {"reason": "No"}},
        }.items()
        for case, body in cases.items()
    },
    **{
        f"{operation} · {case}": Sample(body=body, on_self=case.startswith("own"))
        for operation, cases in {
            f"GET {LEAVE}": {"own": None, "somebody's": None},
            f"PATCH {LEAVE}": {
                "own": {"reason": "Family"},
                "own, approving it": {"status": "Approved"},
                "somebody's, approving it": {"status": "Approved"},
                "somebody's days": {"end_date": str((NOW + timedelta(days=5)).date())},
            },
            f"POST {LEAVE}approve/": {"own": {}, "somebody's": {}},
            f"POST {LEAVE}reject/": {"own": {"reason": "No"}, "somebody's": {"reason": "No"}},
            f"POST {LEAVE}withdraw/": {"own": {}, "somebody's": {}},
        }.items()
        for case, body in cases.items()
    },
    "POST /api/time-off-requests/ · own": Sample(body={"start_date": "2027-03-01"}),
    "POST /api/time-off-requests/ · somebody's": Sample(body={"start_date": "2027-03-01"}, about="user"),
    "POST /api/time-off-requests/bulk-approve/": Sample(body={"ids": [1]}),
    "POST /api/time-off-requests/bulk-reject/": Sample(body={"ids": [1], "reason": "No"}),
    "GET /api/time-off-requests/calendar/": Sample(query={"start": "2027-03-01", "end": "2027-03-31"}),
    "GET /api/time-off-requests/summary/ · own": Sample(),
    "GET /api/time-off-requests/summary/ · somebody's": Sample(about="user"),
    "POST /api/time-entries/ · own": Sample(body={"clock_in": "09:00"}),
    "POST /api/time-entries/ · somebody's": Sample(body={"clock_in": "09:00"}, about="user"),
    "POST /api/time-entries/bulk-approve/": Sample(body={"ids": [1]}),
    "POST /api/time-entries/bulk-reject/": Sample(body={"ids": [1], "reason": "No"}),
    "GET /api/time-entries/summary/ · own": Sample(),
    "GET /api/time-entries/summary/ · somebody's": Sample(about="user"),
    "GET /api/service-tickets/{service_ticket_id}/timeline/ · own": Sample(cases=("own",), is_hidden=True),
    "GET /api/service-tickets/{service_ticket_id}/timeline/ · somebody's": Sample(is_hidden=True),
    **{
        f"{operation} · {whose}": Sample(
            body={"title": "Newer firmware", "reason": "Because"},
            cases=(*(["own"] if whose.startswith("own") else []), *(["submitted"] if submitted else [])),
            is_hidden=True,
        )
        for operation, submitted in {
            f"GET {CHANGE}": False,
            f"GET {CHANGE}timeline/": False,
            f"POST {CHANGE}submit/": False,
            f"POST {CHANGE}withdraw/": True,
            f"POST {CHANGE}revise/": True,
            f"POST {CHANGE}review/": True,
            f"POST {CHANGE}approve/": True,
            f"POST {CHANGE}reject/": True,
        }.items()
        for whose in ("own", "somebody's")
    },
    f"PATCH {CHANGE} · own draft": Sample(body={"title": "Newer firmware"}, cases=("own",)),
    f"PATCH {CHANGE} · somebody's draft": Sample(body={"title": "Newer firmware"}, is_hidden=True),
    "POST /api/attachments/ · to an incident": Sample(file=picture, of=("incident_ticket",), is_hidden=True),
    "POST /api/attachments/ · to somebody's service ticket": Sample(
        file=picture, of=("service_ticket",), is_hidden=True
    ),
    **{
        f"GET /api/attachments/{{attachment_id}}/{rest} · of {what}": Sample(cases=cases, is_hidden=True)
        for rest in ("", "content/")
        for what, cases in {"an incident": (), "somebody's service ticket": ("service",)}.items()
    },
    "DELETE /api/attachments/{attachment_id}/ · own": Sample(cases=("own",), is_hidden=True),
    "GET /api/ticket-links/": Sample(query={"kind": "incident_ticket"}, of=("ticket",), is_hidden=True),
    "POST /api/ticket-links/ · of one's own incident": Sample(
        body={"relation": "blocks"}, of=("source", "target"), cases=("own",), is_hidden=True
    ),
    "POST /api/ticket-links/ · of somebody's incident": Sample(
        body={"relation": "blocks"}, of=("source", "target"), is_hidden=True
    ),
    "DELETE /api/ticket-links/{link_id}/ · own": Sample(cases=("own",), is_hidden=True),
    "POST /api/comments/ · on an incident": Sample(body={"text": "Look"}, of=("incident_ticket",), is_hidden=True),
    "POST /api/comments/ · on somebody's service ticket": Sample(
        body={"text": "Look"}, of=("service_ticket",), is_hidden=True
    ),
    "GET /api/comments/{comment_id}/ · on an incident": Sample(is_hidden=True),
    "GET /api/comments/{comment_id}/ · private, on an incident": Sample(cases=("private",), is_hidden=True),
    "GET /api/comments/{comment_id}/ · own private one": Sample(cases=("own", "private"), is_hidden=True),
    "PATCH /api/comments/{comment_id}/ · own": Sample(body={"text": "Seen"}, cases=("own",)),
    "PATCH /api/comments/{comment_id}/ · somebody's": Sample(body={"text": "Seen"}),
    "DELETE /api/comments/{comment_id}/ · own": Sample(cases=("own",)),
    **{
        f"{operation} · {whose}": Sample(body=body, cases=("own",) if whose == "own" else (), is_hidden=True)
        for operation, body in {
            "GET /api/calendar-feeds/{feed_id}/": None,
            "POST /api/calendar-feeds/{feed_id}/revoke/": None,
            "GET /api/saved-filters/{filter_id}/": None,
            "PATCH /api/saved-filters/{filter_id}/": {"name": "Late news"},
            "DELETE /api/saved-filters/{filter_id}/": None,
        }.items()
        for whose in ("own", "somebody's")
    },
    "POST /api/schedule-sources/": Sample(body={"name": "Playout", "address": "https://example.org/x"}),
    "PATCH /api/schedule-sources/{source_id}/": Sample(body={"name": "Other"}),
    "POST /api/schedule-differences/decide/": Sample(body={"ids": [1], "decision": "ours"}),
    "POST /api/imports/ · of what is there": Sample(file=_schedule),
    "POST /api/imports/ · creating missing facilities": Sample(file=_schedule, form={"create_missing": "true"}),
    "POST /api/profiles/": Sample(body={"full_name": "Mary Byrne"}),
    "PATCH /api/profiles/{person_id}/ · somebody's description": Sample(body={"position": "Sound"}),
    "PATCH /api/profiles/{person_id}/ · own phone": Sample(body={"phone": "112"}, on_self=True),
    "PATCH /api/profiles/{person_id}/ · own role": Sample(body={"role": "administrator"}, on_self=True),
    "PATCH /api/profiles/{person_id}/ · somebody's role": Sample(body={"role": "manager"}),
    "POST /api/profiles/{person_id}/export/ · own": Sample(on_self=True),
    "POST /api/profiles/{person_id}/export/ · somebody's": Sample(),
    "GET /api/profiles/{person_id}/personal-data/ · own": Sample(on_self=True),
    "GET /api/profiles/{person_id}/personal-data/ · somebody's": Sample(),
    "GET /api/profiles/{person_id}/personal-data/{export_id}/file/ · own": Sample(on_self=True),
    "GET /api/profiles/{person_id}/personal-data/{export_id}/file/ · somebody's": Sample(),
    "PATCH /api/users/{person_id}/ · somebody's names": Sample(body={"first_name": "Somebody Else"}),
    "PATCH /api/users/{person_id}/ · own role": Sample(body={"role": "administrator"}, on_self=True),
    "GET /api/profiles/{person_id}/emergency-contact/ · somebody's": Sample(),
    "GET /api/profiles/{person_id}/emergency-contact/ · own": Sample(on_self=True),
    "PATCH /api/profiles/{person_id}/emergency-contact/ · somebody's": Sample(body={"phone": "112"}),
    "PATCH /api/profiles/{person_id}/emergency-contact/ · own": Sample(body={"phone": "112"}, on_self=True),
}
