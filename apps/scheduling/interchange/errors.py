"""The refusals around imports."""

from apps.core.errors import Conflict, Invalid


class NotReadyToApply(Conflict):
    code, title = "import_not_ready", "Only an import whose dry run is done can be applied"


class FileRefused(Invalid):
    code, title = "file_refused", "The file cannot be read"
