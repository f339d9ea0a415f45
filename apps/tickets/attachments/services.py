"""Adding files to tickets, and removing them."""

from datetime import datetime

from django.core.files import File
from django.db import transaction as transactions

from apps.core import outbox, sweeping
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Conflict, NotAllowed, NotFound, TooLarge
from apps.tickets import reading
from apps.tickets.activity.models import What
from apps.tickets.activity.recording import record
from apps.tickets.attachments import content, selectors, storage
from apps.tickets.attachments.models import Attachment
from apps.tickets.facts import TicketChanged
from apps.tickets.register.models import Kind, Ticket, Ticketed

MOST_BYTES = 10 * 1024 * 1024
MOST_PER_TICKET = 20


class TooMany(Conflict):
    code, title = "too_many_attachments", f"A ticket takes {MOST_PER_TICKET} files; remove one first"


def attach(
    *, actor: Actor, kind: Kind, ticket_id: int, file: "File[bytes]", file_name: str, now: datetime
) -> Attachment:
    """Whoever may read a ticket may add a file to it. Raises NotFound, TooLarge, Invalid, TooMany."""
    row = reading.visible_row(actor, kind, ticket_id)
    if (file.size or 0) > MOST_BYTES:
        raise TooLarge(f"A file of a ticket is at most {MOST_BYTES // 1024**2} MB")
    found = content.type_of(file)
    name = content.name_of(file_name, found)
    with storage.keeping(file) as kept, transaction():
        # locked, so that two at once do not both find the last place free
        ticket = Ticket.objects.select_for_update(no_key=True).get(pk=row.pk)
        if Attachment.objects.filter(ticket=ticket, removed_at=None).count() >= MOST_PER_TICKET:
            raise TooMany
        attachment = Attachment.objects.create(
            ticket=ticket,
            name=name,
            content_type=found.content_type,
            size=kept.size,
            sha256=kept.sha256,
            stored=kept.stored,
            uploaded_by_id=actor.id,
        )
        record(row, What.ATTACHED, actor=actor, now=now, after=name)
        _tell(row, now)
    return attachment


def remove_attachment(*, actor: Actor, attachment_id: int, now: datetime) -> None:
    """Who added it removes it, and those who work on such tickets. Raises NotFound, NotAllowed."""
    with transaction():
        rows = selectors.attachments(actor=actor, wanted=selectors.Wanted()).select_for_update(of=("self",))
        attachment = rows.filter(pk=attachment_id).first()
        if attachment is None:
            raise NotFound("There is no such attachment")
        kind = Kind(attachment.ticket.kind)
        if attachment.uploaded_by_id != actor.id and kind not in reading.kinds_worked_on(actor):
            raise NotAllowed("Who added a file, and those who work on such tickets, remove it")
        attachment.removed_at = now
        attachment.save(update_fields=["removed_at"])
        row = reading.row_of(kind, attachment.ticket_id)
        record(row, What.DETACHED, actor=actor, now=now, before=attachment.name)
        _tell(row, now)
        stored = attachment.stored
        transactions.on_commit(lambda: storage.forget(stored), robust=True)


def sweep_files(*, now: datetime) -> int:
    """Remove files that no attachment points to. Returns how many."""
    kept = Attachment.objects.filter(removed_at=None)
    return sweeping.sweep(
        storage.folder(),
        "*/*",
        wanted=lambda names: kept.filter(stored__in=names).values_list("stored", flat=True),
        now=now,
    )


def _tell(row: Ticketed, now: datetime) -> None:
    fact = TicketChanged(kind=row.kind.value, ticket_id=row.pk, changed=["attachments"], occurred_at=now)
    outbox.publish(fact)
