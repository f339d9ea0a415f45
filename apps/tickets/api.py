"""The module's routes, below one prefix each: incidents, service tickets, change requests, system checks."""

from ninja import Router

router = Router()
