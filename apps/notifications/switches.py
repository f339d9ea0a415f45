"""What administrators may set about notifications and mail."""

from apps.core.retention import DAYS, GROUP
from apps.core.switches import number

LETTERS_PER_HOUR = number(
    "mail.letters_per_hour",
    "E-mails one person may send in an hour",
    group="Mail",
    default=100,
    minimum=1,
    maximum=10_000,
    help="Each recipient counts. It limits what people write to others, not what the station tells them.",
)
KEPT_DAYS = number(
    "notifications.kept_days",
    "Keep read notifications and sent e-mails for",
    group=GROUP,
    default=90,
    minimum=7,
    maximum=3650,
    unit=DAYS,
    help="Unread notifications are kept for a year at least.",
)
