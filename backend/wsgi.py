"""Entry point of the web processes."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

# Loading makes little garbage and much that stays: collecting meanwhile is a tenth of the start. What is loaded
# by the end lives as long as the process, so no collection need walk through it again.
gc.disable()
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.enable()
