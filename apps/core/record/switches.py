"""What administrators may set about the record."""

from apps.core.retention import GROUP, YEARS
from apps.core.switches import number

KEPT_YEARS = number(
    "record.kept_years",
    "Keep the history of everything for",
    group=GROUP,
    default=0,
    minimum=0,
    maximum=100,
    unit=YEARS,
    help="0 keeps it for ever. What goes is said by a seal of its own; the chain stays.",
)
