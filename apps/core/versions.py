"""Optimistic concurrency: a `version` that grows with every write."""

from typing import Self

from django.db import models

from apps.core.errors import Stale


class Versioned(models.Model):
    """A row with a version. Clients send the one they read in `If-Match`."""

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def require_version(self, expected: int | None) -> None:
        """Raises Stale when the caller read an older version. `None` asks for no check."""
        if expected is not None and expected != self.version:
            raise Stale(current_version=self.version)

    def save_next_version(self) -> Self:
        """Save every column under the next version; the row must be locked by the caller."""
        self.version += 1
        self.save()
        return self
