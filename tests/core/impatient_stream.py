"""The live stream with everything that takes its time in production taking a few seconds."""

from importlib import import_module

application = import_module("backend.asgi").application  # first: it sets Django up
stream = import_module("apps.core.live.stream")

stream.HEARTBEAT = 1.0
stream.CHECKED_EVERY = 1.0
stream.SENT_WITHIN = 6.0  # a reader on a busy machine may be slow as well
