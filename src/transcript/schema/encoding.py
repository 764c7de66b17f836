"""Plain data as JSON text of a version, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import regex

from transcript.errors import SchemaError
from transcript.schema.plain import type_name

SCHEMA_VERSION = 1

_SURROGATE = regex.compile(r"[\ud800-\udfff]")


def to_json(
    data: Mapping[str, Any], *, indent: int | None = None, key: str = "schema_version", version: int = SCHEMA_VERSION
) -> str:
    """JSON of plain data, its version first under *key*; the same text for the same data. Lone surrogates are escaped."""
    versioned = {key: version, **data}
    text = json.dumps(versioned, ensure_ascii=False, allow_nan=False, indent=indent)
    escaped: str = _SURROGATE.sub(lambda lone: f"\\u{ord(lone.group()):04x}", text)
    return escaped


def from_json(text: str | bytes, *, key: str = "schema_version", version: int = SCHEMA_VERSION) -> dict[str, Any]:
    """The plain data of a JSON text whose *key* says that it is of this *version*.

    Raises:
        SchemaError: If *text* is no JSON object, or of another version.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        line = error.doc.split("\n")[error.lineno - 1]
        msg = f"not JSON: {error.msg}"
        raise SchemaError(msg, line=error.lineno, column=error.colno, text=line) from None
    except (ValueError, RecursionError) as error:
        msg = f"not JSON: {error}"
        raise SchemaError(msg) from None
    if type(data) is not dict:
        msg = f"$: expected object, found {type_name(data)}"
        raise SchemaError(msg)
    found = data.pop(key, None)
    if type(found) is not int or found != version:
        msg = f"$.{key}: expected {version}, found {found!r:.40}"
        newer = type(found) is int and found > version
        raise SchemaError(f"{msg}: written by a newer version of transcript" if newer else msg)
    return data


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        msg = f"a key stands twice among {', '.join(name for name, _ in pairs)}"
        raise ValueError(msg)
    return data


def _no_number(word: str) -> NoReturn:
    msg = f"{word} is no number"
    raise ValueError(msg)
