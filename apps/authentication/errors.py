"""What this module refuses."""

from apps.core.errors import Conflict, Invalid, NotAllowed, NotSignedIn, Unavailable


class WrongCredentials(NotSignedIn):
    """The same for a wrong name, a wrong password and a person who may not sign in."""

    code, title = "wrong_credentials", "The username or the password is wrong"


class SecondFactorNeeded(NotSignedIn):
    """The password was right. `address` is where sign-in is finished, in the same browser."""

    code, title = "second_factor_needed", "Finish signing in with your second factor"


class NotActive(NotAllowed):
    code, title = "not_active", "Your account at this station is not active; ask an administrator"


class NotKnownHere(NotAllowed):
    code, title = "not_known_here", "This station does not know you; ask an administrator"


class SignInCancelled(NotSignedIn):
    code, title = "sign_in_cancelled", "You have cancelled the sign-in"


class AnswerNotBelieved(NotSignedIn):
    code, title = "answer_not_believed", "This answer belongs to no sign-in of this browser; begin again"


class ProviderAway(Unavailable):
    code, title = "provider_away", "The service that signs you in does not answer; try again shortly"


class UsernameTaken(Conflict):
    code, title = "username_taken", "username: somebody else signs in with this name"


class EmailTaken(Conflict):
    code, title = "email_taken", "email: this address belongs to somebody else"


class LastAdministrator(Conflict):
    code, title = "last_administrator", "The station would be left without an active administrator"


class CannotBeInvited(Conflict):
    code, title = "cannot_be_invited", "This person cannot be invited"


class CannotAnonymiseOneself(Conflict):
    code, title = "cannot_anonymise_oneself", "Another administrator has to anonymise you"


class AlreadyAnonymised(Conflict):
    code, title = "already_anonymised", "This person was anonymised already"


class JobIsOpen(Conflict):
    code, title = "personal_data_job_is_open", "This person's data is being worked on already"


class LinkNotValid(Invalid):
    code, title = "link_not_valid", "This link has been used or is too old; ask for a new one"


class PasswordNotAccepted(Invalid):
    code, title = "password_not_accepted", "This password is not accepted"


class FieldNotAllowed(NotAllowed):
    """Names the first field that the actor may not change."""

    code, title = "field_not_allowed", "You may not change this field"
