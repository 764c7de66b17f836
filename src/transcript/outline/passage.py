"""A stretch of a source as running text: folded speech, paragraphs kept apart by a newline, marks inside a line taken out.

Points are found in passages, so that `三是` between two marks, after a stamp or inside a tag reads alike. A passage knows where each of
its characters stands in the source.
"""

from __future__ import annotations

from bisect import bisect_right

import attrs

from transcript.text import SourceText, Span, fold


@attrs.frozen(kw_only=True)
class Passage:
    """Running text over a stretch of the source.

    Attributes:
        text: Folded speech; a newline where the source starts a new line or paragraph.
        words: The same as it stands, not folded.
        starts: Where each piece of speech starts in `text`, in order.
        offsets: Where each piece starts in the source, in order.
        end: The offset in the source at which the stretch ends.
    """

    text: str
    words: str
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
    at, last = 0, span.end
    for piece in source.speech_within(span):
        if parts and source.breaks_at(piece.start):
            parts.append("\n")
            at += 1
        starts.append(at)
        offsets.append(piece.start)
        parts.append(piece.slice(source.text))
        at += len(piece)
        last = piece.end
    words = "".join(parts)
    return Passage(text=fold(words), words=words, starts=tuple(starts), offsets=tuple(offsets), end=last)
