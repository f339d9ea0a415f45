"""What this module's tables hold about people."""

from collections.abc import Sequence

from apps.core.personal.declaring import Held

HELD = (
    Held(model="notifications.Notification", of=("person_id",), goes=True, renamed=("title", "text")),
    Held(model="notifications.Preference", of=("person_id",), goes=True),
    Held(model="notifications.Delivery", of=("person_id",), goes=True, also=("letter__subject", "letter__text")),
    Held(model="notifications.Letter", of=("sender_id",), goes=True, renamed=("subject", "text", "html")),
)


def personal_data() -> Sequence[Held]:
    return HELD
