"""Lines and TEXT values of iCalendar (RFC 5545, 3.1 and 3.3.11), apart from its reader, which is slow to import."""

import re

_OCTETS = 75
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def escaped(text: str) -> str:
    """The text as a TEXT value."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def unescaped(value: str) -> str:
    """The text of a TEXT value. A stray backslash before any other letter is taken as meant to protect it."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def folded(line: bytes) -> bytes:
    """The line as pieces of at most 75 octets, cut between characters, with its end."""
    pieces = []
    while len(line) > _OCTETS:
        cut = _OCTETS
        while line[cut] & 0xC0 == 0x80:  # within a character of UTF-8
            cut -= 1
        pieces.append(line[:cut])
        line = b" " + line[cut:]
    return b"\r\n".join((*pieces, line)) + b"\r\n"
