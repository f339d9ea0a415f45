"""What the framework leaves out of the description of the API."""

from typing import Any

from ninja.openapi.schema import OpenAPISchema

_PROBLEM = {
    "title": "Problem",
    "type": "object",
    "description": "The body of every error. More members may follow, such as `conflicts`.",
    "properties": {
        "detail": {"type": "string", "description": "One sentence a person can read; it names a wrong field."},
        "code": {"type": "string", "description": "Stable; for programs."},
        "errors": {
            "type": "object",
            "description": "Only for invalid input: what is wrong, by field.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "required": ["detail", "code"],
}
_PROBLEM_CONTENT = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_REFUSED = {
    "description": "Refused: 401 not signed in, 403 not allowed, 404 not found, 409 conflict, 412 stale, "
    "422 invalid input, 429 too many attempts, 503 not available at the moment",
    "content": _PROBLEM_CONTENT,
}
_CHANGING = {"patch", "delete", "put"}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "description": "The ETag that was read; 412 when it is no longer the current one.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
}
_IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "The same key with the same request within a day gives the first answer again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}


def documented(schema: OpenAPISchema) -> OpenAPISchema:
    """Add what every operation has: error answers, and the headers that guard against doing things twice."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = _PROBLEM
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            operation["responses"] = _in_order({**operation["responses"], "default": _REFUSED})
            for status, answer in operation["responses"].items():
                if status[0] in "45":
                    answer.setdefault("content", _PROBLEM_CONTENT)
            operation["summary"] = _sentence(operation["summary"])
            if method in _CHANGING:
                operation["parameters"].append(_IF_MATCH)
            if method == "post" and operation.get("security"):
                operation["parameters"].append(_IDEMPOTENCY_KEY)
            _without_titles(operation)
    _without_titles(schemas)
    used: set[str] = set()
    _collect(schema["paths"], schemas, used)
    schema["components"]["schemas"] = {name: schemas[name] for name in sorted(used)}
    return schema


def _sentence(summary: str) -> str:
    """Summaries made from names of functions are in title case."""
    return summary.capitalize() if summary.istitle() else summary


def _collect(node: Any, schemas: dict[str, Any], used: set[str]) -> None:
    """The names of the schemas that something refers to; those of query parameters have been taken apart."""
    if isinstance(node, dict):
        name = str(node.get("$ref", "")).rpartition("/")[2]
        if name in schemas and name not in used:
            used.add(name)
            _collect(schemas[name], schemas, used)
        for value in node.values():
            _collect(value, schemas, used)
    elif isinstance(node, list):
        for value in node:
            _collect(value, schemas, used)


def _in_order(responses: dict[Any, Any]) -> dict[str, Any]:
    return {str(status): responses[status] for status in sorted(responses, key=str)}


def _without_titles(node: Any) -> None:
    """Titles made from names say nothing twice, and double the size of the document."""
    if isinstance(node, dict):
        if isinstance(node.get("title"), str) and ("type" in node or "anyOf" in node or "$ref" in node):
            del node["title"]
        for value in node.values():
            _without_titles(value)
    elif isinstance(node, list):
        for value in node:
            _without_titles(value)
