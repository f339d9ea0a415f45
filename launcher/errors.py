"""What stops a command, told in words a person can act on."""


class Refused(Exception):
    """The command cannot go on. The message is shown as it is; `tail` is what a program last said."""

    def __init__(self, message: str, *, tail: str = "") -> None:
        super().__init__(message)
        self.tail = tail


class Stopped(Exception):
    """Someone asked to stop: Ctrl-C, SIGTERM or a closed terminal."""
