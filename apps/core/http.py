"""What every endpoint shares: the API object, input schemas, references, error answers."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, NotRequired

import orjson
import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from apps.core.actors import Actor
from apps.core.db import UNREACHABLE
from apps.core.errors import Invalid, NotSignedIn, Refusal, TooLarge, TooMany, Unavailable
from apps.core.openapi import documented

log = structlog.get_logger(__name__)

BIGINT = 2**63 - 1
DEPTH = 32  # levels of a body; nothing that is answered, and may be sent back, comes near it
_JSON = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


class UserRequest(HttpRequest):
    """A request of a signed-in person, as the authentication of the API leaves it."""

    actor: Actor
    request_id: str


class Problem(TypedDict):
    """The body of every error. More members may follow, such as `conflicts`."""

    detail: str
    code: str
    errors: NotRequired[dict[str, list[str]]]


class Done(TypedDict):
    detail: str


def problems(*statuses: int) -> dict[int, None]:
    """The error answers an operation documents; `openapi.documented` writes their body.

    They are answered by the exception handlers: a model for each would be built at every start and never be asked.
    """
    return dict.fromkeys((400, 401, *statuses))


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, which holds no ids; "none" before it was found, or when there is none."""
    match = request.resolver_match
    return match.route if match else "none"


# --- input ----------------------------------------------------------------------------------------


class In(Schema):
    """Base of every body. Unknown and server-owned members are ignored: clients send whole objects back."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _accept_id_spelling(cls, value: Any) -> Any:
        """`<field>_id` is another spelling of a reference; it wins over the object read earlier."""
        source = getattr(value, "_obj", value)
        if not isinstance(source, dict):
            raise PydanticCustomError("object", "must be an object")
        renamed = {
            name: source[f"{name}_id"]
            for name, field in cls.model_fields.items()
            if f"{name}_id" in source and _IsReference in [type(part) for part in field.metadata]
        }
        return {**source, **renamed} if renamed else value

    def changes(self) -> dict[str, Any]:
        """Only what the client sent: `null` and `""` are there as empty values, absent is absent."""
        return {name: getattr(self, name) for name in self.model_fields_set if name in type(self).model_fields}


class _IsReference:
    """Marks a field that takes 3, "3", {"id": 3}, null, or `<field>_id`."""


def _reference(value: Any) -> int | None:
    if isinstance(value, dict):
        value = value.get("id")
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError("reference", "must be an id")
    if isinstance(value, str):
        if not re.fullmatch(r"[0-9]{1,19}", value.strip()):
            raise PydanticCustomError("reference", "must be an id")
        value = int(value)
    if not 1 <= value <= BIGINT:
        raise PydanticCustomError("reference", "must be an id")
    return int(value)


def _clean(value: Any) -> Any:
    """Text without what PostgreSQL cannot store; null clears."""
    if value is None:
        return ""
    if isinstance(value, str):
        if "\x00" in value:
            raise PydanticCustomError("text", "must not contain NUL characters")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise PydanticCustomError("text", "must be valid Unicode") from None
        return value.strip()
    return value


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _storable(value: datetime) -> datetime:
    """In UTC, within the years a schedule may hold (PostgreSQL and every client can show them)."""
    if not 1900 <= value.year <= 2200:
        raise PydanticCustomError("instant", "must lie between the years 1900 and 2200")
    return value.astimezone(UTC)


_REFERENCE_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": BIGINT},
        {"type": "string", "pattern": "^[0-9]{1,18}$"},
        {"type": "object", "properties": {"id": {"type": "integer", "minimum": 1}}, "required": ["id"]},
        {"type": "null"},
    ]
}
_NUL_FREE = {"pattern": r"^[^\u0000\ud800-\udfff]*$"}

Ref = Annotated[int | None, BeforeValidator(_reference), _IsReference(), Field(json_schema_extra=_REFERENCE_SCHEMA)]
Refs = list[Annotated[int, BeforeValidator(_reference), Field(json_schema_extra=_REFERENCE_SCHEMA)]]
Text = Annotated[str, BeforeValidator(_clean), Field(max_length=20_000)]
LongText = Annotated[str, BeforeValidator(_clean), Field(max_length=200_000)]
Line = Annotated[str, BeforeValidator(_clean), Field(max_length=255)]
Name = Annotated[str, BeforeValidator(_clean), Field(min_length=1, max_length=255)]
Instant = Annotated[AwareDatetime, AfterValidator(_storable)]
OptionalInstant = Annotated[Instant | None, BeforeValidator(_blank_is_none)]
BlankIsNone = BeforeValidator(_blank_is_none)
NoneIsEmpty = BeforeValidator(lambda value: [] if value is None or value == "" else value)
Id = Annotated[int, Path(ge=1, le=BIGINT)]


class Filters(Schema):
    """Base of query parameters: blank ones count as absent, unknown ones are ignored."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, value: Any) -> Any:
        source = getattr(value, "_obj", value)
        if not isinstance(source, dict):
            return value
        kept = {key: item for key, item in source.items() if item not in ("", None)}
        for key, item in kept.items():
            if isinstance(item, str):
                try:
                    kept[key] = _clean(item)
                except PydanticCustomError as error:
                    raise Invalid.field(key, error.message()) from None
        return {key: item for key, item in kept.items() if item != ""}


def expected_version(request: HttpRequest) -> int | None:
    """The version in `If-Match`, or None when the client asks for no check.

    Raises Invalid for a value that no answer of ours has given.
    """
    header = request.headers.get("If-Match", "").strip()
    if header in {"", "*"}:
        return None
    match = re.fullmatch(r'(?:W/)?"?([0-9]{1,10})"?', header)
    if not match:
        raise Invalid.field("If-Match", "must be the ETag of an earlier answer")
    return int(match[1])


# --- output ---------------------------------------------------------------------------------------


def encode(value: Any) -> bytes:
    """JSON of the wire: instants in UTC with Z."""
    return orjson.dumps(value, option=_JSON)


def json_answer(value: Any, status: int = 200) -> HttpResponse:
    """An answer that skips the response model: for hot reads, whose shape a test checks instead."""
    return HttpResponse(encode(value), status=status, content_type="application/json")


def utc(value: datetime) -> datetime:
    return value.astimezone(UTC)


class _Renderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return encode(data)


class _Parser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        body = orjson.loads(request.body)
        if _is_deeper(body, DEPTH):
            raise Invalid.field("body", f"must not be nested deeper than {DEPTH} levels")
        return body


def _is_deeper(body: Any, levels: int) -> bool:
    """Whether lists and objects stand in each other so often. Level by level, so that no nesting is too deep for us."""
    level = [body]
    for _ in range(levels):
        level = [
            item
            for node in level
            for item in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())
            if isinstance(item, dict | list)
        ]
        if not level:
            return False
    return True


class Api(NinjaAPI):
    """The one API: JSON both ways, one error body, an ETag on everything that has a version."""

    def __init__(self, **options: Any) -> None:
        super().__init__(renderer=_Renderer(), parser=_Parser(), **options)
        self._schemas: dict[str, OpenAPISchema] = {}
        self.add_exception_handler(Refusal, self._refused)
        self.add_exception_handler(ValidationError, self._not_valid)
        self.add_exception_handler(AuthenticationError, lambda request, _: refused(NotSignedIn()))
        self.add_exception_handler(HttpError, self._not_readable)
        self.add_exception_handler(Exception, self._unforeseen)

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response = super().create_response(request, data, **options)
        if isinstance(data, dict) and isinstance(data.get("version"), int):
            response["ETag"] = f'"{data["version"]}"'
        return response

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the view function: short, stable, and what generated clients call it."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Worked out once, which takes a second; whoever is given it leaves it as it is."""
        key = repr(sorted(options.items()))
        if key not in self._schemas:
            self._schemas[key] = documented(super().get_openapi_schema(**options))
        return self._schemas[key]

    def _refused(self, request: HttpRequest, refusal: Any) -> HttpResponse:
        return refused(refusal)

    def _not_valid(self, request: HttpRequest, error: Any) -> HttpResponse:
        errors: dict[str, list[str]] = {}
        for item in error.errors:
            errors.setdefault(_field_of(item["loc"]), []).append(item["msg"].removeprefix("Value error, "))
        name, messages = next(iter(errors.items()))
        return refused(Invalid(f"{name}: {messages[0]}", errors=errors))

    def _not_readable(self, request: HttpRequest, error: Any) -> HttpResponse:
        """The framework's own refusals: a body that cannot be parsed, too many requests."""
        if error.status_code == TooMany.status:
            return refused(TooMany())
        if isinstance(error.__cause__, RequestDataTooBig):
            return refused(TooLarge())
        if isinstance(error.__cause__, Refusal):
            return refused(error.__cause__)
        return refused(Invalid.field("body", "must be valid JSON"))

    def _unforeseen(self, request: HttpRequest, error: Any) -> HttpResponse:
        refusal = refusal_of(error)
        if refusal is None:
            raise error
        return refused(refusal)


# Where the framework says a value came from, and how our functions call what they parse it into.
_SOURCES = {"body", "query", "path", "form", "file", "header", "cookie"}
_PARAMETERS = {"body", "filters", "form", "window", "options"}


def _field_of(place: tuple[int | str, ...]) -> str:
    """The name of a field as its client knows it: `times.0.start`, not `body.body.times.0.start`."""
    parts = [str(part) for part in place]
    if parts and parts[0] in _SOURCES:
        parts = parts[1:]
    if len(parts) > 1 and parts[0] in _PARAMETERS:
        parts = parts[1:]
    return ".".join(parts) or "body"


def refusal_of(error: BaseException | None) -> Refusal | None:
    """What an error of the database or the queue means to a client; None when it was not foreseen."""
    while error is not None:
        if isinstance(error, Refusal):
            return error
        if isinstance(error, UNREACHABLE):
            log.warning("unreachable", error=f"{type(error).__name__}: {error}".strip())
            return Unavailable(retry_after=2)
        if isinstance(error, RequestDataTooBig):
            return TooLarge()
        if isinstance(error, DataError):  # PostgreSQL cannot hold the value: out of range, a NUL
            log.warning("value refused by the database", kind=type(error.__cause__ or error).__name__)
            return Invalid("A value lies outside of what can be stored")
        error = error.__cause__
    return None


def refused(refusal: Refusal) -> HttpResponse:
    response = HttpResponse(encode(refusal.body()), status=refusal.status, content_type="application/json")
    response.refusal_code = refusal.code  # type: ignore[attr-defined]  # for who counts them
    if retry_after := refusal.more.get("retry_after"):
        response["Retry-After"] = str(retry_after)
    return response
