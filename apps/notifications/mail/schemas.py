"""What HTTP takes and gives of letters."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.core.http import In, Line, LongText, Name, Text
from apps.notifications.mail.services import MAX_RECIPIENTS

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


def _one_line(value: str) -> str:
    """Or what follows the break could be read as another header of the message."""
    if _BREAKS.search(value):
        raise PydanticCustomError("line", "must be one line")
    return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Recipients = Annotated[
    list[Annotated[Line, Field(min_length=1)]],
    BeforeValidator(_as_list),
    Field(min_length=1, max_length=MAX_RECIPIENTS),
]


class SendEmailIn(In):
    to: Recipients
    subject: Annotated[Name, AfterValidator(_one_line)]
    message: Text = ""
    html: LongText = ""


class EmailAcceptedOut(TypedDict):
    detail: str
    recipients: int
