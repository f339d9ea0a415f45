"""Backups: everything a station holds in one file, and a station made of one."""
