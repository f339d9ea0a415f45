"""The refusals around schedule sources."""

from apps.core.errors import Conflict


class CannotTake(Conflict):
    code, title = "cannot_take", "Theirs cannot be taken"


class AlreadyDecided(Conflict):
    code, title = "already_decided", "This difference is decided already"
