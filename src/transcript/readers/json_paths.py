"""Paths into JSON: `segments[].speaker.name|segments[].speaker`.

A step is a key, `[]` for every item of a list, or a number for one; `|` parts alternatives. A text on the way that holds JSON is gone through.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any


def walk(node: Any, path: str) -> Iterator[Any]:
    """Every value at the first alternative of *path* that leads somewhere.

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
    """A function from a node to the first value at *path*, None if there is none.

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
