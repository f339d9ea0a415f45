"""The refusals of tickets."""

from apps.core.errors import Conflict


class StatusNotPossible(Conflict):
    """`possible` are the statuses that may follow the present one."""

    code, title = "status_not_possible", "This ticket cannot have that status now"


class AlreadyConverted(Conflict):
    """`service_ticket` is what it was converted into."""

    code, title = "already_converted", "This incident has a service ticket already"


class NotEditable(Conflict):
    code, title = "not_editable", "What was submitted is reviewed as it is"


class ApprovalNotPossible(Conflict):
    code, title = "approval_not_possible", "This cannot be approved or rejected now"
