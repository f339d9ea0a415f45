"""Entry point of the web processes."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

application = get_wsgi_application()

# What is loaded by now lives as long as the process: no garbage collection need walk through it again.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
