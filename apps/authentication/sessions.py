"""Django's database sessions, on a table that also says whose they are and when they were last seen."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

SEEN_EVERY = timedelta(minutes=5)  # how exact `last_seen_at` is: not a write per request


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from apps.authentication.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Keeps what is known of the row besides its payload: `save` writes the whole row."""
        model = self.get_model_class()
        row = model.objects.filter(session_key=self._get_or_create_session_key()).first() or model(
            session_key=self._get_or_create_session_key()
        )
        row.session_data = self.encode(data)
        row.expire_date = self.get_expiry_date()
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.ip_address = data.get("ip_address") or row.ip_address
        row.user_agent = data.get("user_agent") or row.user_agent
        return row
