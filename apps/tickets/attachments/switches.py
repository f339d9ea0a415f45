"""What administrators may set about files of tickets."""

from apps.core.retention import GROUP, YEARS
from apps.core.switches import number

KEPT_YEARS = number(
    "tickets.files_kept_years",
    "Keep files of closed tickets for",
    group=GROUP,
    default=0,
    minimum=0,
    maximum=100,
    unit=YEARS,
    help="Counted from the ticket's last change. 0 keeps them for ever. The timeline goes on naming a file that went.",
)
