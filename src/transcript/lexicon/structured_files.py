"""TOML and JSON: tables of entries, or lists of words, in sections whose names say what they hold.

    [[person]]                          {"person": [{"term": "乔若川", "title": "处长"}],
    term = "乔若川"                       "terms": ["惠民通", "石桥镇"]}
    title = "处长"

A JSON file may also be a list of words or of entries, one entry a line, or an object from words to weights or to lists of what
is heard instead. Keys may be English or Chinese, as the headers of a table.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import attrs
import regex

from transcript.lexicon.spreadsheets import (
    IGNORED,
    IMPLIED_TYPE,
    KEYS,
    SECTIONS,
    Misshape,
    Place,
    Sheet,
    place_at,
    plain,
)

_TOML_PLACE = regex.compile(r"\(at (?:line (?P<line>[0-9]+), column (?P<column>[0-9]+)|end of document)\)")
_TOML_HEAD = regex.compile(r'(?m)^[ \t]*\[\[[ \t]*(?:"([^"\n]*)"|([\w-]+))[ \t]*\]\]')
_Where = tuple[str | None, int]
"""Section, and the number of the item in it."""


@attrs.frozen
class _Item:
    where: _Where
    record: dict[str, Any]


def read_toml(text: str) -> Sheet:
    """Read a TOML file.

    Args:
        text: The text of the file.

    Returns:
        The records, with their places.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _broken(_toml_place(text, str(error)), f"not TOML: {_TOML_PLACE.sub('', str(error)).strip()}")
    places = _TomlPlaces(text)
    return _sheet(data, places, order=places.order)


def read_json(text: str) -> Sheet:
    """Read a JSON file, or one with a JSON object a line.

    Args:
        text: The text of the file.

    Returns:
        The records, with their places.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        return _read_json_lines(text) or _broken(_json_place(error), f"not JSON: {error}")
    return _sheet(data, _JsonPlaces(text))


def _read_json_lines(text: str) -> Sheet | None:
    """The sheet of a file with an object a line; None if its first line is no object."""
    items: list[Any] = []
    lines: list[int] = []
    faults: list[Misshape] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            items.append(json.loads(line))
            lines.append(number)
        except (ValueError, RecursionError) as error:
            if not items:
                return None
            faults.append(Misshape((number, _json_place(error)[1]), f"not JSON: {error}"))
    sheet = _sheet(items, lambda where, _key: (lines[where[1]], 1))
    return attrs.evolve(sheet, misshapes=(*sheet.misshapes, *faults))


def _json_place(error: Exception) -> Place:
    return (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)


def _broken(place: Place, message: str) -> Sheet:
    return Sheet(records=[], locate=lambda _n, _k: place, misshapes=(Misshape(place, message),))


def _toml_place(text: str, message: str) -> Place:
    found = _TOML_PLACE.search(message)
    if found and found["line"]:
        return int(found["line"]), int(found["column"])
    return place_at(text, len(text))


def _sheet(
    data: Any, places: Callable[[_Where, str | None], Place], *, order: Callable[[_Where], int] | None = None
) -> Sheet:
    """The items of parsed data, in its order or in the given one."""
    items: list[_Item] = []
    faults: list[Misshape] = []
    for found in _items(data):
        if isinstance(found, _Item):
            items.append(found)
        else:
            faults.append(Misshape(places(*found[:2]), found[2]))
    if order:
        items.sort(key=lambda item: order(item.where))
    return Sheet(
        records=[item.record for item in items],
        locate=lambda number, key: places(items[number].where, key),
        misshapes=tuple(faults),
    )


_Fault = tuple[_Where, str | None, str]


def _items(data: Any) -> Iterator[_Item | _Fault]:
    if isinstance(data, list):
        yield from _listed(data, None, None)
    elif not isinstance(data, dict):
        yield (None, 0), None, f"expected a list or an object of entries, found {data!r:.40}"
    elif any(KEYS.get(plain(key)) == "term" and isinstance(value, str) for key, value in data.items()):
        yield from _listed([data], None, None)
    elif data and not any(plain(key) in SECTIONS for key in data):
        yield from _mapped(data)
    else:
        for key, value in data.items():
            if plain(key) not in SECTIONS:
                yield (key, 0), None, f'unknown section "{key}": known are {", ".join(SECTIONS)}'
            else:
                yield from _listed(value if isinstance(value, list) else [value], key, SECTIONS[plain(key)])


def _listed(items: list[Any], section: str | None, kind: str | None) -> Iterator[_Item | _Fault]:
    for number, item in enumerate(items):
        where = (section, number)
        if isinstance(item, str):
            yield _Item(where, {"term": item} | ({"type": kind} if kind else {}))
        elif isinstance(item, Mapping):
            yield _Item(where, _record(item, kind))
        else:
            yield where, None, f"expected an entry or a word, found {item!r:.40}"


def _record(item: Mapping[str, Any], kind: str | None) -> dict[str, Any]:
    """The item under the keys of the library; unknown keys stay, to be reported."""
    record: dict[str, Any] = {"type": kind} if kind else {}
    for key, value in item.items():
        word = plain(key)
        if word in IMPLIED_TYPE:
            record.setdefault("type", IMPLIED_TYPE[word])
        if word not in IGNORED:
            record[KEYS.get(word, key)] = value
    return record


def _mapped(data: Mapping[str, Any]) -> Iterator[_Item | _Fault]:
    for number, (word, value) in enumerate(data.items()):
        where = (word, number)
        if isinstance(value, list):
            yield _Item(where, {"term": word, "heard_as": value})
        elif isinstance(value, int | float) and not isinstance(value, bool):
            yield _Item(where, {"term": word, "weight": value})
        else:
            yield (
                where,
                None,
                f'after "{word}" expected a weight or a list of what is heard instead, found {value!r:.40}',
            )


class _JsonPlaces:
    """Finds the items of a JSON text again, section by section: only asked when there is a fault to show."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: dict[str | None, list[int]] = {}

    def __call__(self, where: _Where, key: str | None) -> Place:
        section, number = where
        if section not in self._starts:
            self._starts[section] = list(self._items_of(section))
        starts = self._starts[section]
        start = (
            starts[number] if number < len(starts) else max(0, self._text.find(json.dumps(section, ensure_ascii=False)))
        )
        return place_at(self._text, self._key_from(start, key))

    def _items_of(self, section: str | None) -> Iterator[int]:
        opening = regex.compile(
            r"\s*\[" if section is None else f"{regex.escape(json.dumps(section, ensure_ascii=False))}\\s*:\\s*\\["
        )
        found = opening.search(self._text)
        at = found.end() if found else len(self._text)
        decoder = json.JSONDecoder()
        while at < len(self._text):
            at += len(self._text[at : at + 200]) - len(self._text[at : at + 200].lstrip(" \t\r\n,"))
            try:
                _, end = decoder.raw_decode(self._text, at)
            except json.JSONDecodeError:
                return
            yield at
            at = end

    def _key_from(self, start: int, key: str | None) -> int:
        names = (json.dumps(word, ensure_ascii=False) for word in _names_of(key))
        found = [at for name in names if (at := self._text.find(name, start, start + 2000)) >= 0]
        return min(found, default=start)


class _TomlPlaces:
    """Finds the tables of a TOML text again."""

    def __init__(self, text: str) -> None:
        self._text = text

    def order(self, where: _Where) -> int:
        """A number that is larger for what stands later in the file; TOML itself gathers the tables of one name."""
        section, number = where
        heads = self._heads.get(section or "", ())
        return heads[number] if number < len(heads) else 0

    @cached_property
    def _heads(self) -> dict[str, list[int]]:
        """Where the tables of each name stand."""
        heads: dict[str, list[int]] = {}
        for head in _TOML_HEAD.finditer(self._text):
            heads.setdefault(head[1] or head[2], []).append(head.start())
        return heads

    def __call__(self, where: _Where, key: str | None) -> Place:
        section, number = where
        name = regex.escape(section or "")
        heads = list(regex.finditer(rf"(?m)^[ \t]*\[\[[ \t]*\"?{name}\"?[ \t]*\]\]", self._text))
        if number >= len(heads):
            listed = regex.search(rf"(?m)^[ \t]*\[?\"?{name}\"?", self._text)
            return place_at(self._text, listed.start() if listed else 0)
        start = heads[number].start()
        end = heads[number + 1].start() if number + 1 < len(heads) else len(self._text)
        names = "|".join(regex.escape(word) for word in _names_of(key))
        found = regex.compile(rf"(?m)^[ \t]*\"?(?:{names})\"?[ \t]*=").search(self._text, start, end) if names else None
        return place_at(self._text, found.start() if found else start)


def _names_of(key: str | None) -> list[str]:
    """The words under which a key may stand in a file."""
    return [key, *(word for word, meaning in KEYS.items() if meaning == key and word != key)] if key else []
