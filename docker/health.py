"""Whether the role of this container works: asked every few seconds, so it loads nothing of the application."""

import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SILENT_FOR = 60.0  # seconds after which a worker or beat counts as stuck; they are heard every few seconds
PROMPT = 8.0  # seconds a server may take to answer
WEB, STREAM = "http://127.0.0.1:8000/api/health/", "http://127.0.0.1:8001/api/stream/"
# By what the first process of the container was started as; a role that still waits does not work either.
ASKED = {"backend.wsgi": WEB, "backend.roles web": WEB, "backend.asgi": STREAM, "backend.roles stream": STREAM}


def main() -> str:
    """What is wrong, or nothing."""
    command = Path("/proc/1/cmdline").read_bytes().replace(b"\0", b" ").decode()
    for target, address in ASKED.items():
        if target in command:
            return trouble_at(address)
    return silence_of(Path("/tmp/heartbeat"))  # noqa: S108 - a file system of this container alone


def trouble_at(address: str) -> str:
    try:
        urllib.request.urlopen(address, timeout=PROMPT).close()  # noqa: S310 - this container
    except urllib.error.HTTPError as answer:
        return "" if answer.code < 500 else f"answers {answer.code}"  # the live stream wants people to sign in
    except OSError as error:
        return f"does not answer: {error}"
    return ""


def silence_of(heartbeat: Path) -> str:
    try:
        silence = time.time() - heartbeat.stat().st_mtime
    except FileNotFoundError:
        return "has not been heard of yet"
    return f"was not heard for {silence:.0f} s" if silence > SILENT_FOR else ""


if __name__ == "__main__":
    found = main()
    print(found or "works")
    sys.exit(1 if found else 0)
