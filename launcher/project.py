"""Where the parts of this checkout lie."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = Path(sys.executable)
BIN = PYTHON.parent
CACHE = ROOT / ".cache"
MANAGE = ROOT / "manage.py"
FRONTEND = ROOT / "frontend"
DEFAULT_STATION = ROOT / ".data"


def caller_path(name: str) -> Path:
    """A path as the person who typed it means it: relative to where they stand."""
    return Path(name).expanduser().absolute()
