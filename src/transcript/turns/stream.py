"""The speech of a source as one stream, without what is set aside between its paragraphs.

Cues reach across paragraph breaks and stamps: a sentence may end one paragraph and be answered in the next. The stream holds the speech in simplified script,
and the offset of each of its characters in the source.

Some recognisers write no full stops, only commas or spaces at pauses. The models of turns know sentences only, so in such a document every pause and every end
of a line counts as the end of a sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import attrs
import regex

from transcript.text import SourceText, Span

LONGEST_SENTENCE = 100  # letters; where the average one is longer, full stops are not written
STOP = "。"
_STOP = regex.compile(r"[。！？!?；;]")
_MARKED = regex.compile(r"[。！？!?；;，,]\s*$")
_PAUSE = regex.compile(r"[，,]|(?<=\p{Han})[ \u3000](?=\p{Han})")


@attrs.frozen(kw_only=True)
class Stream:
    """Folded speech without what is set aside.

    Attributes:
        text: The speech segments, joined by nothing, in simplified script; with a full stop at every pause where the source has none.
        starts: Where each segment starts in `text`, in order.
        offsets: Where each segment starts in the source, in order.
        added: Positions of full stops that stand for the end of a line, and nowhere in the source.
    """

    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]
    added: frozenset[int] = frozenset()

    def offset(self, position: int) -> int:
        """Convert a position in the stream to an offset in the source.

        Args:
            position: Position of a character in `text`.

        Returns:
            Offset of the same character.
        """
        row = max(0, bisect_right(self.starts, position) - 1)
        return self.offsets[row] + position - self.starts[row] if self.offsets else position

    def position(self, offset: int) -> int:
        """Convert an offset in the source to a position in the stream.

        Args:
            offset: Offset in the source.

        Returns:
            Position of the same character, or of the next speech if the offset is not in a speech segment.
        """
        row = bisect_right(self.offsets, offset) - 1
        if row < 0:
            return 0
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return min(self.starts[row] + offset - self.offsets[row], end)

    def span(self, start: int, end: int) -> Span:
        """Convert a range of the stream to a span of the source, without white space at its ends.

        Args:
            start: Position of the first character.
            end: Position behind the last one.

        Returns:
            The span in the source; empty if the range holds white space only.
        """
        while end > start and self._blank(end - 1):
            end -= 1
        while start < end and self._blank(start):
            start += 1
        if start == end:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def _blank(self, position: int) -> bool:
        return self.text[position].isspace() or position in self.added


def written(source: SourceText, *, stream: Stream, start: int, end: int) -> str:
    """Copy a range of the stream as the source writes it, in its own script.

    Args:
        source: The source.
        stream: Its stream.
        start: Position of the first character.
        end: Position behind the last one.

    Returns:
        As many characters of the source as the range is long.
    """
    return "".join(source.text[stream.offset(position)] for position in range(start, end))


def stream_of(source: SourceText) -> Stream:
    """Join the speech segments of a source.

    Args:
        source: The source.

    Returns:
        The stream, with full stops at pauses if the source has too few of its own.
    """
    pieces = [segment.span.slice(source.folded) for segment in source.speech]
    offsets = tuple(segment.span.start for segment in source.speech)
    lacking = _lacks_stops(pieces)
    ends = _line_ends(pieces) if lacking else frozenset[int]()
    if lacking:
        pieces = [_PAUSE.sub(STOP, piece) + STOP * (row in ends) for row, piece in enumerate(pieces)]
    starts = tuple(accumulate(map(len, pieces), initial=0))
    added = frozenset(starts[row + 1] - 1 for row in ends)
    return Stream(text="".join(pieces), starts=starts[:-1], offsets=offsets, added=added)


def _lacks_stops(pieces: Sequence[str]) -> bool:
    """Whether the average sentence is too long to be one: the recogniser writes no full stops."""
    stops = sum(1 for piece in pieces for _ in _STOP.finditer(piece))
    return stops * LONGEST_SENTENCE < sum(map(len, pieces))


def _line_ends(pieces: Sequence[str]) -> frozenset[int]:
    """Which pieces end without any mark."""
    return frozenset(row for row, piece in enumerate(pieces) if piece and not _MARKED.search(piece))
