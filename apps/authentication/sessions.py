"""Django's database sessions, on a table that also says whose they are and when they were last seen."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

NOBODYS = timedelta(hours=1)  # how long a session lasts in which nobody has signed in yet
SEEN_EVERY = timedelta(minutes=5)  # how exact `last_seen_at` is: not a write per request


class SessionStore(DatabaseStore):
    row: Any = None  # the row this session was read from

    @classmethod
    def get_model_class(cls) -> Any:
        from apps.authentication.models import Session

        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """Nothing but what we may have made ourselves is looked up: a cookie may hold anything."""
        return key is not None and 8 <= len(key) <= 40 and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Any:
        self.row = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        return self.row

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - the base class's signature
        """A session that was revoked in the meantime stays revoked: raises UpdateError, never inserts."""
        if self.session_key is None or must_create:
            super().save(must_create=must_create)
            return
        data = self._session  # type: ignore[attr-defined]  # not in the stubs
        if not self.model.objects.filter(session_key=self.session_key).update(**self._columns(data)):
            raise UpdateError

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        key = self._get_or_create_session_key()  # type: ignore[attr-defined]  # not in the stubs
        return self.model(session_key=key, **self._columns(data))

    def _columns(self, data: dict[str, Any]) -> dict[str, Any]:
        expires = self.get_expiry_date() if SESSION_KEY in data else timezone.now() + NOBODYS
        return {
            "session_data": self.encode(data),
            "expire_date": expires,
            "user_id": int(data[SESSION_KEY]) if SESSION_KEY in data else None,
            "ip_address": data.get("ip_address"),
            "user_agent": data.get("user_agent", ""),
        }
