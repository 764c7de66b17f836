"""Tables: CSV with commas, semicolons or tabs, whose first row names the columns in Chinese or English.

A cell of several texts parts them by `|`, `；`, `;`, `、` or `，`; a backslash before one of these makes it part of a text. Columns that say nothing to a lexicon (电话, 性别) are left
out, and the lexicon's `problems` say so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs
import regex

from transcript.lexicon.records import FIELDS
from transcript.model import Problem

_WORDS: tuple[tuple[str, str], ...] = (
    (
        "term",
        "term 词条 词 词语 术语 热词 名称 正确 正确写法 标准写法 规范写法 姓名 人名 word words hotword hotwords keyword text name right correct",
    ),
    ("type", "type 类型 类别 类 词性 种类 kind category"),
    ("title", "title 职务 职位 职称 头衔 职衔 position"),
    ("organization", "organization organisation 单位 工作单位 所在单位 机构 组织 部门 单位部门 org department company"),
    ("aliases", "aliases alias 别名 简称 又称 别称 缩写 全称 abbreviation abbreviations"),
    ("heard_as", "heard_as heard 误听 误写 误识 误识别 错误写法 常见误听 听成 错词 错字 wrong misheard errors"),
    ("not", "not 不改 不替换 不纠 例外 排除 保护 except exclude blacklist"),
    ("weight", "weight 权重 热度 分数 score boost"),
    ("count", "count 次数 频次 出现次数 frequency freq"),
    ("sources", "sources source 来源 出处"),
    ("decided", "decided 核对 核对记录"),
)
KEYS = {word: key for key, words in _WORDS for word in words.split()}

IGNORED = frozenset(
    {"lang", "language", "id", "no", "序号", "编号", "备注", "说明", "note", "notes", "remark", "comment"}
)
"""Known, and of no use here."""

IMPLIED_TYPE = {"姓名": "person", "人名": "person"}
"""Headers of the term's column that say what the terms are."""

_SECTION_WORDS: tuple[tuple[str | None, str], ...] = (
    (None, "entry entries lexicon hotword hotwords words word vocabulary 词条 热词 词表"),
    ("person", "person persons people 人员 人名 人物 名单"),
    ("org", "org orgs organization organizations organisations 机构 单位 组织"),
    ("place", "place places 地名 地点"),
    ("product", "product products 产品"),
    ("term", "term terms 术语"),
)
SECTIONS = {word: kind for kind, words in _SECTION_WORDS for word in words.split()}

_BRACKETS = regex.compile(r"[（(\[【][^）)\]】]*[）)\]】]|[\s*：:]")


def plain(word: str) -> str:
    """A header or key as the tables above have it.

    >>> plain("姓名（必填）"), plain(" Heard As ")
    ('姓名', 'heard_as')
    """
    return str(_BRACKETS.sub("", word.strip().lower().replace(" ", "_").replace("-", "_")))


Place = tuple[int, int]
"""Line and column, counted from 1."""


@attrs.frozen
class Misshape:
    """Something that the layout of the file does not allow.

    Attributes:
        place: Where it stands.
        message: What was expected and what stood there.
    """

    place: Place
    message: str


@attrs.frozen(kw_only=True)
class Sheet:
    """The records of a file.

    Attributes:
        records: As `Lexicon.from_records` takes them.
        locate: From the number of a record and a key of it, or None for the whole, to its place.
        misshapes: What the layout does not allow; where there are any, there is no lexicon.
        problems: What was odd, and kept.
    """

    records: list[dict[str, Any]]
    locate: Callable[[int, str | None], Place]
    misshapes: tuple[Misshape, ...] = ()
    problems: tuple[Problem, ...] = ()


def place_at(text: str, offset: int) -> Place:
    r"""Line and column of an offset.

    >>> place_at("甲\n乙丙", 3)
    (2, 2)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


_DELIMITERS = ",\t;，"
_BETWEEN_TEXTS = r"|\uff5c；;、，"
_TEXT = regex.compile(rf"(?:\\[\\{_BETWEEN_TEXTS}]|[^{_BETWEEN_TEXTS}])+")
_ESCAPED = regex.compile(rf"\\([\\{_BETWEEN_TEXTS}])")
_TO_ESCAPE = regex.compile(rf"[{_BETWEEN_TEXTS}]|\\(?=[\\{_BETWEEN_TEXTS}]|$)")
_NUMBERS: dict[str, Callable[[str], float | int]] = {"weight": float, "count": int}


def header_of(text: str) -> tuple[str, list[str]] | None:
    """The delimiter and the cells of the first row, if that row names columns of a lexicon; else None."""
    first = next((line.strip("\n") for line in io.StringIO(text) if line.strip() and not _is_preamble(line)), "")
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        if len(cells) > 1 and any(plain(cell) in KEYS for cell in cells):
            return delimiter, cells
    return (",", [first.strip()]) if plain(first) in KEYS else None


def read_table(text: str) -> Sheet:
    """The records of a table; its first row must be a header."""
    delimiter, header = header_of(text) or (",", [])
    keys = [KEYS.get(plain(cell)) for cell in header]
    kind = next((IMPLIED_TYPE[plain(c)] for c in header if plain(c) in IMPLIED_TYPE), None)
    lines = text.split("\n")
    rows, faults = _rows(text, delimiter)
    faults += _header_faults(header, keys, rows[0][0] if rows else 1)
    if not faults and len(rows) == 1:
        faults.append(Misshape((rows[0][0], 1), "no row below the header: at least one entry is expected"))
    rows = rows[1:] if "term" in keys else []
    records: list[dict[str, Any]] = []
    starts: list[int] = []
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            faults += _row_faults(cells, keys, line, lines[line - 1], delimiter)
            records.append(_record(cells, keys, kind))
            starts.append(line)

    def locate(number: int, key: str | None) -> Place:
        line = starts[number]
        column = keys.index(key or "term") if (key or "term") in keys else 0
        return line, column_of_cell(lines[line - 1], column, delimiter)

    return Sheet(records=records, locate=locate, misshapes=tuple(faults), problems=tuple(_unused(header)))


def _is_preamble(line: str) -> bool:
    """A comment, or the line by which spreadsheets name the delimiter."""
    return line.lstrip().startswith("#") or line.lower().startswith("sep=")


def _rows(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], list[Misshape]]:
    """Line and cells of each row from the header on; and where reading had to stop."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if cells and (rows or not _is_preamble(cells[0])):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        return rows, [Misshape((line, 1), f"not a row of cells, is a quotation mark missing? ({error})")]
    return rows, []


def _header_faults(header: list[str], keys: list[str | None], line: int) -> Iterator[Misshape]:
    if "term" not in keys:
        known = "、".join(word for word in KEYS if KEYS[word] == "term")
        yield Misshape((line, 1), f"no column for the terms: the first row must have one of {known}")
    for key in dict.fromkeys(k for k in keys if k and keys.count(k) > 1):
        twice = [cell for cell, k in zip(header, keys, strict=True) if k == key]
        yield Misshape((line, 1), f'{len(twice)} columns for "{key}": {", ".join(twice)}; one is expected')


def _row_faults(cells: list[str], keys: list[str | None], line: int, shown: str, delimiter: str) -> Iterator[Misshape]:
    if len(cells) > len(keys) and any(cell.strip() for cell in cells[len(keys) :]):
        place = (line, column_of_cell(shown, len(keys), delimiter))
        yield Misshape(place, f"expected {len(keys)} cells as in the header, found {len(cells)}")
    for number, (key, cell) in enumerate(zip(keys, cells, strict=False)):
        if key in _NUMBERS and cell.strip() and _number(key, cell) is None:
            place = (line, column_of_cell(shown, number, delimiter))
            yield Misshape(place, f'"{key}" must be {FIELDS[key].expected}, found {cell.strip()!r:.40}')


def _record(cells: list[str], keys: list[str | None], kind: str | None) -> dict[str, Any]:
    record: dict[str, Any] = {"type": kind} if kind else {}
    for key, cell in zip(keys, cells, strict=False):
        if key and cell.strip():
            record[key] = _value(key, cell)
    return record


def _value(key: str, cell: str) -> Any:
    if key in _NUMBERS:
        return _number(key, cell)
    return texts_of(cell) if FIELDS[key].many else cell


def texts_of(cell: str) -> list[str]:
    r"""The texts of a cell.

    >>> texts_of(r"甲办|乙\|办、丙")
    ['甲办', '乙|办', '丙']
    """
    return [_ESCAPED.sub(r"\1", text) for text in _TEXT.findall(cell)]


def cell_of(texts: Iterable[str]) -> str:
    r"""The cell of texts that `texts_of` reads.

    >>> print(cell_of(["甲办", "乙|办"]))
    甲办|乙\|办
    """
    return "|".join(_TO_ESCAPE.sub(r"\\\g<0>", text) for text in texts)


def _number(key: str, cell: str) -> float | int | None:
    try:
        return _NUMBERS[key](cell.strip())
    except ValueError:
        return None


def _unused(header: list[str]) -> Iterator[Problem]:
    unused = [
        cell.strip() for cell in header if plain(cell) not in KEYS and plain(cell) not in IGNORED and cell.strip()
    ]
    if unused:
        yield Problem(kind="column", message=f"这些列与词表无关，没有使用：{'、'.join(unused)}。")


def column_of_cell(line: str, number: int, delimiter: str) -> int:
    """The column at which a cell starts, counted from 1; quotes may hold the delimiter.

    >>> column_of_cell('"甲,乙",丙', 1, ",")
    7
    """
    quoted = False
    for at, character in enumerate(line):
        if number == 0:
            return at + 1
        quoted ^= character == '"'
        number -= character == delimiter and not quoted
    return len(line) + 1
