"""What this module's tables hold about people."""

from collections.abc import Sequence

from apps.core.personal.declaring import Held

PSEUDONYM, PSEUDONYM_LAST = "Former colleague", "{id}"

HELD = (
    Held(
        model="authentication.User",
        of=("id",),
        # the department is what hours and absence are counted by; the position would name somebody in a small one
        keep=("department", "flags"),
        blank={
            "username": "former-colleague-{id}",
            "email": "",
            "first_name": PSEUDONYM,
            "last_name": PSEUDONYM_LAST,
            "phone": "",
            "position": "",
            "password": "!",  # Django's sign for one that nothing matches
            "start_date": None,
            "last_login": None,
            "invited_at": None,
            "is_active": False,
        },
        secret=("password",),
    ),
    Held(
        model="authentication.EmergencyContact",
        of=("user_id",),
        keep=("user_id",),
        blank={"name": "", "relationship": "", "phone": ""},
    ),
    Held(model="authentication.Session", of=("user_id",), goes=True, secret=("session_key", "session_data")),
    Held(model="authentication.PersonalDataJob", of=("person_id",), keep=("person_id", "asked_by_id", "error", "file")),
)


def personal_data() -> Sequence[Held]:
    return HELD
