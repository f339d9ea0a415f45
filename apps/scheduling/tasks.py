"""Where the worker looks for the module's tasks; each subject defines its own."""

from apps.scheduling.claims.tasks import let_holds_lapse
from apps.scheduling.interchange.tasks import apply_import, read_import, resume_imports, sweep_uploads
from apps.scheduling.series.tasks import extend_series
from apps.scheduling.sources.tasks import sync_due, sync_source

__all__ = [
    "apply_import",
    "extend_series",
    "let_holds_lapse",
    "read_import",
    "resume_imports",
    "sweep_uploads",
    "sync_due",
    "sync_source",
]
