"""Where the worker looks for the module's tasks; each subject defines its own."""

from apps.scheduling.interchange.tasks import apply_import, read_import, resume_imports

__all__ = ["apply_import", "read_import", "resume_imports"]
