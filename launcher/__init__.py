"""Starts, stops, checks and repairs a station. Knows nothing of Django: it only runs programs."""
