"""Verify what a compiled lexicon holds before it is used: every field of its header, and the bounds of every array.

A checksum finds damage; a file that somebody made by hand may have a right checksum and arrays that point anywhere. Everything raises `ValueError`,
which the reader turns into one error. The work is a few passes over the arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.columns import Column
from transcript.lexicon.hash_table import Keys
from transcript.lexicon.index import SHORT, Index
from transcript.lexicon.records import FIELDS
from transcript.phonetics.confusions import syllable_costs

_COLUMN = {"rows": "<i8", "ends": "<i8", "text": "|u1"}
_INDEX = {
    "rows": "<i4",
    "kinds": "|u1",
    "people": "|b1",
    "weights": "<f4",
    "starts": "<i8",
    "points": "<u4",
    "codes": "<u2",
    "crowd": "<i8",
    "text": "|u1",
    "folded": "|u1",
}
_KEYS = {"hashes": "<u8", "firsts": "<i4", "forms": "<i4", "buckets": "<i4", "bitmap": "|u1"}
_TABLES = ("spelled", "sounds", "latin")
_TYPES = {
    **{f"column {key} {part}": dtype for key in FIELDS for part, dtype in _COLUMN.items()},
    **{f"index {part}": dtype for part, dtype in _INDEX.items()},
    **{f"{table} {part}": dtype for table in _TABLES for part, dtype in _KEYS.items()},
}
_REQUIRED = frozenset(name for name in _TYPES if not name.startswith("column ") or name.startswith("column term "))
_FIELDS = {
    "format": int,
    "size": int,
    "checksum": int,
    "fingerprint": str,
    "arrays": list,
    "numbers": dict,
    "problems": list,
}
_MOST_POINTS = 0x110000


def check_header(header: Any, *, size: int, aligned: int) -> None:
    """Verify the fields of a header.

    Args:
        header: As decoded from JSON.
        size: How many bytes follow it.
        aligned: On which boundaries arrays lie.

    Raises:
        ValueError: If a field is missing, of another type, or beyond the file.
    """
    _expect(isinstance(header, dict) and header.keys() == _FIELDS.keys(), "fields of the header")
    for name, kind in _FIELDS.items():
        _expect(type(header[name]) is kind, f"the type of {name}")
    _expect(header["size"] == size, f"{header['size']} bytes of arrays")
    _check_arrays(header["arrays"], size=size, aligned=aligned)
    _check_numbers(header["numbers"])
    for problem in header["problems"]:
        _expect(isinstance(problem, list) and len(problem) == 3, "a problem of three parts")
        kind, message, span = problem
        _expect(isinstance(kind, str) and isinstance(message, str), "a problem in words")
        _expect(
            span is None or (isinstance(span, list) and len(span) == 2 and _are_counts(span)), "a span of a problem"
        )
        _expect(span is None or span[0] <= span[1], "a span in order")


def _check_arrays(arrays: list[Any], *, size: int, aligned: int) -> None:
    """Arrays follow each other without gaps, each once, each of the type that its name has."""
    past, names = 0, set()
    for row in arrays:
        _expect(isinstance(row, list) and len(row) == 4, "an array of four fields")
        name, dtype, count, offset = row
        _expect(isinstance(name, str) and name not in names and _TYPES.get(name) == dtype, "a known array")
        _expect(_are_counts([count, offset]) and offset == past, "arrays one after the other")
        names.add(name)
        past += -(-count * np.dtype(dtype).itemsize // aligned) * aligned
    _expect(past == size, "arrays that fill the file")
    _expect(names >= _REQUIRED, "every array")
    for key in FIELDS:
        _expect(len({f"column {key} {part}" in names for part in _COLUMN}) == 1, "whole columns")


def _check_numbers(numbers: dict[str, Any]) -> None:
    _expect(numbers.keys() == {"longest", "broken_sizes", "same_script"}, "numbers of the index")
    _expect(_are_counts([numbers["longest"]]) and type(numbers["same_script"]) is bool, "numbers of the index")
    sizes = numbers["broken_sizes"]
    _expect(isinstance(sizes, list) and _are_counts(sizes), "sizes of forms")
    _expect(all(0 < size <= numbers["longest"] for size in sizes), "sizes of forms")
    _expect(all(a < b for a, b in pairwise(sizes)), "sizes of forms in order")


def check_columns(columns: Mapping[str, Column]) -> None:
    """Verify that columns are such as `Lexicon.from_records` makes.

    Raises:
        ValueError: If a row or an end lies outside, or a number is none.
    """
    count = len(columns["term"].rows)
    _expect(np.array_equal(columns["term"].rows, np.arange(count)), "a term for every row")
    for key, column in columns.items():
        _expect(len(column.rows) == len(column.ends), "a row for every text")
        _expect(_ascending(column.rows) and _within(column.rows, count), "rows of the lexicon")
        _expect(_ascending(column.ends) and _within(column.ends, len(column.text) + 1), "ends of texts")
        _expect(int(column.ends[-1] if len(column.ends) else 0) == len(column.text), "ends of texts")
        if key in ("weight", "count"):
            for text in dict.fromkeys(column):
                FIELDS[key].texts(FIELDS[key].value((text,)))


def check_index(index: Index, *, rows: int) -> None:
    """Verify that an index points nowhere but into itself and the columns.

    Args:
        index: The index.
        rows: Of the lexicon.

    Raises:
        ValueError: If a number lies outside what it points into.
    """
    count, length = len(index.rows), len(index.text)
    for per_form in (index.kinds, index.people, index.weights):
        _expect(len(per_form) == count, "a value for every form")
    _expect(_within(index.rows, rows) and _within(index.kinds, SHORT + 1), "rows and kinds of forms")
    _expect(bool(np.isfinite(index.weights).all()), "weights of forms")
    _expect(bool((index.people.view(np.uint8) <= 1).all()), "flags of people")
    _expect(len(index.starts) == count + 1 and index.starts[0] == 0 and index.starts[-1] == length, "starts of forms")
    sizes = np.diff(index.starts)
    _expect(bool((sizes > 1).all()) and int(sizes.max(initial=1)) - 1 == index.longest, "sizes of forms")
    _expect(len(index.folded) == len(index.points) == len(index.codes) == length, "a code for every character")
    _expect(
        _within(index.points, _MOST_POINTS) and _within(index.codes, len(syllable_costs()) << 3), "codes of characters"
    )
    _expect(len(index.crowd) == index.longest + 1 and _within(index.crowd, count + 1), "counts of sizes")
    for keys in (index.spelled, index.sounds, index.latin):
        _check_keys(keys, forms=count)


def _check_keys(keys: Keys, *, forms: int) -> None:
    count = len(keys.hashes)
    _expect(all(getattr(keys, field.name).ndim == 1 for field in attrs.fields(Keys)), "arrays")
    _expect(
        len(keys.firsts) == count + 1 and keys.firsts[0] == 0 and keys.firsts[-1] == len(keys.forms), "forms of hashes"
    )
    _expect(_ascending(keys.hashes) and _ascending(keys.firsts) and _within(keys.forms, forms), "forms of hashes")
    buckets = len(keys.buckets) - 1
    _expect(buckets > 1 and buckets & (buckets - 1) == 0, "buckets")
    _expect(keys.buckets[0] == 0 and keys.buckets[-1] == count and _ascending(keys.buckets), "buckets")
    _expect(len(keys.bitmap) > 1 and len(keys.bitmap) & (len(keys.bitmap) - 1) == 0, "a bitmap")


def _expect(holds: object, what: str) -> None:
    if not holds:
        msg = f"expected {what}"
        raise ValueError(msg)


def _are_counts(values: list[Any]) -> bool:
    return all(type(value) is int and 0 <= value < 1 << 62 for value in values)


def _ascending(values: NDArray[Any]) -> bool:
    return bool((values[1:] >= values[:-1]).all())


def _within(values: NDArray[Any], past: int) -> bool:
    """Whether all values lie between 0 and *past*, the latter excluded."""
    return not len(values) or (int(values.min()) >= 0 and int(values.max()) < past)
