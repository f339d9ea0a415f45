"""Routes of the shared kernel: health, site, audit, dead letters."""

from ninja import Router

router = Router(tags=["core"])
