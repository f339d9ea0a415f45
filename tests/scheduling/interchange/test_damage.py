"""Whatever is done to a file, it is read or refused in a sentence: no other exception ever comes out."""

import io
import random
import zipfile
from datetime import date, time

import openpyxl.xml
import pytest

from apps.scheduling.interchange.formats import HEAD, BadRow, Format, UnreadableFile, detect
from tests.scheduling.interchange.files import (
    calendar_of,
    csv_of,
    event_row,
    frab_event,
    frab_of,
    rows_of,
    xlsx_of,
    xmltv_of,
)

ROUNDS = 300
WHOLE = {
    Format.CSV: csv_of(event_row(facility="Studio 1", call_time="17:00"), event_row(time_zone="Europe/Berlin")),
    Format.XLSX: xlsx_of([event_row(), ["News", date(2027, 5, 4), time(18), time(19)], event_row().values()]),
    Format.ICALENDAR: calendar_of(
        "UID:1\nSUMMARY:News\nDTSTART;TZID=Europe/Berlin:20270504T190000\nDURATION:PT1H\nATTENDEE:mailto:a@example.org",
        "UID:2\nSUMMARY:Day\nDTSTART;VALUE=DATE:20270504\nX-BMS-CALL-TIME:20270503T190000Z",
    ),
    Format.XMLTV: xmltv_of(
        '<programme start="20270504190000 +0200" stop="20270504193000 +0200" channel="one.example">'
        "<title>News</title></programme>"
    ),
    Format.FRAB: frab_of({"Curie": [frab_event(), frab_event(date=None)]}),
}
INSERTED = (
    b"9" * 30,
    b"-1",
    b"\0",
    b'"',
    b"{",
    b"[",
    b"<",
    b"&",
    b"null",
    b"T",
    b"Z",
    b";",
    b":",
    b"\n",
    b"\xff",
    b"1e9",
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place, kind = chance.randrange(len(broken) or 1), chance.randrange(4)
        if kind == 0:
            broken[place : place + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del broken[place : place + chance.randrange(1, 30)]
        elif kind == 2:
            broken[place:place] = chance.choice(INSERTED)
        else:
            broken[place : place + 8] = bytes(chance.choice(b"0123456789TZ:+-") for _ in range(8))
    return bytes(broken)


def damaged_part(content: bytes, chance: random.Random) -> bytes:
    """An archive that is whole, with one part that is not."""
    rewritten = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(rewritten, "w") as new:
        chosen = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == chosen else part)
    return rewritten.getvalue()


@pytest.mark.parametrize("written_in", list(Format))
def test_a_damaged_file_is_read_or_refused(written_in: Format) -> None:
    chance = random.Random(2027)
    taken = refused = 0
    for _ in range(ROUNDS):
        is_part = written_in is Format.XLSX and chance.random() < 0.8
        content = (damaged_part if is_part else damaged)(WHOLE[written_in], chance)
        try:
            rows = rows_of(detect("schedule", content[:HEAD]), content)
        except UnreadableFile as refusal:
            refused += refusal.detail.endswith(".")
        else:
            taken += all(not isinstance(row, BadRow) or row.reason.endswith(".") for row in rows)

    assert taken + refused == ROUNDS
    assert refused > 0
    assert taken > 0


def test_workbooks_are_read_by_what_refuses_entities() -> None:
    """Whatever else is installed: libxml2, which openpyxl would take if it could, raises errors of its own besides."""
    assert (openpyxl.xml.LXML, openpyxl.xml.DEFUSEDXML) == (False, True)
