"""Reading a schedule from a file, whatever it is written in, with bounded memory."""

from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from typing import BinaryIO

from .rows import BadRow, RowRefused, ScheduleRow, UnreadableFile

HEAD = 4096  # bytes that `detect` wants to see


class Format(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    ICALENDAR = "ics"
    XMLTV = "xmltv"
    FRAB = "frab"


# Modules of this package, imported when a file of theirs comes: their libraries are a fifth of a start.
_READERS = {
    Format.CSV: "delimited",
    Format.XLSX: "workbook",
    Format.ICALENDAR: "ical",
    Format.XMLTV: "xmltv",
    Format.FRAB: "frab",
}
_FOREIGN = {
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed with gzip: unpack it first",
    b"BZh": "compressed with bzip2: unpack it first",
    b"\xfd7zXZ": "compressed with xz: unpack it first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old XLS, and of XLSX with a password


def detect(name: str, head: bytes) -> Format:
    """The format of a file by its beginning; its name only decides what the beginning leaves open.

    Raises:
        UnreadableFile: empty, or something that is not a schedule.
    """
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            raise UnreadableFile(f"The file is {what}.")
    if head.startswith(_OLE):
        raise UnreadableFile(
            "The file is an old XLS workbook, or an XLSX workbook with a password: save it as XLSX without a password."
        )
    if head.startswith(b"PK\x03\x04"):
        return Format.XLSX
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Format.XMLTV if b"<\0" in head[:8] or b"\0<" in head[:8] else Format.CSV
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise UnreadableFile("The file is empty.")
    if b"\0" in head:
        raise UnreadableFile("The file is neither text nor a workbook.")
    upper = text.upper()
    if upper.startswith((b"BEGIN:V", b"BEGIN :V")) or (b"\nBEGIN:V" in upper and name.casefold().endswith(".ics")):
        return Format.ICALENDAR
    if text.startswith(b"<"):
        return Format.XMLTV
    if text.startswith((b"{", b"[")):
        return Format.FRAB
    return Format.CSV


def read(
    format: Format,  # noqa: A002 - the field's word
    file: BinaryIO,
    time_zone: str,
) -> Iterator[ScheduleRow | BadRow]:
    """The rows of a file, in its order.

    Args:
        file: open for reading and seekable; it stays open.
        time_zone: IANA zone of wall times that name none.
    Raises:
        UnreadableFile: at any row, when the rest cannot be read.
    """
    rows: Iterator[ScheduleRow | BadRow] = import_module(f".{_READERS[format]}", __package__).read(file, time_zone)
    return rows


__all__ = ["HEAD", "BadRow", "Format", "RowRefused", "ScheduleRow", "UnreadableFile", "detect", "read"]
