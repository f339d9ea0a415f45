"""What administrators may set about facts."""

from apps.core.retention import DAYS, GROUP
from apps.core.switches import number

KEPT_DAYS = number(
    "outbox.kept_days",
    "Keep facts that were told for",
    group=GROUP,
    default=30,
    minimum=2,
    maximum=365,
    unit=DAYS,
    help="A console that was away for longer reads everything anew. What waits or was given up stays.",
)
