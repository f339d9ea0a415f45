"""What maintenance keeps others from."""

from apps.core.errors import Conflict


class InMaintenance(Conflict):
    """Carries `windows`: what is out of use, and until when."""

    code, title = "in_maintenance", "Out of use for maintenance at that time"
