"""The refusals around time off."""

from apps.core.errors import Conflict


class TimeOffOverlap(Conflict):
    """Carries `conflicts`: the requests in the way."""

    code, title = "time_off_overlap", "This overlaps another request of the same person"


class RequestApproved(Conflict):
    code, title = "request_approved", "This request is approved; withdraw it and ask again"


class LeaveBegun(Conflict):
    code, title = "leave_begun", "This leave has begun; it is not taken back any more"


class Withdrawn(Conflict):
    code, title = "withdrawn", "This request was withdrawn"


class AlreadyDecided(Conflict):
    code, title = "already_decided", "Somebody has decided on this already"
