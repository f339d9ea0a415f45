"""Reactions to what happened to people.

The tasks are queued inside the relay's transaction, not after it: were the worker killed in between,
the fact would count as handled and the letter never be sent. At worst a letter goes out twice.
"""

from apps.authentication import tasks
from apps.authentication.events import (
    ApiTokenMade,
    PasswordChanged,
    PasswordResetAsked,
    PersonInvited,
    SecondFactorChanged,
)
from apps.core.outbox import handles


@handles(PersonInvited)
def send_invitation(fact: PersonInvited) -> None:
    tasks.send_invitation.delay(person_id=fact.person_id)


@handles(PasswordResetAsked)
def send_password_reset(fact: PasswordResetAsked) -> None:
    tasks.send_password_reset.delay(email=fact.email)


@handles(PasswordChanged)
def send_password_changed(fact: PasswordChanged) -> None:
    tasks.send_password_changed.delay(person_id=fact.person_id)


@handles(ApiTokenMade)
def tell_of_api_token(fact: ApiTokenMade) -> None:
    tasks.send_sign_in_changed.delay(person_id=fact.person_id, what=f"an API token called “{fact.name}” was made")


@handles(SecondFactorChanged)
def tell_of_second_factor(fact: SecondFactorChanged) -> None:
    tasks.send_sign_in_changed.delay(person_id=fact.person_id, what=fact.what)
