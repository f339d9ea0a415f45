"""The refusals around batches."""

from apps.core.errors import Conflict


class BatchConflict(Conflict):
    """Carries `rows`: every event that cannot be changed, with the reason."""

    code, title = "batch_conflict", "Some of the events cannot be changed"


class NothingToDo(Conflict):
    code, title = "nothing_to_do", "Nothing of this would change anything"


class AlreadyUndone(Conflict):
    code, title = "already_undone", "This was undone already"
