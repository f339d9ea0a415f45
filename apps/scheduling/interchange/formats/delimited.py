"""CSV: commas, semicolons or tabs; UTF-8, UTF-16 with a mark, or Windows-1252."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from . import table
from .rows import BadRow, ScheduleRow, UnreadableFile
from .streams import CHUNK, buffered

_DELIMITERS = ",;\t"
_LINE = 64 * 1024  # characters in one line
_RECORD = 100_000  # characters in one record; only quoted line ends make it longer than a line


def read(file: BinaryIO, time_zone: str) -> Iterator[ScheduleRow | BadRow]:
    encoding = _encoding(file)
    delimiter = _delimiter(file, encoding)
    return table.read(lambda: _records(file, encoding, delimiter), time_zone)


def _encoding(file: BinaryIO) -> str:
    """The first encoding that reads the whole file, not only its beginning."""
    head = buffered(file).read(4)
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        reader = buffered(file)
        try:
            while piece := reader.read(CHUNK):
                if "\0" in decoder.decode(piece):
                    raise UnreadableFile("The file is not a text file.")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableFile("The file is neither UTF-8 nor Windows-1252 text.")


def _text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(buffered(file), encoding=encoding, newline="")


def _delimiter(file: BinaryIO, encoding: str) -> str:
    """The delimiter by which the first lines name the most columns."""
    text = _text(file, encoding)
    lines = [text.readline(_LINE) for _ in range(20)]
    if lines[0][:4].casefold() == "sep=" and lines[0][4:5] in _DELIMITERS:
        return lines[0][4:5]

    def columns_named(delimiter: str) -> int:
        try:
            return max(len(table.columns_of(cells)) for cells in csv.reader(lines, delimiter=delimiter))
        except (csv.Error, ValueError):
            return 0

    return max(_DELIMITERS, key=columns_named)


class _Lines:
    """The lines of the file, none of them and no record of them longer than memory should hold."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.number = 0
        self._record_from = 1
        self._of_record = 0

    def __iter__(self) -> "_Lines":
        return self

    def next_record(self) -> int:
        """The line on which the record begins that is read next."""
        self._record_from, self._of_record = self.number + 1, 0
        return self._record_from

    def __next__(self) -> str:
        line = self._text.readline(_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self._of_record += len(line)
        if len(line) >= _LINE and not line.endswith(("\n", "\r")):
            raise UnreadableFile(f"Line {self.number:,} is longer than {_LINE:,} characters.")
        if self._of_record > _RECORD:
            raise UnreadableFile(f"The quotation mark opened on line {self._record_from:,} is not closed.")
        return line


def _records(file: BinaryIO, encoding: str, delimiter: str) -> Iterator[table.Record]:
    lines = _Lines(_text(file, encoding))
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        first_line = lines.next_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(f"Line {first_line:,} is not CSV: {error}.") from error
        if cells:
            yield first_line, cells
