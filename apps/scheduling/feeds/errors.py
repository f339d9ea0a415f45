"""The refusals around calendar feeds."""

from apps.core.errors import Conflict


class TooManyFeeds(Conflict):
    code, title = "too_many_feeds", "You have as many calendar feeds as one person can have: revoke some first"
