"""Telling open consoles what changed: server-sent events from the outbox.

The relay numbers facts and wakes the streams (`channel`); one reader per process (`hub`) takes what
is new from the table (`feed`) and hands it to every open connection (`stream`). Valkey carries no
facts, so nothing is lost when it is away.
"""
