"""The refusals around time entries."""

from apps.core.errors import Conflict


class AlreadyClockedIn(Conflict):
    """Carries `entry`: the one that is running."""

    code, title = "already_clocked_in", "You are clocked in already"


class NotClockedIn(Conflict):
    code, title = "not_clocked_in", "You are not clocked in"


class AlreadyOnBreak(Conflict):
    code, title = "already_on_break", "You are on a break already"


class NotOnBreak(Conflict):
    code, title = "not_on_break", "You are not on a break"


class TimeEntryOverlap(Conflict):
    """Carries `conflicts`: the entries in the way."""

    code, title = "time_entry_overlap", "This overlaps another entry of the same person"


class EntryRunning(Conflict):
    code, title = "entry_running", "This entry is not closed yet"


class EntryApproved(Conflict):
    code, title = "entry_approved", "This entry is approved; a manager can adjust it, with a reason"


class NotApproved(Conflict):
    code, title = "not_approved", "Only approved entries are adjusted; this one can still be changed by its person"


class AlreadyDecided(Conflict):
    code, title = "already_decided", "Somebody has decided on this already"
