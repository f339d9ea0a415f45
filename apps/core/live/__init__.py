"""Telling open consoles what changed: server-sent events from the outbox."""
