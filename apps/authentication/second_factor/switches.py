"""Whose sign-in needs a second factor: a station decides it by role."""

from apps.core.rights import Role
from apps.core.switches import switch

REQUIRED_OF = {
    role: switch(
        f"sign_in.second_factor_of_{role}s",
        f"{role.title()}s need a second factor",
        group="Signing in",
        default=False,
        help="From their next sign-in; who has none yet sets one up first. Everybody may have one in any case.",
    )
    for role in Role
}
