"""The refusals around schedule sources."""

from apps.core.errors import Conflict


class AlreadyDecided(Conflict):
    code, title = "already_decided", "This difference is decided already"
