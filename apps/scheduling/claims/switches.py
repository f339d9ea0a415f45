"""What a station decides for itself about holds."""

from apps.core.switches import number

ANSWER_WITHIN = number(
    "holds.answer_within",
    "Time to answer a challenge",
    group="Schedule",
    default=24,
    minimum=1,
    maximum=336,
    unit="hours",
    help="Whoever holds an option that is challenged has at least this long, or until what it holds begins.",
)
