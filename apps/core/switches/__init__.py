"""The station's own settings: what its administrators may change while it runs.

A module declares its switches in a file `switches.py` and reads them where its rules need them:

    AUTO_APPROVE_UNDER = number("time.auto_approve_under", "Approve entries below", default=0, minimum=0,
                                maximum=24, unit="hours", group="Time", help="0 approves none by itself.")
    ...
    if hours < value_of(AUTO_APPROVE_UNDER): ...

Only switches that some rule reads are declared, so nothing is shown that does nothing.
"""

from apps.core.switches.registry import Switch, number, switch
from apps.core.switches.selectors import value_of

__all__ = ["Switch", "number", "switch", "value_of"]
