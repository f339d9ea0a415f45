"""Gives each parallel test worker a database of its own in Valkey, as pytest-django does in PostgreSQL.

Loaded by `-p` before the settings are, because those read the environment once.
"""

import os
from urllib.parse import urlsplit

DATABASES = 16  # what Valkey has unless it is told otherwise

_worker = os.environ.get("PYTEST_XDIST_WORKER", "")  # gw0, gw1, ...
_url = os.environ.get("BMS_REDIS_URL", "")
if _worker and _url:
    _parts = urlsplit(_url)
    _own = (int(_parts.path.strip("/") or 0) + 1 + int(_worker.removeprefix("gw"))) % DATABASES
    os.environ["BMS_REDIS_URL"] = _parts._replace(path=f"/{_own}").geturl()
