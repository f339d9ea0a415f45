"""Who changed what, when and on which request: read from the history that triggers write.

Modules say what belongs to a subject with `keep`; core reads it without knowing them.
"""

from apps.core.audit.registry import Trail, bind_names, keep, kinds

__all__ = ["Trail", "bind_names", "keep", "kinds"]
