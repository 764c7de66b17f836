"""Praat's TextGrid, in the long form and the short.

Enters a text, leaves the source of its interval tiers: a tier is a speaker, an interval with text a segment. Point tiers are passed over. Both forms
are the same row of numbers and quoted texts; the names in the long one say nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from transcript.errors import FormatError
from transcript.readers.cues import Cue, Reading, source_of, tidy, to_label, to_ms

_HEAD = regex.compile(r"\s*(?:File type\s*=\s*)?\"ooTextFile(?: short)?\"\s*(?:Object class\s*=\s*)?\"TextGrid\"")
_TOKEN = regex.compile(
    r"\"(?P<text>(?:[^\"]|\"\")*+)\"|\[[^\[\]\n]{0,12}\]|(?<![^\s=])(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?)(?![^\s])|(?P<open>\")"
)


def is_textgrid(text: str) -> bool:
    """Whether *text* has Praat's head."""
    return bool(_HEAD.match(text))


def read_textgrid(text: str, *, name: str | None = None) -> Reading:
    """Read a TextGrid.

    Raises:
        FormatError: If it breaks off, or a tier is of no kind that there is.
    """
    return source_of(_cues(text), format_name="textgrid", name=name)


def _cues(text: str) -> Iterator[Cue]:
    tokens = _Tokens(text)
    tokens.number(), tokens.number()  # where the recording starts and ends
    for _ in range(tokens.count()):
        kind, label = tokens.text(), to_label(tokens.text())
        tokens.number(), tokens.number()
        rows = tokens.count()
        if kind == "TextTier":
            for _ in range(rows):
                tokens.number(), tokens.text()
        elif kind == "IntervalTier":
            for _ in range(rows):
                yield from _interval(tokens, label)
        else:
            msg = f"expected an IntervalTier or a TextTier, found {kind[:40]!r}"
            raise tokens.refused(msg)


def _interval(tokens: _Tokens, label: str | None) -> Iterator[Cue]:
    start, end, words = tokens.number(), tokens.number(), tidy(tokens.text())
    if words:
        yield Cue(text=words, start_ms=to_ms(start, unit=1000), end_ms=to_ms(end, unit=1000), label=label)


class _Tokens:
    """The numbers and texts after the head, one after the other."""

    def __init__(self, text: str) -> None:
        head = _HEAD.match(text)
        self._text, self._at = text, head.end() if head else 0
        self._found = _TOKEN.finditer(text, self._at)

    def number(self) -> float:
        """The next token, a number."""
        return float(self._next("number"))

    def count(self) -> int:
        """The next token, a number of things: no more than there are characters."""
        return int(min(self.number(), len(self._text)))

    def text(self) -> str:
        """The next token, a text."""
        return self._next("text").replace('""', '"')

    def _next(self, wanted: str) -> str:
        for token in self._found:
            self._at = token.end()
            if token[wanted] is not None:
                return str(token[wanted])
            if token["open"] or token["number"] or token["text"] is not None:
                break
        msg = f"expected a {wanted}, found {'something else' if self._at < len(self._text) else 'the end'}"
        raise self.refused(msg)

    def refused(self, message: str) -> FormatError:
        """The error at where reading has come to."""
        start = self._text.rfind("\n", 0, self._at) + 1
        line = self._text.count("\n", 0, self._at) + 1
        return FormatError(
            message, line=line, column=self._at - start + 1, text=self._text[start : self._at + 80].split("\n")[0]
        )
