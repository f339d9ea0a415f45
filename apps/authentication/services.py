"""Use cases of people. Nobody is ever deleted: they are deactivated."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models.functions import Lower

from apps.authentication import policies
from apps.authentication.access import passwords
from apps.authentication.errors import CannotBeInvited, EmailTaken, LastAdministrator, UsernameTaken
from apps.authentication.events import PersonAdded, PersonChanged, PersonInvited
from apps.authentication.models import EmergencyContact, Session, User
from apps.core import locks, outbox
from apps.core.actors import Actor, Flag, Role
from apps.core.db import refusing, transaction
from apps.core.errors import Invalid, NotFound

LONGEST_PART = 150  # characters of a first or a last name
_NAMES_LOCK = "authentication.names"  # usernames and e-mail addresses are given to one person at a time
_ADMINISTRATORS_LOCK = "authentication.administrators"


def create_person(
    *,
    actor: Actor,
    now: datetime,
    full_name: str = "",
    first_name: str = "",
    last_name: str = "",
    username: str = "",
    email: str = "",
    password: str | None = None,
    role: Role = Role.OPERATOR,
    flags: Collection[Flag] = (),
    phone: str = "",
    position: str = "",
    department: str = "",
    start_date: date | None = None,
    is_active: bool = True,
    invites: bool = True,
) -> User:
    """Add a person; a name alone is enough. Without a password, a known e-mail address gets an invitation.

    Args:
        invites: no for those who sign in without a password of the station.

    Raises NotAllowed, Invalid, PasswordNotAccepted, UsernameTaken, EmailTaken.
    """
    policies.require_can_add_people(actor, role=role, flags=flags)
    if not first_name and not last_name:
        first_name, last_name = _parts_of(full_name)
    if not (first_name or last_name or username):
        raise Invalid.field("full_name", "must not be empty")
    person = User(
        username=username,
        email=email,
        first_name=first_name,
        last_name=last_name,
        role=role,
        flags=sorted(set(flags)),
        phone=phone,
        position=position,
        department=department,
        start_date=start_date,
        is_active=is_active,
        date_joined=now,
    )
    if password is not None:
        passwords.require_accepted(password, person, field="password")
    person.set_password(password)  # None: no password will do until one is chosen
    with transaction(), refusing(username_once=UsernameTaken, email_once=EmailTaken):
        locks.hold(_NAMES_LOCK)
        person.username = username or _free_username(f"{first_name} {last_name}")
        _require_free_names(person)
        is_invited = invites and password is None and email != "" and is_active
        person.invited_at = now if is_invited else None
        person.save(force_insert=True)
        person.refresh_from_db()  # the database works out the full name
        outbox.publish(PersonAdded(person_id=person.pk, occurred_at=now))
        if is_invited:
            outbox.publish(PersonInvited(person_id=person.pk, occurred_at=now))
    return person


def change_person(
    *, actor: Actor, person_id: int, proposals: Sequence[Mapping[str, Any]], expected_version: int | None, now: datetime
) -> User:
    """Change what differs from what is stored.

    Args:
        proposals: columns and `full_name`, as a client sent them, often a whole object read earlier
            with a second copy inside. Of several values for one column the first that is new counts.
        expected_version: what the client read, or None for no check.
    Raises:
        NotFound, Stale, FieldNotAllowed, Invalid, UsernameTaken, EmailTaken, LastAdministrator.
    """
    with transaction(), refusing(username_once=UsernameTaken, email_once=EmailTaken):
        person = locked_person(person_id)
        person.require_version(expected_version)
        changes = _changes(person, proposals)
        if not changes:
            return person
        policies.require_can_change(actor, person, changes.keys())
        was_administrator = person.is_active and person.role == Role.ADMINISTRATOR
        for name, value in changes.items():
            setattr(person, name, value)
        if changes.keys() & {"username", "email"}:
            if not person.username:
                raise Invalid.field("username", "must not be empty")
            locks.hold(_NAMES_LOCK)
            _require_free_names(person)
        if was_administrator and not (person.is_active and person.role == Role.ADMINISTRATOR):
            require_another_administrator(person)
        person.save_next_version()
        person.refresh_from_db()
        if not person.is_active:
            Session.objects.of(person.pk).delete()
        outbox.publish(PersonChanged(person_id=person.pk, fields=sorted(changes), occurred_at=now))
    return person


def invite_person(*, actor: Actor, person_id: int, now: datetime) -> User:
    """Send a link with which the person chooses a password. Raises NotFound, NotAllowed, CannotBeInvited."""
    with transaction():
        person = locked_person(person_id)
        policies.require_can_invite(actor, person)
        if not person.is_active:
            raise CannotBeInvited("Inactive people cannot be invited")
        if not person.email:
            raise CannotBeInvited("email: an e-mail address is needed to invite somebody")
        if not person.has_usable_password():
            person.invited_at = now
            person.save_next_version()
            outbox.publish(PersonChanged(person_id=person.pk, fields=["invited_at"], occurred_at=now))
        outbox.publish(PersonInvited(person_id=person.pk, occurred_at=now))
    return person


def change_emergency_contact(
    *, actor: Actor, person_id: int, changes: Mapping[str, str], expected_version: int | None, now: datetime
) -> EmergencyContact:
    """Raises NotFound, NotAllowed, Stale."""
    with transaction():
        person = locked_person(person_id)  # one at a time, the first contact of a person included
        policies.require_can_see_emergency_contact(actor, person)
        contact = EmergencyContact.objects.filter(user=person).first() or EmergencyContact(user=person, version=0)
        contact.require_version(expected_version)
        if any(getattr(contact, name) != value for name, value in changes.items()):
            for name, value in changes.items():
                setattr(contact, name, value)
            contact.save_next_version()
            outbox.publish(PersonChanged(person_id=person.pk, fields=["emergency_contact"], occurred_at=now))
    return contact


def locked_person(person_id: int) -> User:
    """Nobody else changes this person until the transaction ends. Raises NotFound."""
    person: User | None = User.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound("There is no such person")
    return person


def _changes(person: User, proposals: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for proposal in proposals:
        for name, value in proposal.items():
            if name != "full_name" and name not in changes and value != getattr(person, name):
                changes[name] = value
    if not changes.keys() & {"first_name", "last_name"}:
        for proposal in proposals:
            full_name = " ".join(str(proposal.get("full_name", person.full_name)).split())
            if full_name != person.full_name:
                parts = dict(zip(("first_name", "last_name"), _parts_of(full_name), strict=True))
                return changes | {name: part for name, part in parts.items() if part != getattr(person, name)}
    return changes


def _parts_of(full_name: str) -> tuple[str, str]:
    """First name and the rest. Raises Invalid for a name that is empty or too long to be stored."""
    first, _, last = " ".join(full_name.split()).partition(" ")
    if not first:
        raise Invalid.field("full_name", "must not be empty")
    if len(first) > LONGEST_PART or len(last) > LONGEST_PART:
        raise Invalid.field("full_name", f"each part may have {LONGEST_PART} characters")
    return first, last


def _free_username(name: str) -> str:
    """`anna.muller`, or `anna.muller2` when there is one already. The caller holds the lock on names."""
    base = _as_username(name)[:140]
    taken: set[str] = set()
    for column in ("username", "email"):
        keys = User.objects.annotate(key=Lower(column)).filter(key__startswith=base)
        taken |= set(keys.values_list("key", flat=True))
    number = 1
    while (username := base if number == 1 else f"{base}{number}") in taken:
        number += 1
    return username


def _as_username(name: str) -> str:
    """Letters and digits with dots between the words: plain ones where the name has them, else its own."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    for spelling in (plain, unicodedata.normalize("NFKC", name)):
        words = re.findall(r"\w+", spelling.lower().replace("'", ""))
        if words:
            return ".".join(words)
    return "person"


def _require_free_names(person: User) -> None:
    """People sign in by either, so a username may not be another person's e-mail address, nor the reverse.

    The caller holds the lock on names.
    """
    others = User.objects.exclude(pk=person.pk).alias(name_key=Lower("username"), email_key=Lower("email"))
    username, email = person.username.lower(), person.email.lower()
    if others.filter(name_key=username).exists() or others.filter(email_key=username).exists():
        raise UsernameTaken(field="username")
    if email and (others.filter(email_key=email).exists() or others.filter(name_key=email).exists()):
        raise EmailTaken(field="email")


def require_another_administrator(person: User) -> None:
    """Raises LastAdministrator. Held until the commit: of two who step down at once the second one is refused."""
    locks.hold(_ADMINISTRATORS_LOCK)
    if not User.objects.active().filter(role=Role.ADMINISTRATOR).exclude(pk=person.pk).exists():
        raise LastAdministrator
