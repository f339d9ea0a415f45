"""What somebody would try who means harm, one file a kind of attack.

What attacks one part alone is tested with that part: permissions of every operation in `tests/permissions`, sessions
and lock-out in `tests/authentication`, files of tickets in `tests/tickets/test_attachments.py`, damaged and hostile
schedules in `tests/scheduling/interchange`, odd bodies and cookies in `tests/core/test_wire.py`.
"""
