"""The source text and spans over it.

The text of a source is never edited. What a reader knows of it is a row of segments (speech, or set aside as a title, a stamp, …)
and a clock (moments at offsets); what later stages find are spans.

Between moments the time is interpolated by how long the speech takes to say. A han character is a syllable and the unit; a pause at a punctuation mark
is counted in syllables too; text that is set aside (stamps, labels) costs nothing. The costs were chosen on the stamped seed meeting, one half of it
judging the other: `scripts/fit_pace.py` prints the errors.

Offsets are code points of `SourceText.text`, spans are half-open, times are whole milliseconds.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

import attrs
import regex
from opencc import OpenCC

_SHOWN = 40  # characters in `repr`
SPEECH = "speech"
SEGMENT_KINDS = (SPEECH, "title", "stamp", "label", "markup", "boilerplate", "hallucination")
# Syllables' time, by scripts/fit_pace.py. A speaker rests at the end of a sentence for about a second; 、 is hardly heard.
_SENTENCE, _CLAUSE, _ITEM = 4.5, 1.0, 0.25
_DIGIT = 1.3  # 2031 has four syllables, 43.7 with its point and unit word more
_LETTER = 0.5  # a Latin word has a syllable for every two or three letters, an abbreviation one each
_KNOWN = {
    **dict.fromkeys("。！？!?", _SENTENCE),
    **dict.fromkeys("，；：,;:…—", _CLAUSE),
    **dict.fromkeys("、", _ITEM),
    **dict.fromkeys("0123456789", _DIGIT),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTER),
}
# Milliseconds a syllable: how fast anybody speaks, and how fast where the clock does not tell.
_FASTEST, _USUAL, _SLOWEST = 100.0, 230.0, 500.0


@attrs.frozen(order=True, weakref_slot=False)  # as for `Moment`: a long recording has millions
class Span:
    """A half-open range of offsets.

    >>> Span(2, 5).slice("0123456")
    '234'
    """

    start: int = attrs.field(validator=attrs.validators.ge(0))
    end: int = attrs.field()

    @end.validator
    def _ordered(self, _: object, end: int) -> None:
        if end < self.start:
            msg = f"a span must not end ({end}) before it starts ({self.start})"
            raise ValueError(msg)

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    def slice(self, text: str) -> str:
        """Return the characters of *text* under this span.

        Args:
            text: Any text.

        Returns:
            The characters.
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether two spans share a character, or one is empty and lies strictly inside the other.

        Args:
            other: Another span.

        Returns:
            True if they overlap.
        """
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether *other* lies wholly inside this span.

        Args:
            other: Another span.

        Returns:
            True if so, also for equal spans.
        """
        return self.start <= other.start and other.end <= self.end


@attrs.frozen(kw_only=True, weakref_slot=False)
class Segment:
    """A stretch of the source of one kind, as a reader cut it.

    Attributes:
        span: Where it stands.
        kind: One of `SEGMENT_KINDS`; what is not "speech" is set aside.
        start_ms, end_ms: When it was said, if the input says so.
        label: The input's own mark of who speaks (发言人1), if it has one.
    """

    span: Span
    kind: str = attrs.field(default=SPEECH, validator=attrs.validators.in_(SEGMENT_KINDS))
    start_ms: int | None = None
    end_ms: int | None = None
    label: str | None = None


@attrs.frozen(kw_only=True, weakref_slot=False)
class Moment:
    """The time of the recording at an offset: a stamp, or the time of a word."""

    offset: int = attrs.field(validator=attrs.validators.ge(0))
    ms: int


def _shortened(text: str) -> str:
    return repr(text) if len(text) <= _SHOWN else f"{text[:_SHOWN]!r}… ({len(text)} characters)"


@attrs.frozen(kw_only=True)
class SourceText:
    """A decoded source: its text, what each part of it is, and its clock.

    Attributes:
        text: The decoded text with its line ends untouched; for structured formats the segments' texts joined by a newline.
        segments: In order, not overlapping, together covering every visible character.
        clock: Moments; offsets rise, times never fall.
        format: Name of the reader that made it.
        name: The file's name, if there is one.
        path: The file, if the source was read from one in this process, so that no writer overwrites it. It is neither compared nor saved.
    """

    text: str = attrs.field(repr=_shortened)
    segments: tuple[Segment, ...] = attrs.field(default=(), repr=False)
    clock: tuple[Moment, ...] = attrs.field(default=(), repr=False)
    format: str = "text"
    name: str | None = None
    path: Path | None = attrs.field(default=None, eq=False, repr=False, metadata={"saved": False})

    @segments.validator
    def _segments_in_order(self, _: object, segments: tuple[Segment, ...]) -> None:
        at = 0
        for segment in segments:
            if segment.span.start < at or segment.span.end > len(self.text):
                msg = f"segments must be in order and inside the text: {segment.span} after offset {at}"
                raise ValueError(msg)
            at = segment.span.end

    @clock.validator
    def _clock_rises(self, _: object, clock: tuple[Moment, ...]) -> None:
        for before, after in pairwise(clock):
            if after.offset <= before.offset or after.ms < before.ms:
                msg = f"the clock must not stand still or go back: {after} after {before}"
                raise ValueError(msg)
        if clock and clock[-1].offset > len(self.text):
            msg = f"the clock must end with the text: {clock[-1]}"
            raise ValueError(msg)

    @cached_property
    def speech(self) -> tuple[Segment, ...]:
        """The segments of kind "speech"."""
        return tuple(s for s in self.segments if s.kind == SPEECH)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal; a lone surrogate counts as its three bytes.

        >>> SourceText(text="现在开会。").sha256[:8]
        '1bd2f8fc'
        """
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def folded(self) -> str:
        """The text in simplified script, character for character at the same offsets: for matching."""
        return fold(self.text)

    @cached_property
    def _speech_starts(self) -> list[int]:
        return [s.span.start for s in self.speech]

    @cached_property
    def _moment_offsets(self) -> list[int]:
        return [m.offset for m in self.clock]

    def speech_within(self, span: Span) -> Iterator[Span]:
        """Find the stretches of speech inside *span*; what is set aside is left out.

        Args:
            span: A span of the text.

        Yields:
            The stretches, in order.
        """
        first = max(0, bisect_right(self._speech_starts, span.start) - 1)
        for at in range(first, len(self.speech)):
            segment = self.speech[at].span
            if segment.start >= span.end:
                return
            start, end = max(segment.start, span.start), min(segment.end, span.end)
            if start < end:
                yield Span(start, end)

    def breaks_at(self, offset: int) -> bool:
        """Tell whether a new line of speech starts at *offset*: a segment after a line end or the tag of a block.

        A segment after a mark inside the line (`**`, `<b>`) goes on with it.

        Args:
            offset: An offset of the text.

        Returns:
            True if a line starts there.
        """
        after = bisect_right(self._speech_starts, offset)
        return after > 1 and self._speech_starts[after - 1] == offset and self._gap_breaks(after - 1)

    def _gap_breaks(self, index: int) -> bool:
        left, right = self.speech[index - 1].span, self.speech[index].span
        return _LINE_BREAK.search(self.text, left.end, right.start) is not None

    def line_of(self, offset: int) -> int:
        """Return the number of the line that *offset* is on.

        Args:
            offset: An offset of the text.

        Returns:
            The number, counted from 1.
        """
        return bisect_left(self._line_ends, offset) + 1

    @cached_property
    def _line_ends(self) -> Sequence[int]:
        return [match.start() for match in _LINE_END.finditer(self.text)]

    def time_at(self, offset: int) -> int | None:
        """Return the time at *offset*.

        Between two moments it is interpolated by the time that the speech there takes, before the first and after the last it is extrapolated at
        the source's own speaking rate. It never falls as *offset* rises, and is never negative.

        Args:
            offset: An offset of the text.

        Returns:
            Milliseconds; None without a clock.
        """
        if not self.clock:
            return None
        spoken = self._spoken[min(max(offset, 0), len(self.text))]
        after = bisect_right(self._moment_offsets, offset)
        left, right = self.clock[max(0, after - 1)], self.clock[min(after, len(self.clock) - 1)]
        since = spoken - self._spoken[left.offset]
        if left is right:  # outside the clock, or on its only moment
            return max(0, left.ms + round(since * self._rate))
        between = self._spoken[right.offset] - self._spoken[left.offset]
        return left.ms + (int((right.ms - left.ms) * since / between) if between else 0)

    def has_time_at(self, offset: int) -> bool:
        """Tell whether the clock shows a time at *offset* itself, so that `time_at` need not interpolate.

        Args:
            offset: An offset of the text.

        Returns:
            True if so.
        """
        after = bisect_right(self._moment_offsets, offset)
        return after > 0 and self._moment_offsets[after - 1] == offset

    @cached_property
    def _spoken(self) -> Sequence[float]:
        return syllables_before(self.text, stretches=((s.span.start, s.span.end) for s in self.speech))

    @cached_property
    def _rate(self) -> float:
        return speaking_rate(self._spoken, moments=[(m.offset, m.ms) for m in self.clock])


_LINE_END = regex.compile(r"\r\n|\r|\n")
_LINE_BREAK = regex.compile(
    r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]|</?(?:p|div|br|li|[uo]l|tr|t[dh]|table|h[1-6]|section|article|blockquote)\b",
    regex.IGNORECASE,
)
_HAN = regex.compile(r"\p{Han}")


class _Folding(dict[int, str]):
    """Table for `str.translate` that asks OpenCC for a han character once and leaves all others alone.

    Hong Kong's forms (衞, 枱) are asked for, which take in all others; 馀 counts as simplified there, but nobody writes it for 余.
    """

    def __init__(self) -> None:
        super().__init__({ord("馀"): "余"})
        self._simplify = OpenCC("hk2s").convert

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = self._simplify(character) if _HAN.match(character) else character
        self[code] = folded if len(folded) == 1 else character
        return self[code]


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    return _Folding()


def fold(text: str) -> str:
    """Convert a text to simplified script, one character for one character.

    Args:
        text: Any text.

    Returns:
        A text of the same length.

    >>> fold("歡迎李處長")
    '欢迎李处长'
    """
    return text.translate(_folding())


class _Costs(dict[str, float]):
    """Cost of each character; one not known yet is a syllable if it is a letter of any script, else nothing."""

    def __missing__(self, character: str) -> float:
        cost = self[character] = 1.0 if character.isalnum() else 0.0
        return cost


_COSTS = _Costs(_KNOWN)


def syllables_before(text: str, *, stretches: Iterable[tuple[int, int]]) -> Sequence[float]:
    """Sum the speaking time before each offset, in syllables.

    Args:
        text: The whole source.
        stretches: Start and end of what is said, in order.

    Returns:
        A value for each offset, and one for the end.

    >>> list(syllables_before("0:01 好。", stretches=[(5, 7)]))
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 5.5]
    """
    total = array("d", [0.0])
    for start, end in stretches:
        total.extend(total[-1:] * (start + 1 - len(total)))
        total.extend(list(accumulate(map(_COSTS.__getitem__, text[start:end]), initial=total[-1]))[1:])
    total.extend(total[-1:] * (len(text) + 1 - len(total)))
    return total


def speaking_rate(spoken: Sequence[float], *, moments: Sequence[tuple[int, int]]) -> float:
    """Estimate the speaking rate as the median between neighbouring moments, so that a tea break does not count.

    Args:
        spoken: For each offset the syllables before it, as `syllables_before` returns them.
        moments: Offset and milliseconds of each stamp, in order.

    Returns:
        Milliseconds a syllable.
    """
    paces = []
    for (left, since), (right, until) in pairwise(moments):
        if until > since and spoken[right] > spoken[left]:
            paces.append((until - since) / (spoken[right] - spoken[left]))
    median = sorted(paces)[len(paces) // 2] if paces else _USUAL
    return min(max(median, _FASTEST), _SLOWEST)


@attrs.frozen(kw_only=True)
class Passage:
    """Running text over a stretch of the source: folded speech, paragraphs kept apart by a newline, marks inside a line taken out.

    Points and facts are found in passages, so that `三是` between two marks, after a stamp or inside a tag reads alike.

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
        """The offset in the source of the character at *position*.

        Args:
            position: A position of the running text.

        Returns:
            An offset of the source.
        """
        row = bisect_right(self.starts, position) - 1
        return self.offsets[row] + position - self.starts[row] if row >= 0 else self.end

    def span(self, start: int, end: int) -> Span:
        """The span in the source of the characters from *start* to *end*, which are at least one.

        Args:
            start: The first position.
            end: The position after the last one.

        Returns:
            The span.
        """
        return Span(self.offset(start), self.offset(end - 1) + 1)


def passage_of(source: SourceText, *spans: Span) -> Passage:
    """The speech of *source* inside the spans, which are in order, as running text.

    Args:
        source: The source text.
        spans: Spans of the source.

    Returns:
        The text, which knows where each of its characters stands.
    """
    parts: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    at, last = 0, spans[-1].end
    for span in spans:
        for piece in source.speech_within(span):
            if parts and (source.breaks_at(piece.start) or piece.start == span.start):
                parts.append("\n")
                at += 1
            starts.append(at)
            offsets.append(piece.start)
            parts.append(piece.slice(source.text))
            at += len(piece)
            last = piece.end
    words = "".join(parts)
    return Passage(text=fold(words), words=words, starts=tuple(starts), offsets=tuple(offsets), end=last)
