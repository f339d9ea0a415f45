"""The one API of the station: every module's router, closed unless an operation says otherwise."""

from apps.authentication.middleware import signed_in, signed_in_or_by_token
from apps.authentication.tokens.scopes import Module
from apps.core.http import Api

api = Api(
    title="BMS",
    version="1.0",
    description="Broadcast management system. Sign in with a session cookie and a CSRF token, or send an API token; "
    "see the API guide in docs/api.md.",
    auth=signed_in,
    openapi_url="/schema/",
    docs_url="/docs/",
    urls_namespace="api",
)

# Tokens open the operations of a module where it is named here, and no others.
_ROUTERS = {
    "apps.core.api.router": Module.STATION,
    "apps.authentication.access.api.router": None,
    "apps.authentication.api.router": Module.PEOPLE,
    "apps.facilities.api.router": Module.FACILITIES,
    "apps.scheduling.api.router": Module.SCHEDULING,
    "apps.tickets.api.router": Module.TICKETS,
    "apps.notifications.api.router": Module.NOTIFICATIONS,
    "apps.notifications.mail.api.router": Module.NOTIFICATIONS,
}

for router, module in _ROUTERS.items():
    api.add_router("", router, auth=signed_in_or_by_token(module) if module else signed_in)
