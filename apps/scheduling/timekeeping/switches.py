"""What a station decides for itself about time."""

from apps.core.retention import GROUP, YEARS
from apps.core.switches import number, switch

REQUIRE_APPROVAL = switch(
    "time.require_approval",
    "Managers approve time",
    group="Time",
    default=True,
    help="Off: an entry is approved as soon as it is closed.",
)
AUTO_APPROVE_UNDER = number(
    "time.auto_approve_under",
    "Approve entries below",
    group="Time",
    default=0,
    minimum=0,
    maximum=24,
    unit="hours",
    help="Shorter entries are approved as soon as they are closed. 0 approves none by itself.",
)
LONGEST_DAY = number(
    "time.longest_day",
    "A day is long from",
    group="Time",
    default=12,
    minimum=1,
    maximum=24,
    unit="hours",
    help="Entries of a longer day are marked, and whoever approves one says why.",
)
DAILY_NORM = number(
    "time.daily_norm",
    "Overtime begins after, each day",
    group="Time",
    default=0,
    minimum=0,
    maximum=24,
    unit="hours",
    help="0: no daily norm.",
)
WEEKLY_NORM = number(
    "time.weekly_norm",
    "Overtime begins after, each week",
    group="Time",
    default=40,
    minimum=0,
    maximum=168,
    unit="hours",
    help="Monday to Sunday. 0: no weekly norm.",
)
KEPT_YEARS = number(
    "time.kept_years",
    "Keep time records for",
    group=GROUP,
    default=0,
    minimum=0,
    maximum=100,
    unit=YEARS,
    help="With their breaks, adjustments and history. 0 keeps them for ever; national law says how long they must be.",
)
