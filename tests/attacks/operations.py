"""Every operation of the API, as the schema tells it."""

import re
from typing import Any

from backend.api import api

SCHEMA = api.get_openapi_schema()
COMPONENTS = SCHEMA["components"]["schemas"]
OPERATIONS: dict[str, dict[str, Any]] = {
    f"{method.upper()} {path}": operation
    for path, operations in SCHEMA["paths"].items()
    for method, operation in operations.items()
}
UNSAFE = [name for name in OPERATIONS if not name.startswith("GET ")]


def with_ids(path: str, ids: Any = 1) -> str:
    return re.sub(r"{(\w+)}", str(ids), path)


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for; of a choice with null, the other."""
    if "$ref" in schema:
        return resolved(COMPONENTS[schema["$ref"].rpartition("/")[2]])
    others = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    return resolved(others[0]) if len(others) == 1 else schema


def body_of(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return resolved(content["application/json"]["schema"]) if "application/json" in content else {}


def answer_of(operation: dict[str, Any]) -> dict[str, Any]:
    good = next((answer for status, answer in operation["responses"].items() if status[0] == "2"), {})
    content = good.get("content", {}).get("application/json")
    return resolved(content["schema"]) if content else {}
