"""Records as plain data and JSON: strict, versioned, described by a JSON Schema that ships as `record.schema.json`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from transcript.schema.description import json_schema
from transcript.schema.encoding import SCHEMA_VERSION, from_json, to_json
from transcript.schema.plain import from_plain, optional, to_plain, type_name, typed_fields

__all__ = [
    "SCHEMA_VERSION",
    "from_json",
    "from_plain",
    "json_schema",
    "optional",
    "record_schema",
    "to_json",
    "to_plain",
    "type_name",
    "typed_fields",
]


def record_schema() -> dict[str, Any]:
    """The JSON Schema of a saved record, for other tools to check it with."""
    schema: dict[str, Any] = json.loads(files(__name__).joinpath("record.schema.json").read_text(encoding="utf-8"))
    return schema
