"""What administrators may set about people."""

from apps.core.retention import DAYS, GROUP
from apps.core.switches import number

EXPORTS_KEPT_DAYS = number(
    "personal_data.exports_kept_days",
    "Keep exports of what is held about a person for",
    group=GROUP,
    default=7,
    minimum=1,
    maximum=90,
    unit=DAYS,
)
