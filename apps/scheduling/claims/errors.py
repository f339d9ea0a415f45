"""What a claim may be refused for."""

from apps.core.errors import Conflict


class NotHeld(Conflict):
    code, title = "not_held", "This event is not held"


class NotFirst(Conflict):
    """Carries `ahead`: the claims that come before."""

    code, title = "not_first", "Only the first option can be confirmed"


class HoldLapsed(Conflict):
    code, title = "hold_lapsed", "This hold has run out"


class AlreadyFirst(Conflict):
    code, title = "already_first", "This is the first option; it can be confirmed"


class AlreadyChallenged(Conflict):
    """Carries `answer_by`."""

    code, title = "already_challenged", "Whoever is ahead has been asked already"


class TakenForGood(Conflict):
    """Carries `ahead`: what is confirmed there."""

    code, title = "taken_for_good", "What is confirmed cannot be challenged"
