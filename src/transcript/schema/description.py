"""The JSON Schema (2020-12) of plain data, derived from the same fields as the data."""

from __future__ import annotations

import datetime
import typing
from typing import Any

import attrs

from transcript.schema.encoding import SCHEMA_VERSION
from transcript.schema.plain import optional, typed_fields

_SCALARS: dict[Any, dict[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "format": "date"},
}
_BOUNDS = {">=": "minimum", "<=": "maximum"}


def json_schema(kind: type, *, title: str) -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes of a class."""
    definitions: dict[str, Any] = {}
    root = _object_schema(kind, definitions)
    version = {"schema_version": {"const": SCHEMA_VERSION}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:transcript:{title}:{SCHEMA_VERSION}",
        "title": title,
        **root,
        "properties": {**version, **root["properties"]},
        "required": ["schema_version", *root["required"]],
        "$defs": dict(sorted(definitions.items())),
    }


def _object_schema(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {}
    for field, hint in typed_fields(kind):
        schema = {"type": "string"} if field.metadata.get("by_id") else _schema(hint, definitions)
        properties[field.name] = {**schema, **_limits(field.validator)}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if attrs.has(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = _object_schema(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(typing.get_args(hint)[0], definitions)}
    if inner := optional(hint):
        return {"anyOf": [_schema(inner, definitions), {"type": "null"}]}
    return dict(_SCALARS[hint])


def _limits(validator: Any) -> dict[str, Any]:
    """What a field's validator says, as far as JSON Schema can say it."""
    if options := getattr(validator, "options", None):
        return {"enum": list(options)}
    if (bound := getattr(validator, "bound", None)) is not None:
        return {_BOUNDS[validator.compare_op]: bound}
    found: dict[str, Any] = {}
    for part in getattr(validator, "_validators", ()):
        found |= _limits(part)
    return found
