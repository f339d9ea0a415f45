"""What every page of the server says."""

from django.conf import settings
from django.http import HttpRequest


def station(request: HttpRequest) -> dict[str, str]:
    return {"station": settings.STATION_NAME}
