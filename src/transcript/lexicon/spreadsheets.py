"""Tables: CSV with commas, semicolons or tabs, whose first row names the columns in Chinese or English.

A cell of several texts parts them by `|`, `；`, `;`, `、` or `，`; a backslash before one of these makes it part of a text. Columns that say nothing to a lexicon (电话, 性别) are left
out, and the lexicon's `problems` say so.

Of an .xlsx workbook only the shared strings and the first sheet are read, as text. What unpacks to too much is refused before it has, and so is any
document type: entities are never declared, so that none expands.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from xml.parsers import expat

import attrs
import regex

from transcript.errors import LexiconError
from transcript.lexicon.records import FIELDS
from transcript.model import Problem

SIGNATURE = b"PK\x03\x04"
_STRINGS = "xl/sharedStrings.xml"
_SHEET = regex.compile(r"xl/worksheets/sheet([0-9]{1,6})\.xml")
_MOST_BYTES = 32 << 20  # of a member when unpacked, against zip bombs
_MOST_COLUMNS = 64  # of a sheet that are read
_CHUNK = 1 << 20  # bytes
_COLUMN = regex.compile(r"[A-Z]{1,3}")


def read_workbook(data: bytes, *, name: str | None = None) -> list[list[str]]:
    """Read the first sheet of a workbook.

    Args:
        data: The bytes of an .xlsx.
        name: The name of the file, for messages.

    Returns:
        The rows, each a list of cells. Row and cell numbers are those of the sheet; empty cells are "".

    Raises:
        LexiconError: If *data* is no workbook, is broken, locked or unpacks to more than a list of people has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            sheets = sorted((m for n in container.namelist() if (m := _SHEET.fullmatch(n))), key=lambda m: int(m[1]))
            if not sheets:
                msg = "expected a spreadsheet (.xlsx), found an archive without sheets: save the list as .xlsx or CSV"
                raise LexiconError(msg, source=name)
            strings = _Strings(_content(container, _STRINGS)).found if _STRINGS in container.namelist() else []
            return _Sheet(_content(container, sheets[0].group()), strings).rows
    except expat.ExpatError as error:
        msg = f"broken .xlsx: no well-formed XML: {error}"
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, LexiconError):
            raise
        msg = f"broken or locked .xlsx: {error}"
    raise LexiconError(msg, source=name)


def _content(container: zipfile.ZipFile, member: str) -> bytes:
    with container.open(member) as file:
        data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        msg = f"{member} unpacks to more than {_MOST_BYTES >> 20} MB"
        raise ValueError(msg)
    return data


class _Reader:
    """The XML reader that both parts share: text between tags, no document type."""

    def __init__(self, data: bytes) -> None:
        self._text: list[str] | None = None
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = lambda tag, attributes: self._start(tag.rpartition(" ")[2], attributes)
        parser.EndElementHandler = lambda tag: self._end(tag.rpartition(" ")[2])
        parser.CharacterDataHandler = self._characters
        for at in range(0, len(data), _CHUNK):
            parser.Parse(data[at : at + _CHUNK], False)  # noqa: FBT003 - expat takes no keyword
        parser.Parse(b"", True)  # noqa: FBT003

    def _refuse(self, *_: object) -> None:
        msg = "the workbook declares a document type"
        raise ValueError(msg)

    def _characters(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        raise NotImplementedError


class _Strings(_Reader):
    """The shared strings, in order."""

    def __init__(self, data: bytes) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._phonetic = False
        super().__init__(data)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "t" and not self._phonetic:
            self._text = []

    def _end(self, tag: str) -> None:
        if tag == "t" and self._text is not None:
            self._parts += self._text
            self._text = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.found.append("".join(self._parts))


class _Sheet(_Reader):
    """The cells of a sheet."""

    def __init__(self, data: bytes, strings: list[str]) -> None:
        self._strings = strings
        self._cells: dict[tuple[int, int], str] = {}
        self._row = self._column = 0
        self._kind: str | None = None
        super().__init__(data)
        self.rows = list(self._laid_out())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
            self._column = 0
        elif tag == "c":
            letters = _COLUMN.match(attributes.get("r", ""))
            self._column = _column_number(letters.group()) if letters else self._column + 1
            self._kind = attributes.get("t")
        elif tag in {"v", "t"}:
            self._text = []

    def _end(self, tag: str) -> None:
        if tag in {"v", "t"} and self._text is not None:
            value, self._text = "".join(self._text), None
            if self._kind == "s":
                value = self._strings[int(value)] if value.isdecimal() and int(value) < len(self._strings) else ""
            if self._column <= _MOST_COLUMNS and value.strip():
                key = (self._row, self._column)
                self._cells[key] = self._cells.get(key, "") + " ".join(value.split())

    def _laid_out(self) -> Iterator[list[str]]:
        last = 0
        for row in sorted({row for row, _ in self._cells}):
            columns = [column for r, column in self._in_row(row) if r == row]
            yield from ([] for _ in range(min(row - last - 1, 1000)))
            yield [self._cells.get((row, column), "") for column in range(1, max(columns) + 1)]
            last = row

    def _in_row(self, row: int) -> list[tuple[int, int]]:
        return [(row, column) for column in range(1, _MOST_COLUMNS + 1) if (row, column) in self._cells]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


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
    """Write a header or key as the tables above have it.

    Args:
        word: A header.

    Returns:
        The key.

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
    r"""Find line and column of an offset.

    Args:
        text: The text of the file.
        offset: An offset of the text.

    Returns:
        Both, counted from 1.

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
    """Read the first row, if it names columns of a lexicon.

    Args:
        text: The text of the file.

    Returns:
        The delimiter and the cells; None if it is no header.
    """
    first = next((line.strip("\n") for line in io.StringIO(text) if line.strip() and not _is_preamble(line)), "")
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        if len(cells) > 1 and any(plain(cell) in KEYS for cell in cells):
            return delimiter, cells
    return (",", [first.strip()]) if plain(first) in KEYS else None


def read_table(text: str) -> Sheet:
    """Read a table whose first row is a header.

    Args:
        text: The text of the file.

    Returns:
        The records, with their places.
    """
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
    r"""Split a cell into its texts.

    Args:
        cell: A cell of a table.

    Returns:
        The texts.

    >>> texts_of(r"甲办|乙\|办、丙")
    ['甲办', '乙|办', '丙']
    """
    return [_ESCAPED.sub(r"\1", text) for text in _TEXT.findall(cell)]


def cell_of(texts: Iterable[str]) -> str:
    r"""Join texts to a cell that `texts_of` splits again.

    Args:
        texts: The texts of one cell.

    Returns:
        The cell.

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
    """Find the column at which a cell starts; quotes may hold the delimiter.

    Args:
        line: A line of the table.
        number: The number of the cell, from 0.
        delimiter: What separates the cells.

    Returns:
        The column, counted from 1.

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
