"""Which passwords are accepted, and the links with which they are chosen."""

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.utils.http import urlencode, urlsafe_base64_decode, urlsafe_base64_encode

from apps.authentication.errors import PasswordNotAccepted
from apps.authentication.models import User

LONGEST = 1024  # characters; hashing takes time with the length


def require_accepted(password: str, person: User, *, field: str) -> None:
    """Raises PasswordNotAccepted with one sentence per broken rule."""
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise PasswordNotAccepted(f"{field}: {error.messages[0]}", errors={field: error.messages}) from None


def link_for(person: User) -> str:
    """An address of the console where the person chooses a password.

    Good once: what proves it is made from the password it replaces, the e-mail address and the time
    of the last sign-in, and nothing of it is stored. Good for `PASSWORD_RESET_TIMEOUT`.
    """
    uid = urlsafe_base64_encode(str(person.pk).encode())
    query = urlencode({"uid": uid, "token": default_token_generator.make_token(person)})
    return f"{settings.PUBLIC_URL}/console/set-password?{query}"


def person_id_of(uid: str) -> int | None:
    try:
        number = urlsafe_base64_decode(uid).decode("ascii")
    except ValueError:
        return None
    return int(number) if number.isdigit() and len(number) < 19 else None


def is_good(token: str, person: User) -> bool:
    return person.is_active and default_token_generator.check_token(person, token)
