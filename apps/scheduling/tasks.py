"""Where the worker looks for the module's tasks; each subject defines its own."""

from apps.scheduling.claims.tasks import let_holds_lapse
from apps.scheduling.interchange.tasks import apply_import, read_import, resume_imports

__all__ = ["apply_import", "let_holds_lapse", "read_import", "resume_imports"]
