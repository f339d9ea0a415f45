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
            "second_factors": [],
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
    Held(
        model="authentication.ApiToken",
        of=("person_id",),
        keep=("person_id", "prefix", "scopes"),
        blank={"name": "", "secret_hash": ""},
        secret=("secret_hash",),
    ),
    Held(model="mfa.Authenticator", of=("user_id",), goes=True, secret=("data",)),
    Held(model="socialaccount.SocialAccount", of=("user_id",), goes=True),
    # The library's other tables stay empty: they are named so that nobody has to wonder.
    Held(model="socialaccount.SocialToken", of=("account__user_id",), goes=True, secret=("token", "token_secret")),
    Held(model="account.EmailAddress", of=("user_id",), goes=True),
    Held(model="account.EmailConfirmation", of=("email_address__user_id",), goes=True, secret=("key",)),
    Held(
        model="socialaccount.SocialApp",
        keep=("provider", "provider_id", "name", "client_id", "secret", "key", "settings"),
        secret=("secret", "key"),
    ),
    Held(model="authentication.PersonalDataJob", of=("person_id",), keep=("person_id", "asked_by_id", "error", "file")),
)


def personal_data() -> Sequence[Held]:
    return HELD
