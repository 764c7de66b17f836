"""From what the caller gave (text, bytes, a path) to decoded text. A byte-order mark is no text; line ends stay as they are."""

from __future__ import annotations

import codecs
from pathlib import Path

from transcript.errors import FormatError, SourceError
from transcript.values import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def load(source: str | bytes | Path) -> tuple[str, str | None, tuple[Problem, ...]]:
    """The decoded text of *source*, the file's name if it is one, and what was odd.

    Raises:
        SourceError: If a path cannot be opened.
        FormatError: If bytes are in no known encoding.
        TypeError: If *source* is none of the three.
    """
    if isinstance(source, Path):
        return decode(_read_file(source), name=str(source)), source.name, ()
    if isinstance(source, bytes):
        return decode(source), None, ()
    if isinstance(source, str):
        return source.removeprefix("\ufeff"), None, ()
    # A caller without a type checker may pass anything: None, an open file, a list of lines.
    msg = f"a transcript is a str (the text), bytes or a Path, not {type(source).__name__}"
    raise TypeError(msg)


def decode(data: bytes, *, name: str | None = None) -> str:
    """Decode by byte-order mark, else as UTF-8, else as GB18030.

    >>> decode("会议".encode("gb18030"))
    '会议'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            fault = error
    msg = f"expected text in UTF-8, GB18030 or UTF-16 with a mark; byte 0x{data[fault.start]:02x} at {fault.start} fits none"
    raise FormatError(msg, source=name) from fault


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"cannot read the file: {error.strerror}"
        raise SourceError(msg, source=str(path)) from error
