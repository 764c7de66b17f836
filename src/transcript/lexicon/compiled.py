"""The compiled form of a lexicon: its columns and its index as one file of arrays, mapped into memory and used as they lie.

Layout: `MAGIC`; length and checksum of the header, four bytes each; the header, JSON: format, size, checksum of the arrays, fingerprint, name, type,
shape and offset of each array, problems; then the arrays, each on a boundary of 64 bytes. Nothing is used before both checksums, every field of the
header and the bounds of every array are verified: a checksum finds damage, but a file made by hand may have a right checksum and arrays that point
anywhere. The checks raise `ValueError`, which the reader turns into one error; they are a few passes over the arrays. The index follows from tables
of readings and confusions; the fingerprint names them, and where it is not ours the columns are kept and the index is made anew.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript import phonetics
from transcript.errors import LexiconError, SourceError
from transcript.files import saving
from transcript.lexicon.hash_table import Column, Keys
from transcript.lexicon.index import SHORT, Index
from transcript.lexicon.records import FIELDS
from transcript.model import Problem
from transcript.phonetics.phonetic_distance import syllable_costs
from transcript.text import Span

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
_MOST_POINTS = 0x110000  # code points of Unicode


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

    Args:
        columns: The columns of the lexicon by key.

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
    """Return whether all values lie between 0 and *past*, the latter excluded."""
    return not len(values) or (int(values.min()) >= 0 and int(values.max()) < past)


MAGIC = b"\x89lexicon\r\n\x1a\n\x00\x00\x00\x00"
FORMAT = 2  # version of the layout; another one is refused
INDEX_REVISION = 5  # of how hashes are made and which are kept

_ALIGNED = 64  # bytes to which columns are aligned, a line of cache
_NUMBER = 4  # bytes of a number of the preamble
_START = len(MAGIC) + 2 * _NUMBER
_TABLES_OF_SOUNDS = ("readings.tsv", "phrases.tsv", "confusions.tsv")

Array = NDArray[Any]


@attrs.frozen(eq=False, kw_only=True)
class Compiled:
    """The contents of a compiled file; no index if it was made with other tables of sounds."""

    columns: Mapping[str, Column]
    index: Index | None
    problems: tuple[Problem, ...]


def is_compiled(path: Path) -> bool:
    """Tell whether a file is a compiled lexicon.

    Args:
        path: The file.

    Returns:
        True if so.

    Raises:
        SourceError: If it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        msg = f"cannot read the file: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error


def write(path: Path, *, columns: Mapping[str, Column], index: Index, problems: tuple[Problem, ...]) -> None:
    """Write a compiled lexicon.

    Args:
        path: The file.
        columns: The columns of the lexicon by key.
        index: The index of the lexicon.
        problems: What a user should know of the lexicon.

    Raises:
        SourceError: If the file cannot be written.
    """
    arrays = dict(_arrays(columns, index))
    offset = checksum = 0
    described = []
    for name, array in arrays.items():
        described.append([name, array.dtype.str, len(array), offset])
        offset += _padded(array.nbytes)
        checksum = zlib.crc32(_padding(array), zlib.crc32(array.data, checksum))
    header = {
        "format": FORMAT,
        "size": offset,
        "checksum": checksum,
        "fingerprint": _fingerprint(),
        "arrays": described,
        "numbers": {
            "longest": index.longest,
            "broken_sizes": index.broken_sizes,
            "same_script": index.text == index.folded,
        },
        "problems": [[p.kind, p.message, p.span and [p.span.start, p.span.end]] for p in problems],
    }
    head = json.dumps(header, ensure_ascii=False).encode("utf-8", "surrogatepass")
    head += b" " * (_padded(_START + len(head)) - _START - len(head))
    with saving(path) as file:
        file.write(MAGIC + b"".join(n.to_bytes(_NUMBER, "little") for n in (len(head), zlib.crc32(head))) + head)
        for array in arrays.values():
            file.write(array.data)
            file.write(_padding(array))


def read(path: Path) -> Compiled:
    """Map a compiled lexicon into memory.

    Args:
        path: The file.

    Returns:
        The contents.

    Raises:
        LexiconError: If the file is damaged, or of a format that this version does not know.
    """
    try:
        mapped = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
        header, body = _verified(mapped, path)
        arrays = {name: _array(body, dtype, count, offset) for name, dtype, count, offset in header["arrays"]}
        columns = _columns(arrays)
        check_columns(columns)
        index = _index(arrays, header["numbers"])
        check_index(index, rows=len(columns["term"]))
    except (ValueError, RecursionError) as error:
        if isinstance(error, LexiconError):
            raise
        msg = "the compiled lexicon is damaged: compile it again from its source"
        raise LexiconError(msg, source=str(path)) from error
    problems = tuple(
        Problem(kind=k, message=m, span=Span(*span) if span else None) for k, m, span in header["problems"]
    )
    known = header["fingerprint"] == _fingerprint()
    return Compiled(columns=columns, index=index if known else None, problems=problems)


def _verified(mapped: Array, path: Path) -> tuple[dict[str, Any], Array]:
    """The header and the bytes of the arrays, both as they were written."""
    size, checksum = np.frombuffer(mapped[len(MAGIC) : _START].tobytes(), dtype="<u4").tolist()
    head = mapped[_START : _START + size]
    if zlib.crc32(head.data) != checksum:
        msg = "the header is not what was written"
        raise ValueError(msg)
    header = json.loads(head.tobytes())
    if isinstance(header, dict) and header.get("format") != FORMAT:
        msg = f"the compiled lexicon has format {header.get('format')!r:.20}, this version reads {FORMAT}: compile it again"
        raise LexiconError(msg, source=str(path))
    body = mapped[_START + size :]
    check_header(header, size=len(body), aligned=_ALIGNED)
    if zlib.crc32(body.data) != header["checksum"]:
        msg = "the arrays are not what was written"
        raise ValueError(msg)
    return header, body


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _padding(array: Array) -> bytes:
    return b"\0" * (_padded(array.nbytes) - array.nbytes)


@lru_cache(maxsize=1)
def _fingerprint() -> str:
    digest = hashlib.sha256(f"{INDEX_REVISION} {np.dtype(np.uint64).str}".encode())
    for name in _TABLES_OF_SOUNDS:
        digest.update((Path(phonetics.__file__).parent / name).read_bytes())
    return digest.hexdigest()


def _bytes(text: str) -> Array:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def _text(array: Array) -> str:
    return array.tobytes().decode("utf-8", "surrogatepass")


_PARTS = tuple(field.name for field in attrs.fields(Keys))
_PLAIN = ("rows", "kinds", "people", "weights", "starts", "points", "codes", "crowd")


def _arrays(columns: Mapping[str, Column], index: Index) -> Iterator[tuple[str, Array]]:
    for key, column in columns.items():
        yield f"column {key} rows", column.rows
        yield f"column {key} ends", column.ends
        yield f"column {key} text", _bytes(column.text)
    for name in _PLAIN:
        yield f"index {name}", getattr(index, name)
    yield "index text", _bytes(index.text)
    yield "index folded", _bytes("" if index.text == index.folded else index.folded)
    for name in _TABLES:
        for part in _PARTS:
            yield f"{name} {part}", getattr(getattr(index, name), part)


def _array(body: Array, dtype: str, count: int, offset: int) -> Array:
    return body[offset : offset + count * np.dtype(dtype).itemsize].view(dtype)


def _columns(arrays: Mapping[str, Array]) -> dict[str, Column]:
    keys = [name.split()[1] for name in arrays if name.startswith("column ") and name.endswith(" rows")]
    return {
        key: Column(
            rows=arrays[f"column {key} rows"],
            ends=arrays[f"column {key} ends"],
            text=_text(arrays[f"column {key} text"]),
        )
        for key in keys
    }


def _index(arrays: Mapping[str, Array], numbers: Mapping[str, Any]) -> Index:
    text = _text(arrays["index text"])
    plain: dict[str, Any] = {name: arrays[f"index {name}"] for name in _PLAIN}
    tables: dict[str, Any] = {name: _keys(arrays, name) for name in _TABLES}
    return Index(
        **plain,
        **tables,
        text=text,
        folded=text if numbers["same_script"] else _text(arrays["index folded"]),
        longest=numbers["longest"],
        broken_sizes=tuple(numbers["broken_sizes"]),
    )


def _keys(arrays: Mapping[str, Array], name: str) -> Keys:
    return Keys(**{part: arrays[f"{name} {part}"] for part in _PARTS})
