"""Where the worker looks for the module's tasks; each subject defines its own."""

from apps.tickets.attachments.tasks import sweep_files

__all__ = ["sweep_files"]
