"""What administrators may set about imports and sources."""

from apps.core.retention import DAYS, GROUP
from apps.core.switches import number

ROWS_KEPT_DAYS = number(
    "imports.rows_kept_days",
    "Keep the rows of imports for",
    group=GROUP,
    default=90,
    minimum=1,
    maximum=3650,
    unit=DAYS,
    help="What each row of a file came to. The imports themselves stay listed.",
)
LOG_KEPT_DAYS = number(
    "sources.log_kept_days",
    "Keep the log of schedule sources for",
    group=GROUP,
    default=30,
    minimum=1,
    maximum=3650,
    unit=DAYS,
)
