"""The module's routes, below one prefix each: what concerns a person, in the console and by mail."""

from ninja import Router

router = Router()
