"""The cells of the first sheet of an .xlsx workbook, as text.

Of the container only the shared strings and the first sheet are read. What unpacks to too much is refused before it has, and so is any document
type: entities are never declared, so that none expands.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

import regex

from transcript.errors import LexiconError

SIGNATURE = b"PK\x03\x04"
_STRINGS = "xl/sharedStrings.xml"
_SHEET = regex.compile(r"xl/worksheets/sheet([0-9]{1,6})\.xml")
_MOST_BYTES = 32 << 20
_MOST_COLUMNS = 64
_CHUNK = 1 << 20
_COLUMN = regex.compile(r"[A-Z]{1,3}")


def read_workbook(data: bytes, *, name: str | None = None) -> list[list[str]]:
    """The rows of the first sheet, each a list of cells; row and cell numbers are those of the sheet, empty ones are "".

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
    """What both parts share: text between tags, no document type."""

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
            self._column = _number(letters.group()) if letters else self._column + 1
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


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
