"""Which BMS this is."""

VERSION = "0.1.0"  # pyproject.toml has the same
