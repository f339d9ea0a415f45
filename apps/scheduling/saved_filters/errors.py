"""The refusals around saved filters."""

from apps.core.errors import Conflict


class FilterInUse(Conflict):
    code, title = "filter_in_use", "A calendar feed shows this filter: revoke the feed first"
