"""What is refused about API tokens."""

from apps.core.errors import Conflict, NotAllowed, NotSignedIn


class TokenNotValid(NotSignedIn):
    """The same for a token nobody has, one that ran out or was revoked, and one of somebody who has left."""

    code, title = "token_not_valid", "This token is not valid, has run out or was revoked"


class OutOfScope(NotAllowed):
    code, title = "token_scope", "This token was not made for that"


class TooManyTokens(Conflict):
    code, title = "too_many_tokens", "You have as many tokens as one person may have; revoke one first"
