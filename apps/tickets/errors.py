"""The refusals of tickets."""

from apps.core.errors import Conflict


class StatusNotPossible(Conflict):
    """`possible` are the statuses that may follow the present one."""

    code, title = "status_not_possible", "This ticket cannot have that status now"
