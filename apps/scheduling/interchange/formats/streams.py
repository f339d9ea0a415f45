"""Reading a large file in pieces of bounded size."""

import io
from typing import TYPE_CHECKING, BinaryIO

from .rows import UnreadableFile

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 64 * 1024


class Cursor(io.RawIOBase):
    """A second reader of the same open file, with its own position. Closing it leaves the file open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        self._file.seek(self._position)
        piece = self._file.read(len(view))
        view[: len(piece)] = piece
        self._position += len(piece)
        return len(piece)


def buffered(file: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(Cursor(file), CHUNK)


class Metered:
    """A reader that refuses to go on when one entry of the file grows beyond what memory should hold.

    Call `entry_done` after each entry.
    """

    def __init__(self, file: io.BufferedIOBase | BinaryIO, *, entry: str, limit: int = 4 * 1024 * 1024) -> None:
        self._file = file
        self._entry = entry
        self._limit = limit
        self._taken = 0

    def entry_done(self) -> None:
        self._taken = 0

    def read(self, size: int = -1) -> bytes:
        if self._taken > self._limit:
            raise UnreadableFile(f"One {self._entry} of the file is larger than {self._limit // 2**20} MB.")
        piece = self._file.read(CHUNK if size < 0 else min(size, CHUNK))
        self._taken += len(piece)
        return piece
