"""The compiled form of a lexicon: its columns and its index as one file of arrays, mapped into memory and used as they lie.

Layout: `MAGIC`; length and checksum of the header, four bytes each; the header, JSON: format, size, checksum of the arrays, fingerprint, name, type,
shape and offset of each array, problems; then the arrays, each on a boundary of 64 bytes. Nothing is used before both checksums, every field of the
header and the bounds of every array are verified. The index follows from tables of readings and confusions; the fingerprint names them, and where
it is not ours the columns are kept and the index is made anew.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript import phonetics
from transcript.errors import LexiconError, SourceError
from transcript.files import saving
from transcript.lexicon.columns import Column
from transcript.lexicon.compiled_checks import check_columns, check_header, check_index
from transcript.lexicon.hash_table import Keys
from transcript.lexicon.index import Index
from transcript.model import Problem
from transcript.text import Span

MAGIC = b"\x89lexicon\r\n\x1a\n\x00\x00\x00\x00"
SUFFIX = ".lexicon"
FORMAT = 2
INDEX_REVISION = 5  # of how hashes are made and which are kept

_ALIGNED = 64
_NUMBER = 4
_START = len(MAGIC) + 2 * _NUMBER
_TABLES_OF_SOUNDS = ("readings.tsv", "phrases.tsv", "confusions.tsv")

Array = NDArray[Any]


@attrs.frozen(eq=False, kw_only=True)
class Compiled:
    """What a compiled file holds; no index if it was made with other tables of sounds."""

    columns: Mapping[str, Column]
    index: Index | None
    problems: tuple[Problem, ...]


def is_compiled(path: Path) -> bool:
    """Whether a file is in this form.

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


_TABLES = ("spelled", "sounds", "latin")
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
