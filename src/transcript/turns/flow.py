"""The speech of a source as one stream, whatever is set aside between its paragraphs.

Cues reach across paragraph breaks and stamps: a sentence may end one paragraph and be answered in the next. The stream holds the
folded speech alone and knows where each of its characters stands in the source.
"""

from __future__ import annotations

from bisect import bisect_right

import attrs

from transcript.text import SourceText, Span


@attrs.frozen(kw_only=True)
class Flow:
    """Folded speech without what is set aside.

    Attributes:
        text: The speech segments, joined by nothing, in simplified script.
        starts: Where each segment starts in `text`, in order.
        offsets: Where each segment starts in the source, in order.
    """

    text: str
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    def offset(self, position: int) -> int:
        """The offset in the source of the character at *position* of the stream."""
        row = max(0, bisect_right(self.starts, position) - 1)
        return self.offsets[row] + position - self.starts[row] if self.offsets else position

    def position(self, offset: int) -> int:
        """The position in the stream of an offset of the source; of the next speech, if none stands there."""
        row = bisect_right(self.offsets, offset) - 1
        if row < 0:
            return 0
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.text)
        return min(self.starts[row] + offset - self.offsets[row], end)

    def span(self, start: int, end: int) -> Span:
        """The span in the source of the characters from *start* to *end* of the stream, white space at its ends left out."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        if start == end:
            return Span(self.offset(start), self.offset(start))
        return Span(self.offset(start), self.offset(end - 1) + 1)


def written(source: SourceText, *, flow: Flow, start: int, end: int) -> str:
    """The characters from *start* to *end* of the stream as they stand in the source, in its own script."""
    return "".join(source.text[flow.offset(position)] for position in range(start, end))


def flow_of(source: SourceText) -> Flow:
    """The speech of *source* as one stream."""
    starts: list[int] = []
    at = 0
    for segment in source.speech:
        starts.append(at)
        at += len(segment.span)
    text = "".join(segment.span.slice(source.folded) for segment in source.speech)
    return Flow(text=text, starts=tuple(starts), offsets=tuple(s.span.start for s in source.speech))
