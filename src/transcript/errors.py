"""The errors that users meet, in one tree.

TranscriptError
├── FormatError(ValueError)    an input that no reader, or not the chosen one, can read
├── LexiconError(ValueError)   a lexicon with faults: all faults of a file at once
├── SchemaError(ValueError)    a saved record or a file of decisions that is not what it says
├── DecisionError(ValueError)  decisions that do not fit the record, or a reviewer's answer that decides nothing
├── WriteError(ValueError)     a record that a format cannot hold, or an output that no writer writes
├── ExtraError(ImportError)    a package that only an extra installs
└── SourceError(OSError)       a path that cannot be opened

Each error keeps what it knows as attributes and shows the line with a caret under the fault, counted in display cells:
a han character fills two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wcwidth import wcwidth

_SHOWN_CELLS = 76  # columns of a line that an error quotes


class TranscriptError(Exception):
    """Base of every error that this library raises on purpose.

    Args:
        message: What was expected, what stood there, and the choices if there are any.
        source: Name of the file or input, if known.
        line: Line number, counted from 1.
        column: Column in code points, counted from 1.
        text: The faulty line, to be shown with a caret.
    """

    def __init__(
        self,
        message: str,
        *,
        source: str | None = None,
        line: int | None = None,
        column: int | None = None,
        text: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.source = source
        self.line = line
        self.column = column
        self.text = text

    def __str__(self) -> str:
        source = self.source if self.source is None else printable(self.source)
        place = ":".join(str(part) for part in (source, self.line, self.column) if part is not None)
        head = f"{place}: {self.message}" if place else self.message
        return "\n".join([head, *_caret_lines(self.text, self.column)])

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.message, self.__dict__)


class FormatError(TranscriptError, ValueError):
    """An input that no reader, or not the chosen one, can read."""


class SchemaError(TranscriptError, ValueError):
    """A saved record, or a file of decisions, that is not what it says it is."""


class DecisionError(TranscriptError, ValueError):
    """Decisions that do not fit the record, or an answer of a reviewer that is none.

    Args:
        message: As in `TranscriptError`.
        misfits: Every decision that does not fit, with the reason; empty if they are about another document.
        place: Keywords of `TranscriptError`.
    """

    def __init__(self, message: str, *, misfits: Iterable[object] = (), **place: Any) -> None:
        super().__init__(message, **place)
        self.misfits = tuple(misfits)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"    {misfit}" for misfit in self.misfits)])


class WriteError(TranscriptError, ValueError):
    """A record that a format cannot hold (it needs times, or turns), or an output that no writer writes."""


class ExtraError(TranscriptError, ImportError):
    """A package that only an extra installs; the message has the line that does."""


class SourceError(TranscriptError, OSError):
    """A path that cannot be opened: missing, a directory, or not readable."""


class LexiconError(TranscriptError, ValueError):
    """A lexicon with faults.

    Args:
        message: As in `TranscriptError`.
        faults: All faults of one file, each a `LexiconError` of its own; empty for a single fault.
        place: Keywords of `TranscriptError`.
    """

    def __init__(self, message: str, *, faults: Iterable[LexiconError] = (), **place: Any) -> None:
        super().__init__(message, **place)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(str(fault) for fault in self.faults)])


def _rebuild(kind: type[TranscriptError], message: str, state: dict[str, Any]) -> TranscriptError:
    error = kind(message)
    error.__dict__.update(state)
    return error


def _caret_lines(text: str | None, column: int | None) -> list[str]:
    if text is None or column is None:
        return []
    before = text[: column - 1]
    while before and display_width(before) > _SHOWN_CELLS // 2:
        before = before[len(before) // 2 :]
    shown = before + text[column - 1 : column - 1 + _SHOWN_CELLS // 2]
    return [f"    {shown}", f"    {' ' * display_width(before)}^"]


def printable(name: str) -> str:
    r"""Write a file name on one line; characters that move a cursor or separate rows are escaped.

    Args:
        name: A file name.

    Returns:
        The name without control characters.

    >>> print(printable("会\n议\x1b[2J"))
    会\n议\x1b[2J
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def display_width(text: str) -> int:
    """Count the terminal cells of a text: two for wide and full-width characters, none for combining ones, one for a control.

    The width of a text is the sum of the widths of its characters.

    Args:
        text: Any text.

    Returns:
        The number of cells.

    >>> display_width("ab会议")
    6
    """
    return sum(abs(wcwidth(character)) for character in text)
