"""What the shared kernel's own tables, and those of the libraries it uses, hold about people."""

from collections.abc import Sequence

from django.db.models import Max, Q

from apps.core.personal.declaring import Held


def _told_and_not_the_last() -> Q:
    """What waits is told first; the last position is what the next numbering goes on from."""
    from apps.core.models import OutboxEvent

    last = OutboxEvent.objects.aggregate(last=Max("position"))["last"]
    return Q(state=OutboxEvent.State.DONE) & ~Q(position=last)


HELD = (
    Held(model="core.OutboxEvent", of=("actor_id", "audience_id"), where=_told_and_not_the_last, goes=True,
         secret=("payload",)),
    Held(model="core.IdempotentAnswer", of=("actor_id",), goes=True, secret=("body", "key", "fingerprint")),
    Held(model="core.RecordCheck", keep=("asked_by_id", "found")),
    Held(model="core.Seal", keep=("actor_id", "reason", "previous", "hash")),
    Held(model="core.SealedRange", keep=("table", "columns", "hash", "salt", "leaves")),
    Held(model="core.SwitchValue", keep=("key", "value")),
    # who did something and on which request: an id, behind which the pseudonym stands
    Held(model="pghistory.Context", keep=("metadata",)),
    # tries to sign in, by the name that was typed and the address they came from
    Held(model="axes.AccessAttempt", named=("username",), goes=True),
    Held(model="axes.AccessFailureLog", named=("username",), goes=True),
    Held(model="axes.AccessLog", named=("username",), goes=True, secret=("session_hash",)),
)  # fmt: skip


def personal_data() -> Sequence[Held]:
    return HELD
