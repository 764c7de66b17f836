"""A stretch of a source as running text: folded speech, paragraphs kept apart by a newline, marks inside a line taken out.

Points are found in passages, so that `三是` between two marks, after a stamp or inside a tag reads alike. A passage knows where each of
its characters stands in the source.
"""

from __future__ import annotations

from bisect import bisect_right

import attrs
import regex

from transcript.text import SourceText, Span

_LINE_BREAK = regex.compile(
    r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]"
    r"|</?(?:p|div|br|hr|li|ul|ol|tr|td|th|table|h[1-6]|section|article|blockquote|dd|dt)\b",
    regex.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Passage:
    """Running text over a stretch of the source.

    Attributes:
        text: Folded speech; a newline where the source starts a new line or paragraph.
        starts: Where each piece of speech starts in `text`, in order.
        offsets: Where each piece starts in the source, in order.
        end: The offset in the source at which the stretch ends.
    """

    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    end: int

    def offset(self, position: int) -> int:
        """The offset in the source of the character at *position*."""
        row = bisect_right(self.starts, position) - 1
        return self.offsets[row] + position - self.starts[row] if row >= 0 else self.end

    def span(self, start: int, end: int) -> Span:
        """The span in the source of the characters from *start* to *end*, which are at least one."""
        return Span(self.offset(start), self.offset(end - 1) + 1)


def passage_of(source: SourceText, span: Span) -> Passage:
    """The speech of *source* inside *span* as running text."""
    parts: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    at = 0
    last = None
    for piece in source.speech_within(span):
        if last is not None and _LINE_BREAK.search(source.text, last, piece.start):
            parts.append("\n")
            at += 1
        starts.append(at)
        offsets.append(piece.start)
        parts.append(piece.slice(source.folded))
        at += len(piece)
        last = piece.end
    end = span.end if last is None else last
    return Passage(text="".join(parts), starts=tuple(starts), offsets=tuple(offsets), end=end)
