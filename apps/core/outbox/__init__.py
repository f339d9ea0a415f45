"""Facts told to whoever listens: at least once, in order per subject, surviving every crash.

`publish` inside the transaction, `handles` on a reaction, `relay` in the worker.
"""

from apps.core.outbox.facts import Fact, handler_names, handles
from apps.core.outbox.publishing import publish

__all__ = ["Fact", "handler_names", "handles", "publish"]
