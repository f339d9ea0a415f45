"""What happened to people."""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import ClassVar

from apps.core.outbox import Fact


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Fact):
    type: ClassVar[str] = "person.added"
    subject_kind: ClassVar[str] = "person"
    live: ClassVar[bool] = True

    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Fact):
    type: ClassVar[str] = "person.changed"
    subject_kind: ClassVar[str] = "person"
    live: ClassVar[bool] = True

    person_id: int
    fields: list[str] = field(default_factory=list)  # names of the columns that changed


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Fact):
    """Somebody is to be sent a link with which they choose a password."""

    type: ClassVar[str] = "person.invited"
    subject_kind: ClassVar[str] = "person"

    person_id: int


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Fact):
    type: ClassVar[str] = "person.password_changed"
    subject_kind: ClassVar[str] = "person"

    person_id: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorChanged(Fact):
    type: ClassVar[str] = "person.second_factor_changed"
    subject_kind: ClassVar[str] = "person"

    person_id: int
    what: str  # in words, for the person


@dataclass(frozen=True, kw_only=True)
class ApiTokenMade(Fact):
    type: ClassVar[str] = "person.api_token_made"
    subject_kind: ClassVar[str] = "person"

    person_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class PasswordResetAsked(Fact):
    """A stranger typed this address. Whether anybody has it is looked up later, by the worker.

    So the answer takes the same work, and the same time, for an address nobody has.
    """

    type: ClassVar[str] = "password.reset_asked"
    subject_kind: ClassVar[str] = "email"

    email: str

    @property
    def subject_id(self) -> int:
        """Facts about one address keep their order, others do not wait for them."""
        return int.from_bytes(blake2b(self.email.lower().encode(), digest_size=6).digest(), "big")
