"""JSON as plain values: from a text, from objects in memory, and by paths into them.

A text is one JSON value, a value a line, or what Python printed. Objects in memory, mappings, data classes and named tuples become what JSON would
have made of them. A path such as `segments[].speaker.name|segments[].speaker` leads to values: a step is a key, `[]` for every item of a
list, or a number for one; `|` parts alternatives. A text on the way that holds JSON is gone through.
"""

from __future__ import annotations

import ast
import dataclasses
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import attrs
import regex

from transcript.errors import FormatError
from transcript.readers.timed_segments import to_ms

_IS_JSON = regex.compile(r"\s*(?:\{\s*(?:[\"'}]|[0-9]{1,9}\s*:\s*\{)|\[\s*[\[{(])")
_IS_REPR = regex.compile(r"\s*[\[{(][^']{0,400}'")
# A printed Python object that is longer takes too much memory to be read.
_LONGEST_REPR = 20_000_000
_LONGEST_SHOWN = 400  # characters of a line that an error quotes
_DEEPEST = 60  # nested values
# The key of FunASR's row of times, `[start, end]` a character.
_CHARACTER_TIMES = "timestamp"


def is_result(text: str) -> bool:
    """Tell whether *text* begins as a JSON object or a list of objects does.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return bool(_IS_JSON.match(text))


def as_json(value: Any, depth: int) -> Any:
    """Copy a value into dicts, lists and scalars.

    Args:
        value: A value.
        depth: How many values deep it lies.

    Returns:
        The copy.

    Raises:
        RecursionError: If values are nested too deep.
    """
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, Mapping):
        return _compact({str(key): as_json(item, depth + 1) for key, item in value.items()})
    if hasattr(value, "_asdict"):
        return as_json(value._asdict(), depth)
    if hasattr(value, "model_dump"):
        return as_json(value.model_dump(), depth)
    if dataclasses.is_dataclass(value) or attrs.has(type(value)):
        names = [
            field.name
            for field in (dataclasses.fields(value) if dataclasses.is_dataclass(value) else attrs.fields(type(value)))
        ]
        return as_json({name: getattr(value, name) for name in names}, depth)
    if hasattr(value, "tolist"):  # an array or a number of numpy
        return as_json(value.tolist(), depth + 1)
    if isinstance(value, Iterable) and not isinstance(value, bytes | bytearray):
        return [as_json(item, depth + 1) for item in value]
    return str(value)


def load_json(text: str) -> Any:
    """Parse a JSON text, or a text with a JSON value on each line.

    Args:
        text: The JSON.

    Returns:
        The value, or the list of the values.

    Raises:
        FormatError: If it is none; says where.
    """
    try:
        return json.loads(text, object_hook=_compact)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (values := _by_line(text)):
            return values
        if _IS_REPR.match(text) and (printed := _printed(text)) is not None:
            return printed
        raise _broken(text, error) from None
    except RecursionError:
        msg = "expected the result of a recogniser, found JSON nested too deeply to be one"
        raise FormatError(msg) from None
    except ValueError as error:  # a number of thousands of digits
        msg = f"expected JSON: {error}"
        raise FormatError(msg) from None


def _printed(text: str) -> Any:
    """The value that Python printed as *text*, or the values of its lines; None if it is none."""
    if len(text) > _LONGEST_REPR:
        return None
    for pieces in ([text], [line for line in text.splitlines() if line.strip()]):
        try:
            values = [ast.literal_eval(piece.strip()) for piece in pieces]
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        return as_json(values[0] if len(values) == 1 else values, 0)
    return None


def _compact(node: dict[str, Any]) -> dict[str, Any]:
    """The same object with its row of times as one array of starts and ends in turn, a tenth of the memory."""
    if _CHARACTER_TIMES in node:
        node[_CHARACTER_TIMES] = _flat(node[_CHARACTER_TIMES])
    return node


def _flat(pairs: Any) -> Any:
    if isinstance(pairs, str) and pairs.lstrip().startswith("[["):  # the list may be written as a text
        try:
            pairs = json.loads(pairs)
        except (ValueError, RecursionError):
            return pairs
    if not isinstance(pairs, list) or not any(isinstance(pair, list) for pair in pairs):
        return pairs
    if isinstance(pairs[0], list) and any(isinstance(time, str) for time in pairs[0]):
        return pairs  # words with their times
    try:
        return array("d", [time for start, end in pairs for time in (start, end)])
    except (TypeError, ValueError, OverflowError):  # some are no pairs of times
        timed = [[to_ms(time, unit=1) for time in pair] for pair in pairs if isinstance(pair, list) and len(pair) == 2]
        return array("d", [time for pair in timed if None not in pair for time in pair])


def _by_line(text: str) -> list[Any]:
    """The values of JSON Lines; none if a line is something else."""
    try:
        values = [json.loads(line, object_hook=_compact) for line in text.splitlines() if line.strip()]
        return _final(values)
    except (ValueError, RecursionError):
        return []


def _final(values: list[Any]) -> list[Any]:
    """The final results of a stream, without the guesses before them."""
    modes = [str(value.get("mode", "")) if isinstance(value, dict) else "" for value in values]
    if any(mode.endswith("offline") for mode in modes) and any(mode.endswith("online") for mode in modes):
        return [value for value, mode in zip(values, modes, strict=True) if not mode.endswith("online")]
    return values


def _broken(text: str, error: json.JSONDecodeError) -> FormatError:
    start = max(text.rfind("\n", 0, error.pos), text.rfind("\r", 0, error.pos)) + 1
    end = next((at for at in (text.find("\n", error.pos),) if at >= 0), len(text))
    shown = text[start:end] if end - start <= _LONGEST_SHOWN else None
    cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
    ends = " (is the file cut off?)" if cut else ""
    what = "something after the end of the JSON value" if error.msg == "Extra data" else error.msg
    return FormatError(f"broken JSON: {what}{ends}", line=error.lineno, column=error.colno, text=shown)


def walk(node: Any, path: str) -> Iterator[Any]:
    """Find every value at the first alternative of *path* that leads somewhere.

    Args:
        node: Where to start in the parsed JSON.
        path: Keys separated by dots, alternatives by bars.

    Yields:
        The values.

    Raises:
        ValueError: If a text on the way holds broken JSON.

    >>> list(walk({"a": [{"b": 1}, {"c": 2}, {"b": 3}]}, "x|a[].b"))
    [1, 3]
    """
    for steps in _alternatives(path):
        values = _follow(node, steps)
        for value in values:
            yield value
            yield from values
            return


@lru_cache(maxsize=256)
def reach(path: str) -> Callable[[Any], Any]:
    """Compile a path.

    Args:
        path: Keys separated by dots, alternatives by bars.

    Returns:
        A function from a node to the first value at *path*, None if there is none.

    >>> reach("cw.0.w")({"cw": [{"w": "好"}]})
    '好'
    """
    alternatives = _alternatives(path)
    if all(len(steps) == 1 for steps in alternatives):  # as the paths in a word are: a long recording has a million
        return partial(_get, key=alternatives[0][0], others=[steps[0] for steps in alternatives[1:]])
    return lambda node: next((value for value in walk(node, path) if value is not None), None)


def _get(node: dict[str, Any], *, key: str, others: Sequence[str]) -> Any:
    value = node.get(key)
    if value is not None or not others:
        return value
    return next((node[other] for other in others if node.get(other) is not None), None)


@lru_cache(maxsize=256)
def _alternatives(path: str) -> tuple[tuple[str, ...], ...]:
    paths = (way.replace("[]", ".[]").strip(".") for way in path.split("|"))
    return tuple(tuple(way.split(".")) if way else () for way in paths)


def _follow(node: Any, steps: tuple[str, ...]) -> Iterator[Any]:
    if not steps:
        yield node
        return
    step, rest = steps[0], steps[1:]
    if isinstance(node, str) and step != "[]" and node.lstrip().startswith("{"):
        node = json.loads(node)
    if step == "[]" and isinstance(node, list):
        for item in node:
            yield from _follow(item, rest)
    elif isinstance(node, dict) and step in node:
        yield from _follow(node[step], rest)
    elif isinstance(node, list | array) and step.lstrip("-").isdigit() and -len(node) <= int(step) < len(node):
        yield from _follow(node[int(step)], rest)
