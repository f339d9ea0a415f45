"""The one API of the station: every module's router, closed unless an operation says otherwise."""

from apps.authentication.middleware import signed_in
from apps.core.http import Api

api = Api(
    title="BMS",
    version="1.0",
    description="Broadcast management system. Sign in with a session cookie and a CSRF token; "
    "see the API guide in docs/api.md.",
    auth=signed_in,
    openapi_url="/schema/",
    docs_url="/docs/",
    urls_namespace="api",
)

_ROUTERS = {
    "": [
        "apps.core.api.router",
        "apps.authentication.access.api.router",
        "apps.authentication.api.router",
        "apps.facilities.api.router",
        "apps.scheduling.api.router",
        "apps.tickets.api.router",
        "apps.notifications.api.router",
        "apps.notifications.mail.api.router",
    ],
}

for prefix, routers in _ROUTERS.items():
    for router in routers:
        api.add_router(prefix, router)
