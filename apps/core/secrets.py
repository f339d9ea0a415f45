"""Secrets that must be told again, to another system: kept encrypted by the station's own key.

What only has to be recognised (passwords, addresses of calendars) is hashed instead.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256
from hmac import digest

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """It was encrypted by another key: the station's secret key has changed since."""


def sealed(text: str, *, purpose: str) -> str:
    """The text, encrypted. `purpose` keeps what is sealed for one thing from being opened as another."""
    return _cipher(purpose).encrypt(text.encode()).decode()


def opened(token: str, *, purpose: str) -> str:
    """Raises Unreadable."""
    try:
        return _cipher(purpose).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _cipher(purpose: str) -> Fernet:
    # The secret key is long and random, so one keyed hash makes a key of it; nothing needs stretching.
    return Fernet(urlsafe_b64encode(digest(settings.SECRET_KEY.encode(), f"bms.sealed:{purpose}".encode(), sha256)))
