"""Entry point of the plain version."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.plain.settings"  # the station's own may be set around it

application = get_wsgi_application()
