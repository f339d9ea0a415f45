"""Entry point of the live stream's process. Everything else is answered by `backend.wsgi`."""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
gc.disable()  # until everything is loaded: see `backend.wsgi`
django.setup()

from django.conf import settings  # noqa: E402 - needs the apps

from apps.authentication import public as authentication  # noqa: E402
from apps.core.live.stream import LiveStream  # noqa: E402

application = LiveStream(
    actor_of_session=authentication.actor_of_session,
    cookie=settings.SESSION_COOKIE_NAME,
    redis_url=settings.REDIS_URL,
)
gc.collect()
gc.freeze()  # 30 MB less with 500 connections: pages that no collection touches stay shared with the main process
gc.enable()
