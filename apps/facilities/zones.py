"""Names of the IANA time zone database that a browser knows as well."""

from functools import cache
from zoneinfo import available_timezones

MESSAGE = "must be a name of the IANA time zone database, such as Europe/Dublin"


@cache
def zone_names() -> frozenset[str]:
    return frozenset(available_timezones() - {"Factory", "localtime"})  # the machine's own are not a place's
