"""Which operations cost a station more than others, and which are never held back."""

# Tokens of the costly bucket that an operation takes; `tests/attacks` compares the names with the API.
TOKENS = {
    "GET /api/availability/": 1,
    "GET /api/scheduled-events/export/": 10,
    "GET /api/imports/templates/{file_format}/": 3,
    "POST /api/imports/": 10,
    "POST /api/imports/{run_id}/apply/": 5,
    "POST /api/batches/": 2,
    "POST /api/series/": 3,
    "PATCH /api/series/{series_id}/": 3,
    "POST /api/schedule-sources/{source_id}/sync/": 5,
    "POST /api/schedule-sources/{source_id}/test/": 5,
    "POST /api/send-email/": 2,
    "POST /api/attachments/": 2,
    "GET /api/time-entries/summary/": 1,
    "GET /calendar/{token}.ics": 5,  # a calendar program comes by every few minutes
}
NEVER = ("/api/health/", "/metrics", "/console")  # who watches the station, and a file
FIRST_CALLS = frozenset({"GET /api/auth/user/", "GET /api/csrf/", "GET /api/profiles/", "GET /api/site/"})
