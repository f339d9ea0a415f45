"""Bodies that are right, from what the schema says of them."""

from typing import Any

INSTANTS = {"start_time": "2027-03-01T10:00:00Z", "end_time": "2027-03-01T11:00:00Z"}


def made_body(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """The required members of a body, as its schema describes them."""
    if "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    return {name: _made(schema["properties"][name], components) for name in schema.get("required", [])}


def _made(schema: dict[str, Any], components: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _made(components[schema["$ref"].rpartition("/")[2]], components)
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return _made(schema["anyOf"][0], components)
    by_format = {"email": "somebody@example.org", "date-time": INSTANTS["start_time"], "date": "2027-03-01"}
    if schema.get("format") in by_format:
        return by_format[schema["format"]]
    return {"string": "Something", "integer": 1, "number": 1, "boolean": False, "array": [], "object": {}}[
        schema["type"]
    ]
