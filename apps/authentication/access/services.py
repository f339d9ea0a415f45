"""Use cases of signing in and out, sessions and passwords."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest

from apps.authentication import selectors
from apps.authentication.access import attempts, csrf, passwords
from apps.authentication.errors import LinkNotValid, SecondFactorNeeded, WrongCredentials
from apps.authentication.events import PasswordChanged, PasswordResetAsked
from apps.authentication.models import Session, User
from apps.authentication.second_factor import pending
from apps.authentication.second_factor.selectors import has_one, is_required_of
from apps.core import locks, outbox
from apps.core.actors import Actor
from apps.core.db import transaction
from apps.core.errors import Invalid, NotFound
from apps.core.middleware import client_address

LIMITED = "second_factor_missing"  # in a session: it opens nothing but the pages on which one is set up
_BACKEND = "django.contrib.auth.backends.ModelBackend"  # whose `get_user` reads a session back


def sign_in(*, request: HttpRequest, username: str, password: str, now: datetime, next_page: str = "") -> User:
    """Sign in by username or e-mail address. Raises WrongCredentials, TooMany, SecondFactorNeeded.

    A name locked for this address is answered by `attempts.locked_out`, in place of the refusal.

    Args:
        next_page: where a browser is led that goes on with a second factor.
    """
    address = attempts.network_of(request)
    attempts.require_fewer("sign-in", address, than=attempts.FAILED_SIGN_INS_OF_ADDRESS, now=now)
    known = selectors.person_by_address(username)
    name = known.username if known else username.lower()  # one count a person, however the name is written
    is_elsewhere = not attempts.is_known(name, address)
    if is_elsewhere:
        attempts.require_fewer("sign-in-of", name, than=attempts.FAILED_SIGN_INS_OF_NAME, now=now)
    with transaction():
        locks.hold(f"authentication.sign_in:{address}:{name}")  # a thousand guesses at once are tried one by one
        person = authenticate(request, username=name, password=password)
    if not isinstance(person, User):
        if not getattr(request, "axes_locked_out", False):
            attempts.count("sign-in", address, now=now)
            if is_elsewhere:
                attempts.count("sign-in-of", name, now=now)
        raise WrongCredentials
    has_second_factor = has_one(person)
    if has_second_factor or is_required_of(person):
        address = f"{settings.PUBLIC_URL}{pending.wait(request, person, next_page=next_page)}"
        do = "Finish signing in with" if has_second_factor else "Your role needs a second factor; set up"
        raise SecondFactorNeeded(f"{do} your second factor at {address}", address=address)
    start_session(request, person)
    return person


def start_session(request: HttpRequest, person: User) -> None:
    """The one place where a session begins, by whatever way a person has proved who they are."""
    secret = request.META.get("CSRF_COOKIE")
    if request.session.session_key:
        request.session.cycle_key()  # Django keeps the key when the same person signs in again
    login(request, person, backend=_BACKEND)
    csrf.keep_secret(request, secret)
    request.session["ip_address"] = client_address(request)
    request.session["user_agent"] = request.headers.get("User-Agent", "")[:300]
    limit_session(request, person)
    attempts.remember(person.username, attempts.network_of(request))


def limit_session(request: HttpRequest, person: User) -> None:
    """Limit the session of somebody who has to set up a second factor first; lift that when they have done so."""
    if pending.is_missing(request, person):
        request.session[LIMITED] = True
    elif request.session.pop(LIMITED, False):
        request.session.cycle_key()  # what is more worth gets a key nobody has seen


def sign_out(*, request: HttpRequest) -> None:
    """End the session, if there is one. The CSRF secret stays: other tabs go on with their token."""
    logout(request)


def note_seen(*, session: Session, now: datetime) -> None:
    """Move `last_seen_at` on; of many requests at once one writes."""
    Session.objects.filter(pk=session.pk, last_seen_at=session.last_seen_at).update(last_seen_at=now)


def revoke_session(*, actor: Actor, session_id: int) -> None:
    """End one of the actor's own sessions. Raises NotFound."""
    with transaction():
        ended, _ = Session.objects.filter(pk=session_id, user_id=actor.id).delete()
    if not ended:
        raise NotFound("There is no such session")


def revoke_other_sessions(*, actor: Actor, kept_key: str | None) -> int:
    """End every session of the actor but this one. Returns how many."""
    with transaction():
        return Session.objects.filter(user_id=actor.id).exclude(session_key=kept_key).delete()[0]


def change_password(*, actor: Actor, current: str, new: str, kept_key: str | None, now: datetime) -> User:
    """Replace one's own password; every other session ends. Raises Invalid, PasswordNotAccepted, TooMany."""
    attempts.require_fewer("password", str(actor.id), than=attempts.WRONG_CURRENT_PASSWORDS, now=now)
    with transaction():
        person: User = User.objects.select_for_update().get(pk=actor.id)
        is_right = person.check_password(current)
        if is_right:
            passwords.require_accepted(new, person, field="new_password")
            _set_password(person, new, now=now, kept_key=kept_key)
    if not is_right:
        attempts.count("password", str(actor.id), now=now)
        raise Invalid.field("current_password", "is not right")
    return person


def is_own_password(*, person: User, password: str, now: datetime) -> bool:
    """Whether somebody who is signed in knows their password still; counted as by `change_password`. Raises TooMany."""
    attempts.require_fewer("password", str(person.pk), than=attempts.WRONG_CURRENT_PASSWORDS, now=now)
    is_right = person.check_password(password)
    if not is_right:
        attempts.count("password", str(person.pk), now=now)
    return is_right


def ask_password_reset(*, email: str, address: str, now: datetime) -> None:
    """Have a link sent to this address if an active person has it. The same for any address.

    Raises TooMany for a caller's address that asks for many; an e-mail address that gets many is
    passed over in silence.
    """
    attempts.require_fewer("reset", address, than=attempts.RESETS_OF_ADDRESS, now=now)
    attempts.count("reset", address, now=now)
    if attempts.count("reset-of", email.lower(), now=now) > attempts.RESETS_OF_EMAIL:
        return
    with transaction():
        outbox.publish(PasswordResetAsked(email=email, occurred_at=now))


def set_password(*, uid: str, token: str, new: str, address: str, now: datetime) -> User:
    """Choose a password with the link of an invitation or a reset. Raises LinkNotValid, PasswordNotAccepted.

    Every session of the person ends, and their name is open again for this address.
    """
    with transaction():
        person: User | None = User.objects.select_for_update().filter(pk=passwords.person_id_of(uid)).first()
        if person is None or not passwords.is_good(token, person):
            raise LinkNotValid
        passwords.require_accepted(new, person, field="new_password")
        _set_password(person, new, now=now, kept_key=None)
        attempts.forget(username=person.username, address=address)
        attempts.remember(person.username, address)
    return person


def _set_password(person: User, new: str, *, now: datetime, kept_key: str | None) -> None:
    person.set_password(new)
    person.save(update_fields=["password"])
    Session.objects.of(person.pk).exclude(session_key=kept_key).delete()
    outbox.publish(PasswordChanged(person_id=person.pk, occurred_at=now))


def forget_expired_sessions(*, now: datetime) -> int:
    """Delete the sessions that have run out. Returns how many."""
    return Session.objects.filter(expire_date__lte=now).delete()[0]
