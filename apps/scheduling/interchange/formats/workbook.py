"""XLSX: the first visible sheet that names the columns, with real dates and times or with text.

openpyxl opens the package and reads the cells. What it would hold in memory for the whole length of a workbook (the
shared texts, an element per row) is kept on disk or dropped here.
"""

import re
import tempfile
import zlib
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO, overload
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import iterparse
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from . import table
from .rows import BadRow, ScheduleRow, UnreadableFile
from .streams import Metered

_UNPACKED = 1024 * 2**20  # bytes: what a 50 MB workbook can honestly unpack to
_PART = 16 * 2**20  # bytes: styles, themes and the like are read whole
_PARTS = 10_000
_TEXTS = 5_000_000
_WIDTH = 200  # columns looked at
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN = (  # what zipfile, expat and openpyxl raise for a damaged or hostile package
    BadZipFile,
    InvalidFileException,
    zlib.error,
    ParseError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read(file: BinaryIO, time_zone: str) -> Iterator[ScheduleRow | BadRow]:
    _refuse_bombs(file)
    workbook = _Workbook(file)
    sheet = workbook.sheet_with_columns()
    return table.read(lambda: workbook.records(sheet), time_zone)


def _refuse_bombs(file: BinaryIO) -> None:
    try:
        entries = ZipFile(file).infolist()
    except _BROKEN as error:
        raise UnreadableFile("The file is not an XLSX workbook, or it is damaged.") from error
    if not any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise UnreadableFile("The file is a ZIP archive, but not an XLSX workbook.")
    streamed = ("xl/worksheets/", "xl/sharedStrings")
    whole = [entry.file_size for entry in entries if not entry.filename.startswith((*streamed, "xl/media/"))]
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _UNPACKED or max(whole) > _PART or len(entries) > _PARTS:
        raise UnreadableFile(f"The workbook unpacks to {unpacked // 2**20:,} MB, more than a schedule can need.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile("The workbook is encrypted: save it without a password.")


def _unescaped(text: str) -> str:
    """The text without the `_xHHHH_` that stand for what XML cannot hold (ST_Xstring of ECMA-376)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _TextsOnDisk:
    """The shared texts of a workbook, in a file of their own."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the workbook, closed with it
        self._ends = array("Q", [0])
        self._recent = lru_cache(maxsize=4096)(self._read)

    def append(self, text: str) -> None:
        written = self._file.write(text.encode("utf-8", "replace"))
        self._ends.append(self._ends[-1] + written)
        if len(self._ends) > _TEXTS:
            raise UnreadableFile(f"The workbook has more than {_TEXTS:,} texts.")

    def _read(self, index: int) -> str:
        start, end = self._ends[index], self._ends[index + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode()

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self._recent(one) for one in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self._recent(index)


class _Reader(ExcelReader):
    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]  # openpyxl's, without types
        texts = _TextsOnDisk()
        self.shared_strings: Any = texts
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for element in _elements(source, "sst", "si"):
                text = Text.from_tree(element)
                texts.append(text.content if text else "")


class _Workbook:
    def __init__(self, file: BinaryIO) -> None:
        try:
            reader = _Reader(file, read_only=True, data_only=True, keep_links=False)
            reader.read()
        except _BROKEN as error:
            raise UnreadableFile("The file is not an XLSX workbook, or it is damaged.") from error
        self._texts = reader.shared_strings
        self._book: Any = reader.wb

    def sheet_with_columns(self) -> Any:
        """The first visible sheet that names the columns, else the first visible one, whose reading then says so."""
        visible = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise UnreadableFile("The workbook has no visible sheet.")
        for sheet in visible:
            for _, cells in islice(self.records(sheet), 20):
                if table.columns_of(cells).keys() >= set(table.REQUIRED):
                    return sheet
        return visible[0]

    def records(self, sheet: Any) -> Iterator[table.Record]:
        try:
            with self._book._archive.open(sheet._worksheet_path) as source:
                parser = WorkSheetParser(
                    source,
                    self._texts,
                    data_only=True,
                    epoch=self._book.epoch,
                    date_formats=self._book._date_formats,
                    timedelta_formats=self._book._timedelta_formats,
                )
                for element in _elements(source, "sheetData", "row"):
                    number, cells = parser.parse_row(element)
                    parser.row_dimensions.clear()
                    values: list[table.Cell] = [None] * min(_WIDTH, max((cell["column"] for cell in cells), default=0))
                    for cell in cells:
                        if cell["column"] <= _WIDTH:
                            value = cell["value"]
                            values[cell["column"] - 1] = _unescaped(value) if isinstance(value, str) else value
                    yield number, values
        except _BROKEN as error:
            raise UnreadableFile(f'The sheet "{sheet.title}" is damaged.') from error


def _elements(source: Any, parent: str, child: str) -> Iterator[Any]:
    """The children of an element one by one, each forgotten when the next is read."""
    metered = Metered(source, entry=child)
    parent, child = f"{{{SHEET_MAIN_NS}}}{parent}", f"{{{SHEET_MAIN_NS}}}{child}"
    holder: Element | None = None
    for event, element in iterparse(metered, events=("start", "end")):
        if event == "start":
            holder = element if element.tag == parent else holder
        elif element.tag == child:
            yield element
            metered.entry_done()
            if holder is not None:
                holder.clear()
