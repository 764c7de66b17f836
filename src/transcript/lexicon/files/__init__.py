"""Lexicon files: told apart by their shape, read into records, with every fault of a file in one error.

TOML and JSON, tables with a header, hot-word lists; UTF-8 with or without a mark, GB18030, UTF-16. The suffix of a file only
decides what is missing where the shape says nothing: a .csv without a header is a faulty table, not a list of words.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import regex

from transcript.errors import FormatError, LexiconError, SourceError
from transcript.lexicon.files.hotwords import read_hotwords
from transcript.lexicon.files.sheet import Misshape, Place, Sheet
from transcript.lexicon.files.structured import read_json, read_toml
from transcript.lexicon.files.tables import header_of, read_table
from transcript.lexicon.records import Checked, check
from transcript.readers.decoding import decode

_TOML = regex.compile(
    r'(?m)^[ \t]*(?:\[\[[ \t]*"?[\w-]+"?[ \t]*\]\][ \t]*(?:#.*)?$|"?[\w-]+"?[ \t]*=[ \t]*["\'\[{0-9])'
)
_BY_SUFFIX: dict[str, Callable[[str], Sheet]] = {
    ".toml": read_toml,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
}
_ARCHIVE = b"PK\x03\x04"
_SHOWN = 100


def read_records(path: Path, *, data: bytes) -> Checked:
    """The checked records of a lexicon file.

    Args:
        path: The file, for its suffix and for messages.
        data: What stands in it.

    Raises:
        LexiconError: With every fault of the file, each with line, column and a caret.
    """
    text = _decoded(path, data)
    if not text.strip():
        msg = "the file is empty: expected entries, or one word a line"
        raise LexiconError(msg, source=str(path))
    sheet = reader_of(text, path.suffix.lower())(text)
    checked = check(sheet.records)
    found = [*sheet.misshapes, *(Misshape(sheet.locate(f.number, f.key), f.message) for f in checked.faults)]
    if not found and not sheet.records:
        found.append(Misshape((1, 1), "the file has no entries, only comments or empty sections"))
    if found:
        raise _error(path, text, sorted(set(found), key=lambda m: m.place))
    return Checked(pairs=checked.pairs, faults=(), problems=(*sheet.problems, *checked.problems))


def reader_of(text: str, suffix: str) -> Callable[[str], Sheet]:
    r"""The reader whose layout a text has.

    >>> reader_of("姓名,职务\n乔若川,处长", ".txt").__name__
    'read_table'
    """
    start = text.lstrip()
    if _TOML.search(text) and header_of(text) is None and not start.startswith("{"):
        return read_toml
    if start.startswith(("{", "[")):
        return read_json
    if header_of(text):
        return read_table
    return _BY_SUFFIX.get(suffix, read_hotwords)


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith(_ARCHIVE):
        msg = "expected text or a compiled lexicon, found an archive: save a spreadsheet as CSV first"
        raise LexiconError(msg, source=str(path))
    try:
        text = decode(data, name=str(path)).text
    except FormatError as error:
        raise LexiconError(error.message, source=str(path)) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _error(path: Path, text: str, found: list[Misshape]) -> LexiconError:
    lines = text.split("\n")

    def fault(place: Place, message: str) -> LexiconError:
        line, column = place
        shown = lines[line - 1] if line <= len(lines) else ""
        return LexiconError(message, source=str(path), line=line, column=column, text=shown)

    faults = [fault(m.place, m.message) for m in found[:_SHOWN]]
    if len(found) == 1:
        return faults[0]
    more = f", the first {_SHOWN} are shown" if len(found) > _SHOWN else ""
    return LexiconError(f"{len(found)} faults{more}", source=str(path), faults=faults)


def read_bytes(path: Path) -> bytes:
    """What stands in a file.

    Raises:
        SourceError: If it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot read the lexicon: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error
