"""TEXT values of iCalendar (RFC 5545, 3.3.11), apart from its reader, which is slow to import."""

import re

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def escaped(text: str) -> str:
    """The text as a TEXT value."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")


def unescaped(value: str) -> str:
    """The text of a TEXT value. A stray backslash before any other letter is taken as meant to protect it."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
