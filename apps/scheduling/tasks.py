"""Where the worker looks for the module's tasks; each subject defines its own."""

from apps.scheduling.claims.tasks import let_holds_lapse
from apps.scheduling.interchange.tasks import apply_import, read_import, resume_imports
from apps.scheduling.series.tasks import extend_series

__all__ = ["apply_import", "extend_series", "let_holds_lapse", "read_import", "resume_imports"]
