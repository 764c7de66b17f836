"""Lexicon files, read and written. They are told apart by their shape, read into records, with every fault of a file in one error.

TOML and JSON, tables with a header, hot-word lists; UTF-8 with or without a mark, GB18030, UTF-16. The suffix of a file only
decides what is missing where the shape says nothing: a .csv without a header is a faulty table, not a list of words.

Hot-word lists are one word a line, as recognisers take them:

    # a comment, or //
    惠民通
    惠民通 20            with a weight, after white space, a comma or a bar
    惠民通 | 会民通       what a recogniser writes for it
    会民通 -> 惠民通      the same, the other way round (also => and →)
    惠民通 ~~~ 惠民通道   what it must not be put in place of

Recognisers count weights on scales of their own, so they are divided by the median of the file: 20 everywhere is 1 everywhere.

Written are TOML with comments, CSV with Chinese headers, and JSON.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import regex

from transcript.errors import FormatError, LexiconError, SourceError
from transcript.lexicon.records import Checked, check
from transcript.lexicon.spreadsheets import Misshape, Place, Sheet, cell_of, header_of, read_table
from transcript.lexicon.structured_files import read_json, read_toml
from transcript.model import Problem
from transcript.readers.decoding import decode

_WEIGHTED = regex.compile(
    r"(?P<term>\S(?:.*\S)?)(?:[ \t　]+:?|[ \t　]*[,，|\uff5c][ \t　]*)(?P<weight>[-+]?[0-9]+(?:\.[0-9]+)?)"
)
_ARROW = regex.compile(r"->|=>|→")
_BAR = regex.compile(r"[|\uff5c]")
_LIST_MARK = regex.compile(r"[、，,；;]")


def read_hotwords(text: str) -> Sheet:
    """Read a hot-word list.

    Args:
        text: The text of the file.

    Returns:
        The records, with their places.
    """
    records: list[dict[str, Any]] = []
    places: list[Place] = []
    faults: list[Misshape] = []
    for number, line in enumerate(text.split("\n"), start=1):
        word = line.strip()
        if not word or word.startswith(("#", "//")):
            continue
        place = (number, line.index(word[0]) + 1)
        record = _record(word)
        if record.get("weight", 1) <= 0:
            faults.append(Misshape(place, f'"weight" must be a number above 0, found {record["weight"]:g}'))
        elif "term" not in record:
            faults.append(
                Misshape(
                    place, f"expected a word, as in “词”, “词 20”, “词 | 误听” or “误听 -> 词”, found {word!r:.40}"
                )
            )
        else:
            records.append(record)
            places.append(place)
    _scale(records)
    return Sheet(
        records=records, locate=lambda n, _key: places[n], misshapes=tuple(faults), problems=tuple(_several(records))
    )


def _record(line: str) -> dict[str, Any]:
    if line.isalpha():
        return {"term": line}
    word, *neighbours = (part.strip() for part in line.split("~~~"))
    record: dict[str, Any] = {"not": [n for n in neighbours if n]} if neighbours else {}
    weighted = _WEIGHTED.fullmatch(word)
    if weighted:
        word, record["weight"] = weighted["term"], float(weighted["weight"])
    arrow = _ARROW.search(word)
    if arrow:
        heard, term = [word[: arrow.start()]], word[arrow.end() :]
    else:
        term, *heard = _BAR.split(word)
    if term.strip():
        record["term"] = term.strip()
    if any(form.strip() for form in heard):
        record["heard_as"] = [form.strip() for form in heard if form.strip()]
    return record


def _scale(records: list[dict[str, Any]]) -> None:
    weights = [record["weight"] for record in records if "weight" in record]
    if weights:
        usual = median(weights)
        for record in records:
            if "weight" in record:
                record["weight"] /= usual


def _several(records: list[dict[str, Any]]) -> list[Problem]:
    odd = [record["term"] for record in records if _LIST_MARK.search(record["term"])]
    if not odd:
        return []
    more = f"等 {len(odd)} 行" if len(odd) > 1 else ""
    return [Problem(kind="punctuation", message=f"一行里似乎写了几个词，已整行当作一个词条：{odd[0]}{more}。")]


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
_SHOWN = 100  # faults of a file that an error lists


def read_records(path: Path, *, data: bytes) -> Checked:
    """Read and check the records of a lexicon file.

    Args:
        path: The file, for its suffix and for messages.
        data: What stands in it.

    Returns:
        The checked records.

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
        raise faults_of(text, sorted(set(found), key=lambda m: m.place), source=str(path))
    return Checked(pairs=checked.pairs, faults=(), problems=(*sheet.problems, *checked.problems))


def reader_of(text: str, suffix: str) -> Callable[[str], Sheet]:
    r"""Choose the reader for the layout of a text.

    Args:
        text: The text of the file.
        suffix: The suffix of the file's name.

    Returns:
        The reader.

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
    return decoded_text(data, name=str(path))


def decoded_text(data: bytes, *, name: str) -> str:
    """Decode a file, with plain line ends.

    Args:
        data: The bytes of the file.
        name: The name of the file, for messages.

    Returns:
        The text.

    Raises:
        LexiconError: If it is no text.
    """
    try:
        text = decode(data, name=name).text
    except FormatError as error:
        raise LexiconError(error.message, source=name) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def faults_of(text: str, found: list[Misshape], *, source: str | None) -> LexiconError:
    """Build the error that shows all faults of a text, each with its line.

    Args:
        text: The text of the file.
        found: The faults with their places.
        source: The name of the file, for messages.

    Returns:
        The error, to raise.
    """
    lines = text.split("\n")

    def fault(place: Place, message: str) -> LexiconError:
        line, column = place
        shown = lines[line - 1] if line <= len(lines) else ""
        return LexiconError(message, source=source, line=line, column=column, text=shown)

    faults = [fault(m.place, m.message) for m in found[:_SHOWN]]
    if len(found) == 1:
        return faults[0]
    more = f", the first {_SHOWN} are shown" if len(found) > _SHOWN else ""
    return LexiconError(f"{len(found)} faults{more}", source=source, faults=faults)


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Args:
        path: The file.

    Returns:
        Its bytes.

    Raises:
        SourceError: If it cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot read the lexicon: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error


_Record = Mapping[str, Any]

_SECTIONS: Mapping[str | None, tuple[str, str]] = {
    "person": ("person", "人员"),
    "org": ("org", "机构"),
    "place": ("place", "地名"),
    "product": ("product", "产品"),
    "term": ("term", "术语"),
}
_OTHERS = ("entry", "其他词条")
_HEADERS = {
    "term": "词条",
    "type": "类型",
    "title": "职务",
    "organization": "单位",
    "aliases": "别名",
    "heard_as": "误听",
    "not": "不改",
    "weight": "权重",
    "count": "次数",
    "sources": "来源",
    "decided": "核对",
}
_HEAD = """\
# 词表：会议记录里应当写对的姓名和术语。
# 每条只有 term 必填；不需要的词条整段删去即可。
# heard_as 写已知的误听，not 写听起来像、但不许改的词语。
"""


def to_toml(records: Iterable[_Record]) -> str:
    """Write records as TOML, in the order given, with a heading where the type changes.

    Args:
        records: Records of entries.

    Returns:
        The TOML.

    >>> print(to_toml([{"term": "惠民通", "type": "product", "count": 3}]).split("# 产品")[1])
    <BLANKLINE>
    <BLANKLINE>
    [[product]]
    term = "惠民通"
    count = 3
    <BLANKLINE>
    """
    parts = [_HEAD]
    last = None
    for record in records:
        section, heading = _SECTIONS.get(record.get("type"), _OTHERS)
        parts += [f"\n# {heading}\n"] * (section != last)
        parts.append(_table(section, record))
        last = section
    return "".join(parts)


def _table(section: str, record: _Record) -> str:
    lines = [f"\n[[{section}]]"]
    lines += (f"{key} = {_literal(value)}" for key, value in record.items() if key != "type" or section == "entry")
    return "\n".join(lines) + "\n"


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def to_json(records: Iterable[_Record]) -> str:
    """Write records as a JSON list, an entry a line.

    Args:
        records: Records of entries.

    Returns:
        The JSON.
    """
    return "[\n" + ",\n".join(f"  {_literal(dict(record))}" for record in records) + "\n]\n"


def to_csv(records: Iterable[_Record]) -> str:
    """Write records as CSV with Chinese headers; a bar separates several texts of a cell.

    Args:
        records: Records of entries.

    Returns:
        The CSV.
    """
    rows = list(records)
    keys = [key for key in _HEADERS if any(key in record for record in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_HEADERS[key] for key in keys])
    values = ([record.get(key, "") for key in keys] for record in rows)
    writer.writerows([cell_of(value) if isinstance(value, list) else value for value in row] for row in values)
    return out.getvalue()
