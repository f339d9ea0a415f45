"""XMLTV: every `programme` is an event in the facility named like its channel, on air from start to stop."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from . import rows
from .rows import BadRow, RowRefused, ScheduleRow, UnreadableFile
from .streams import Metered, buffered

SOURCE = "xmltv"
_CHANNELS = 20_000
# YYYYMMDDhhmmss with an offset; the DTD allows to leave out the end of the digits, and means UTC without an offset.
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?\s*(?:([+-])(\d\d):?(\d\d)|UTC|GMT|Z)?")
_STATED = frozenset({"facility_name", "event_type", "description", "contributors", "on_air_start", "on_air_end"})


def read(file: BinaryIO, time_zone: str) -> Iterator[ScheduleRow | BadRow]:
    metered = Metered(buffered(file), entry="programme")
    channels: dict[str, str] = {}
    root: Element | None = None
    number = 0
    try:
        for event, element in iterparse(metered, events=("start", "end")):
            if root is None:
                root = _root(element)
            if event == "start" or element.tag not in ("channel", "programme"):
                continue
            if element.tag == "channel":
                channels[element.get("id", "")] = element.findtext("display-name") or element.get("id", "")
                if len(channels) > _CHANNELS:
                    raise UnreadableFile(f"The file has more than {_CHANNELS:,} channels.")
            else:
                number += 1
                yield _row(number, element, channels, time_zone)
            metered.entry_done()
            root.clear()
    except DefusedXmlException as error:
        raise UnreadableFile("The file defines XML entities, which a schedule does not need.") from error
    except ParseError as error:
        raise UnreadableFile(f"The file is not well-formed XML: {error}.") from error
    except (LookupError, ValueError) as error:
        raise UnreadableFile("The file is in an encoding that cannot be read.") from error
    if not number:
        raise UnreadableFile("The file has no programmes.")


def _root(element: Element) -> Element:
    if element.tag != "tv":
        raise UnreadableFile(f"The file is XML, but not XMLTV: it begins with <{str(element.tag)[:40]}>.")
    return element


def _row(number: int, programme: Element, channels: dict[str, str], time_zone: str) -> ScheduleRow | BadRow:
    title = rows.one_line(programme.findtext("title") or "")
    try:
        return _programme(number, title, programme, channels, time_zone)
    except RowRefused as refused:
        return BadRow(number, title[: rows.TITLE_LENGTH], refused.reason)


def _programme(number: int, title: str, programme: Element, channels: dict[str, str], time_zone: str) -> ScheduleRow:
    rows.within("title", title, rows.TITLE_LENGTH)
    if not title:
        raise RowRefused("title is empty.")
    channel = rows.one_line(programme.get("channel", ""))
    if not channel:
        raise RowRefused("channel is empty.")
    start, end = rows.checked_period(
        _moment(programme, "start"), _moment(programme, "stop"), start_field="start", end_field="stop"
    )
    told = [programme.findtext("sub-title"), programme.findtext("desc")]
    description = "\n\n".join(filter(None, (rows.clean_text(text or "") for text in told)))
    return ScheduleRow(
        number=number,
        title=title,
        start=start,
        end=end,
        time_zone=time_zone,
        source=SOURCE,
        # The slot is what stays: another title in it is a change of the same programme.
        external_id=rows.shortened_id(f"{channel}@{start:%Y%m%dT%H%M%SZ}"),
        facility_name=rows.within("channel", rows.one_line(channels.get(channel) or channel), rows.NAME_LENGTH),
        event_type=rows.one_line(programme.findtext("category") or "")[: rows.TYPE_LENGTH],
        description=rows.within("desc", description, rows.DESCRIPTION_LENGTH),
        contributors=rows.names("credits", (person.text or "" for person in programme.iterfind("credits/*"))),
        on_air_start=start,
        on_air_end=end,
        stated=_STATED,
    )


def _moment(programme: Element, field: str) -> datetime:
    text = (programme.get(field) or "").strip()
    if not text:
        raise RowRefused(f"{field} is empty.")
    found = _MOMENT.fullmatch(text)
    if not found:
        raise RowRefused(f'{field} "{text[:40]}" is not a time like 20270328200000 +0100.')
    try:
        offset = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
        zone = timezone(-offset if found[7] == "-" else offset)
        numbers = [int(part or 0) for part in found.groups()[:6]]
        return datetime(*numbers[:3], *numbers[3:], tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type, misc]  # six numbers
    except (ValueError, OverflowError):
        raise RowRefused(f'{field} "{text[:40]}" is not a time of the calendar.') from None
