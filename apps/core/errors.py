"""The refusals of every module: four kinds for the domain, and what the wire itself may refuse.

A module subclasses a kind and gives it a stable `code`; `detail` is one sentence a person can read.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """Base of everything BMS refuses on purpose. `more` are further members of the answer's body."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, detail: str = "", *, errors: dict[str, list[str]] | None = None, **more: Any) -> None:
        self.detail = detail or self.title
        self.errors = errors or {}
        self.more = more
        super().__init__(self.detail)

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"detail": self.detail, "code": self.code}
        if self.errors:
            body["errors"] = self.errors
        return body | self.more


class Invalid(Refusal):
    status, code, title = 422, "invalid", "The input is not valid"

    @classmethod
    def field(cls, name: str, message: str) -> "Invalid":
        """One field is wrong; `detail` names it, as the contract asks."""
        return cls(f"{name}: {message}", errors={name: [message]})


class NotAllowed(Refusal):
    status, code, title = 403, "not_allowed", "You may not do this"


class NotFound(Refusal):
    status, code, title = 404, "not_found", "There is nothing here"


class Conflict(Refusal):
    status, code, title = 409, "conflict", "This clashes with something else"


class Stale(Refusal):
    status, code, title = 412, "stale", "Someone changed this in the meantime; read it again"


class NotSignedIn(Refusal):
    status, code, title = 401, "not_signed_in", "Sign in first"


class CsrfFailed(Refusal):
    status, code, title = 403, "csrf_failed", "The request carries no valid CSRF token; fetch one from /api/csrf/"


class TooMany(Refusal):
    status, code, title = 429, "too_many_attempts", "Too many attempts; try again later"


class NotReadable(Refusal):
    status, code, title = 400, "not_readable", "The request cannot be understood"


class TooLarge(Refusal):
    status, code, title = 413, "too_large", "This is larger than the station accepts"


class MethodNotAllowed(Refusal):
    status, code, title = 405, "method_not_allowed", "This address does not take that method"


class Unavailable(Refusal):
    status, code, title = (
        503,
        "unavailable",
        "A service of the station is not reachable at the moment; try again shortly",
    )


class Busy(Refusal):
    status, code, title = (
        503,
        "busy",
        "Somebody else is changing the same things, perhaps by an import; try again shortly",
    )


class Failed(Refusal):
    status, code, title = 500, "failed", "Something went wrong on the server; it has been recorded"
