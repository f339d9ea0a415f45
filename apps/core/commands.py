"""What the station's own commands have in common."""

from django.core.management.base import BaseCommand


class StationCommand(BaseCommand):
    """Begins at once. Django's checks load every route, more work than most commands do: `migrate` runs them."""

    requires_system_checks = ()
