"""What the wiring binds: who delivers the notices that other modules make."""

from collections.abc import Collection

from django.utils import timezone

from apps.core.notices import Notice
from apps.notifications import services
from apps.notifications.personal import personal_data

__all__ = ["deliver", "personal_data"]


def deliver(notices: Collection[Notice]) -> None:
    """Within the relay's transaction."""
    services.deliver(notices, now=timezone.now())
