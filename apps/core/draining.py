"""Whether this server is about to stop: it answers as ever, but a proxy is to send people to another one."""

import mmap

_begun = mmap.mmap(-1, 1)  # shared with the workers, which are forked after this was loaded


def begin() -> None:
    _begun[0] = 1


def has_begun() -> bool:
    return _begun[0] == 1
