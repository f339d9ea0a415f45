"""What a station decides for itself about leave."""

from apps.core.switches import switch

WEEKENDS_COUNT = switch(
    "time_off.weekends_count",
    "Saturdays and Sundays count as leave days",
    group="Time off",
    default=False,
    help="Leave over a weekend takes its two days from the balance only when this is on.",
)
