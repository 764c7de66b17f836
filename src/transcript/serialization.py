"""Records as plain data and JSON, derived from the fields of their attrs classes: strict, versioned, described by a JSON Schema.

A value is written as an object with a key for each field, in order; a tuple as an array; a date as ISO 8601. A field with the
metadata `by_id` holds only the `id` of a value that stands in a field marked `read_first`; one with `saved` False is left out. Reading is strict: no key may
be unknown or missing, but for one with `since`, the version that added it, which gets its default; no value is coerced, and an error names the path to it
(`$.turns[3].start_ms`). The JSON Schema (2020-12) ships as `record.schema.json`.
"""

from __future__ import annotations

import datetime
import json
import types
import typing
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import attrs
import regex

from transcript.errors import SchemaError, SourceError

Value = TypeVar("Value")
_Known = dict[type, dict[str, Any]]  # the values read so far that have an id
_Write = Callable[[Any], Any]
_Read = Callable[[Any, _Known], Any]

_DATE = regex.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
_NAMES = {str: "str", int: "int", float: "float", bool: "bool", type(None): "null", list: "array", dict: "object"}


def to_plain(value: Any) -> Any:
    """Convert an attrs value to dicts, lists, strings, numbers, booleans and None.

    Args:
        value: The value.

    Returns:
        The plain data.
    """
    kind: Any = type(value)
    return _writer(kind)(value)


def from_plain(kind: type[Value], data: object, *, at: str = "$") -> Value:
    """Make the value of class *kind* that `to_plain` converted to *data*.

    Args:
        kind: An attrs class.
        data: Plain data: dicts, lists and scalars.
        at: The path to the value, for messages.

    Returns:
        The value.

    Raises:
        SchemaError: If *data* is anything else; it names the path.
    """
    try:
        hint: Any = kind
        value: Value = _reader(hint)(data, {})
    except FaultError as fault:
        raise SchemaError(fault.at(at)) from None
    return value


class FaultError(Exception):
    """A fault of a datum; the path to it grows while the error rises."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self.path: list[str] = []

    def at(self, root: str) -> str:
        """Return the message with the path from *root*.

        Args:
            root: The path to the whole value.

        Returns:
            The message.
        """
        return f"{root}{''.join(reversed(self.path))}: {self.message}"


def _expected(what: str, data: object) -> NoReturn:
    found = type_name(data)
    shown = f" {data!r:.40}" if isinstance(data, str | int | float) and not isinstance(data, bool) else ""
    msg = f"expected {what}, found {found}{shown}"
    raise FaultError(msg)


@cache
def _writer(hint: Any) -> _Write:
    """Return how values of a type are written."""
    if attrs.has(hint):
        return _object_writer(hint)
    if typing.get_origin(hint) is tuple:
        one = _writer(typing.get_args(hint)[0])
        return lambda values: [one(value) for value in values]
    if inner := optional(hint):
        some = _writer(inner)
        return lambda value: None if value is None else some(value)
    if hint is datetime.date:
        return datetime.date.isoformat
    return lambda value: value


def _object_writer(kind: type) -> _Write:
    fields = [(f.name, _by_id if f.metadata.get("by_id") else _writer(hint)) for f, hint in typed_fields(kind)]
    return lambda value: {name: write(getattr(value, name)) for name, write in fields}


def _by_id(value: Any) -> str:
    identity: str = value.id
    return identity


@cache
def _reader(hint: Any) -> _Read:
    """Return how values of a type are read."""
    if attrs.has(hint):
        return _object_reader(hint)
    if typing.get_origin(hint) is tuple:
        return _array_reader(_reader(typing.get_args(hint)[0]))
    if inner := optional(hint):
        some = _reader(inner)
        return lambda data, known: None if data is None else some(data, known)
    return {str: _read_str, int: _read_int, float: _read_float, bool: _read_bool, datetime.date: _read_date}[hint]


def _read_str(data: Any, _: _Known) -> str:
    return data if type(data) is str else _expected("str", data)


def _read_int(data: Any, _: _Known) -> int:
    return data if type(data) is int else _expected("int", data)


def _read_float(data: Any, _: _Known) -> float:
    return float(data) if type(data) in (float, int) else _expected("float", data)


def _read_bool(data: Any, _: _Known) -> bool:
    return data if type(data) is bool else _expected("bool", data)


def _read_date(data: Any, _: _Known) -> datetime.date:
    if type(data) is not str or not _DATE.fullmatch(data):
        _expected("a date as 2031-06-18", data)
    try:
        return datetime.date.fromisoformat(data)
    except ValueError as error:
        raise FaultError(str(error)) from None


def _array_reader(one: _Read) -> _Read:
    def read(data: Any, known: _Known) -> tuple[Any, ...]:
        if type(data) is not list:
            _expected("array", data)
        values = []
        try:
            for item in data:
                values.append(one(item, known))  # noqa: PERF401 - the index of a fault is the length so far
        except FaultError as fault:
            fault.path.append(f"[{len(values)}]")
            raise
        return tuple(values)

    return read


def _object_reader(kind: type) -> _Read:
    ordered = sorted(typed_fields(kind), key=lambda typed: not typed[0].metadata.get("read_first"))
    fields = {f.name: _reference_reader(hint) if f.metadata.get("by_id") else _reader(hint) for f, hint in ordered}
    later = {f.name for f, _ in ordered if f.metadata.get("since")}

    def read(data: Any, known: _Known) -> Any:
        if type(data) is not dict:
            _expected("object", data)
        if data.keys() != fields.keys():
            _check_keys(data, fields, later)
        values = {}
        name = ""
        try:
            for name, read_field in fields.items():
                if name in data:
                    values[name] = read_field(data[name], known)
        except FaultError as fault:
            fault.path.append(f".{name}")
            raise
        return _built(kind, values, known)

    return read


def _built(kind: type, values: Mapping[str, Any], known: _Known) -> Any:
    try:
        value = kind(**values)
    except ValueError as error:
        fault = FaultError(str(error.args[0]))
        fault.path += [f".{arg.name}" for arg in error.args[1:2] if isinstance(arg, attrs.Attribute)]
        raise fault from None
    if "id" in values and known.setdefault(kind, {}).setdefault(values["id"], value) is not value:
        msg = f"two with the id {values['id']!r}"
        raise FaultError(msg)
    return value


def _reference_reader(hint: type) -> _Read:
    def read(data: Any, known: _Known) -> Any:
        found = known.get(hint, {}).get(_read_str(data, known))
        if found is None:
            msg = f"no {hint.__name__.lower()} with the id {data!r}; expected one of: {', '.join(known.get(hint, {}))}"
            raise FaultError(msg)
        return found

    return read


def _check_keys(data: Mapping[str, Any], fields: Iterable[str], later: Container[str]) -> None:
    """Refuse an unknown key, and a missing one unless a later version added it."""
    missing = [name for name in fields if name not in data and name not in later]
    if missing:
        msg = f"key {missing[0]!r} is missing"
        raise FaultError(msg)
    unknown = [name for name in data if name not in set(fields)]
    if unknown:
        msg = f"unknown key {unknown[0]!r:.60}; expected: {', '.join(fields)}"
        raise FaultError(msg)


def typed_fields(kind: type) -> Iterator[tuple[attrs.Attribute[Any], Any]]:
    """List the saved fields of an attrs class.

    Args:
        kind: An attrs class.

    Yields:
        Each field with its type.
    """
    hints = typing.get_type_hints(kind)
    return ((field, hints[field.name]) for field in attrs.fields(kind) if field.metadata.get("saved", True))


def optional(hint: Any) -> Any:
    """Return the other type of a union with None.

    Args:
        hint: A type annotation.

    Returns:
        The type; None if the hint is no such union.
    """
    some = [arg for arg in typing.get_args(hint) if arg is not types.NoneType]
    return some[0] if isinstance(hint, types.UnionType) and len(some) == 1 else None


def type_name(data: object) -> str:
    """Return the name that JSON gives to the type of plain data.

    Args:
        data: Plain data: dicts, lists and scalars.

    Returns:
        The name.
    """
    return _NAMES.get(type(data), type(data).__name__)


SCHEMA_VERSION = 2
"""2 added the candidates of a turn and `speaker_confidence`; records of version 1 are read."""

_SURROGATE = regex.compile(r"[\ud800-\udfff]")


def to_json(
    data: Mapping[str, Any], *, indent: int | None = None, key: str = "schema_version", version: int = SCHEMA_VERSION
) -> str:
    """Write plain data as JSON, its version first; the same data gives the same text. Lone surrogates are escaped.

    Args:
        data: Plain data: dicts, lists and scalars.
        indent: How many spaces to indent by; None writes one line.
        key: The key under which the version stands.
        version: The version that is written and read.

    Returns:
        The JSON.
    """
    versioned = {key: version, **data}
    text = json.dumps(versioned, ensure_ascii=False, allow_nan=False, indent=indent)
    escaped: str = _SURROGATE.sub(lambda lone: f"\\u{ord(lone.group()):04x}", text)
    return escaped


def from_json(text: str | bytes, *, key: str = "schema_version", version: int = SCHEMA_VERSION) -> dict[str, Any]:
    """Read the plain data of a JSON text whose *key* names this *version* or an earlier one.

    Args:
        text: The JSON.
        key: The key under which the version stands.
        version: The version that is written and read.

    Returns:
        The data, without the version.

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
    if type(found) is not int or not 1 <= found <= version:
        msg = f"$.{key}: expected {' or '.join(map(str, range(1, version + 1)))}, found {found!r:.40}"
        newer = type(found) is int and found > version
        raise SchemaError(f"{msg}: written by a newer version of transcript" if newer else msg)
    return data


def load(path: str | Path, *, read: Callable[[bytes], Value]) -> Value:
    """Read a file and convert its bytes.

    Args:
        path: The file.
        read: Makes a value of the bytes.

    Returns:
        The value that *read* returned.

    Raises:
        SchemaError: As *read* raises it; it names the file.
        SourceError: If the file cannot be opened.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        msg = f"cannot open the file: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error
    try:
        return read(data)
    except SchemaError as error:
        error.source = str(path)
        raise


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        msg = f"a key stands twice among {', '.join(name for name, _ in pairs)}"
        raise ValueError(msg)
    return data


def _no_number(word: str) -> NoReturn:
    msg = f"{word} is no number"
    raise ValueError(msg)


_SCALARS: dict[Any, dict[str, str]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "format": "date"},
}
_BOUNDS = {">=": "minimum", "<=": "maximum"}


def json_schema(kind: type, *, title: str) -> dict[str, Any]:
    """Build the JSON Schema of what `to_json` writes of a class.

    Args:
        kind: An attrs class.
        title: The title of the schema.

    Returns:
        The schema.
    """
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
    """Return what a field's validator says, as far as JSON Schema can say it."""
    if options := getattr(validator, "options", None):
        return {"enum": list(options)}
    if (bound := getattr(validator, "bound", None)) is not None:
        return {_BOUNDS[validator.compare_op]: bound}
    found: dict[str, Any] = {}
    for part in getattr(validator, "_validators", ()):
        found |= _limits(part)
    return found


def record_schema() -> dict[str, Any]:
    """Return the JSON Schema of a saved record, for other tools to check it with.

    Returns:
        The schema.
    """
    schema: dict[str, Any] = json.loads(files("transcript").joinpath("record.schema.json").read_text(encoding="utf-8"))
    return schema
