"""What events may be refused for around equipment."""

from apps.core.errors import Conflict


class KitIncomplete(Conflict):
    """A kit goes out whole or not at all. Carries `missing`: the items that are not fit for use, and why."""

    code, title = "kit_incomplete", "Something is missing in this kit"
