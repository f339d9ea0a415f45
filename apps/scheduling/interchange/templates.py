"""Empty schedules to fill in, with an example of each kind of row."""

import csv
import io
from collections.abc import Sequence
from zoneinfo import available_timezones

from .formats.rows import STATUSES
from .formats.table import COLUMNS, REQUIRED

_EXAMPLES = (
    {
        "Title": "Example: Evening news",
        "Start Date": "2027-03-27",
        "Start Time": "17:30",
        "End Time": "18:45",
        "Facility": "Studio 1",
        "Type": "Event",
        "Description": "Replace the example rows by your own",
        "On Air Start": "18:00",
        "On Air End": "18:30",
        "Call Time": "16:30",
    },
    {
        "Title": "Example: Night shift, ends on the next day",
        "Start Date": "2027-03-27",
        "Start Time": "22:00",
        "End Time": "06:00",
        "Type": "Shift",
    },
)
_EXPLAINED = {
    "Title": "What it is called. Required.",
    "Start Date": "A date, or text like 2027-03-28, 28.03.2027 or 28/03/2027 (day first). Required.",
    "Start Time": "A time like 17:30, in the time zone of the row. Required.",
    "End Date": "Only where it is not the start date; an end not later than the start is on the next day by itself.",
    "End Time": "A time like 18:45. Required.",
    "Facility": "The name of a facility of this station.",
    "Type": "Event or Shift, or a type of your own.",
    "Description": "Free text.",
    "People": "User names or e-mail addresses, separated by semicolons.",
    "Contributors": "Names of guests, separated by semicolons.",
    "Time Zone": "Like Europe/Dublin; empty means the zone of the station.",
    "ID": "Your own key. A row with the key of an earlier import changes that event. Empty: title, start and facility.",
    "On Air Start": "A time within the event, or a date and a time.",
    "On Air End": "A time within the event, or a date and a time.",
    "Call Time": "When the crew must be there; before the start.",
    "Wrap Time": "When the crew are released; after the end.",
    "Location": "The name of a location of this station.",
    "Status": "Scheduled (also when empty), In Progress, Completed or Cancelled.",
}
_ROWS = 5000  # rows of the workbook with drop-downs and formats


def csv_template() -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_EXAMPLES)
    return ("\ufeff" + text.getvalue()).encode()


def xlsx_template(*, facilities: Sequence[str], locations: Sequence[str]) -> bytes:
    """A workbook with drop-downs of this station's names."""
    content = io.BytesIO()
    import xlsxwriter  # slow to import, and seldom needed

    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, guide, lists = (book.add_worksheet(name) for name in ("Schedule", "Columns", "Lists"))
        lists.hide()
        required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DCE6F5"})
        optional = book.add_format({"bold": True, "bottom": 1})
        formats = {
            "Date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "Time": book.add_format({"num_format": "hh:mm"}),
        }
        choices = {
            "Facility": (facilities, "warning"),
            "Location": (locations, "warning"),
            "Type": (("Event", "Shift"), "information"),
            "Status": (STATUSES, "stop"),
            "Time Zone": (sorted(available_timezones()), "stop"),
        }
        sheet.freeze_panes(1, 1)
        for column, title in enumerate(COLUMNS):
            kind = formats.get(title.split()[-1]) if title not in ("Call Time", "Wrap Time") else None
            sheet.set_column(column, column, max(12, len(title) + 4), kind)
            sheet.write_string(0, column, title, required if title in REQUIRED else optional)
            guide.write_string(column, 0, title, optional)
            guide.write_string(column, 1, _EXPLAINED[title])
            for line, example in enumerate(_EXAMPLES, start=1):
                if title in example:
                    sheet.write_string(line, column, example[title], kind)
            names, severity = choices.get(title, ((), ""))
            for line, name in enumerate(names):
                lists.write_string(line, column, name)
            if names:
                source = f"=Lists!{xlsxwriter.utility.xl_range_abs(0, column, len(names) - 1, column)}"
                rule = {"validate": "list", "source": source, "error_type": severity}
                sheet.data_validation(1, column, _ROWS, column, rule)
        guide.set_column(0, 0, 18)
        guide.set_column(1, 1, 100)
    return content.getvalue()
