"""Annotations of recordings: CTM and STM, a row a line, Praat's TextGrid, and who spoke when (RTTM, JSON), which is joined to a text by time.

CTM has a word a row: words are put together until somebody is silent for a second. Lines that begin with `;;` are comments. Of a TextGrid the
interval tiers are read: a tier is a speaker, an interval with text a segment; its long form and its short are the same row of numbers and
quoted texts.

A diarization (RTTM, the JSON of 3D-Speaker or pyannote) says who spoke when and not what: it is refused as a source, and labels the speech of a
source with times and without labels. Where the source has the times of words, a segment is cut where the voice changes; else a segment is the
voice's that speaks longest in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice, pairwise
from pathlib import Path

import attrs
import regex

from transcript.errors import FormatError
from transcript.readers.asr_json import has_voices_alone, voice_rows
from transcript.readers.decoding import load
from transcript.readers.json_values import is_result, load_json
from transcript.readers.subtitles import LINE_END
from transcript.readers.timed_segments import (
    Reading,
    TimedSegment,
    Word,
    close_up,
    join_tokens,
    source_of,
    stretches,
    tidy,
    time_words,
    to_label,
    to_ms,
)
from transcript.text import SPEECH, Segment, SourceText, Span

_NUMBER = r"[0-9]+(?:\.[0-9]*)?"
# One of two times has a point: prose with numbers in a row is no table.
_POINT = r"(?=[0-9 \t]*\.)"
_CTM = regex.compile(
    rf"\s*(?P<file>\S+)\s+(?P<channel>\S+)\s+{_POINT}(?P<start>{_NUMBER})\s+(?P<length>{_NUMBER})\s+(?P<word>\S+)"
    rf"(?:\s+(?:{_NUMBER}|NA)(?:\s+\S+){{0,2}})?\s*"
)
_STM = regex.compile(
    rf"\s*(?P<file>\S+)\s+(?P<channel>\S+)\s+(?P<label>\S+)\s+{_POINT}(?P<start>{_NUMBER})\s+(?P<end>{_NUMBER})"
    r"(?:\s+<[^<>\s]*>(?=\s|$))?(?:\s+(?P<text>.*))?"
)
_RTTM = regex.compile(
    rf"\s*SPEAKER\s+(?P<file>\S+)\s+\S+\s+(?P<start>{_NUMBER})\s+(?P<length>{_NUMBER})\s+\S+\s+\S+\s+(?P<label>\S+)(?:\s+\S+){{0,2}}\s*"
)
_SAMPLE = 20_000  # characters that tell the format

Row = tuple[int, str]


def is_ctm(text: str) -> bool:
    """Tell whether rows have a recording, a channel, two numbers, one with a point, and a word.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return _begins(text, _CTM)


def is_stm(text: str) -> bool:
    """Tell whether rows have a recording, a channel, a speaker, two numbers, and words.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return _begins(text, _STM)


def is_rttm(text: str) -> bool:
    """Tell whether rows are those of RTTM.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return _begins(text, _RTTM)


def _begins(text: str, pattern: regex.Pattern[str]) -> bool:
    first = list(islice(numbered_lines(text[:_SAMPLE]), 3))
    return bool(first) and all(pattern.fullmatch(line) for _, line in first)


def numbered_lines(text: str) -> Iterator[Row]:
    """List the lines that show something and are no comments.

    Args:
        text: The decoded text.

    Yields:
        Number and line.
    """
    for number, line in enumerate(LINE_END.split(text), 1):
        if line.strip() and not line.lstrip().startswith(";;"):
            yield number, line


def read_stm(text: str, *, name: str | None = None) -> Reading:
    """Read NIST's segment time marks.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If a row is no such mark, or rows are of two recordings.
    """
    cues = [
        TimedSegment(
            text=tidy(close_up(row["text"] or "")),
            start_ms=to_ms(row["start"], unit=1000),
            end_ms=to_ms(row["end"], unit=1000),
            label=to_label(row["label"]),
        )
        for row in _matches(text, _STM, "recording, channel, speaker, start, end, words")
        if row["text"] != "IGNORE_TIME_SEGMENT_IN_SCORING"
    ]
    return source_of(cues, format_name="stm", name=name)


def read_ctm(text: str, *, name: str | None = None) -> Reading:
    """Read Kaldi's or NIST's conversation time marks.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If a row is no such mark, or rows are of two recordings.
    """
    words: dict[str, list[Word]] = {}
    for row in _matches(text, _CTM, "recording, channel, start, length, word"):
        start, length = to_ms(row["start"], unit=1000), to_ms(row["length"], unit=1000)
        end = start + length if start is not None and length is not None else None
        words.setdefault(row["channel"], []).append((row["word"], start, end))
    channels = len(words) > 1
    cues = [
        _ctm_cue(run, channel if channels else None)
        for channel, said in words.items()
        for run in stretches(sorted(said, key=lambda word: word[1] or 0))
    ]
    return source_of(cues, format_name="ctm", name=name)


def _ctm_cue(run: Sequence[Word], label: str | None) -> TimedSegment:
    text = join_tokens(word for word, _, _ in run)
    return TimedSegment(text=text, start_ms=run[0][1], end_ms=run[-1][2], label=label, times=time_words(text, run))


def _matches(text: str, pattern: regex.Pattern[str], wanted: str) -> Iterator[regex.Match[str]]:
    recording = None
    for number, line in numbered_lines(text):
        row = pattern.fullmatch(line)
        if not row:
            msg = f"expected {wanted}"
            raise refused_line(msg, (number, line))
        if recording not in (None, row["file"]):
            msg = f"expected one recording, found {recording!r} and {row['file']!r}: give each a file of its own"
            raise refused_line(msg, (number, line))
        recording = row["file"]
        yield row


def refused_line(message: str, row: Row) -> FormatError:
    """Build the error that shows a line.

    Args:
        message: What is wrong.
        row: The line and its number.

    Returns:
        The error, to raise.
    """
    number, line = row
    return FormatError(message, line=number, column=len(line) - len(line.lstrip()) + 1, text=line[:200])


def read_rttm(text: str, *, name: str | None = None) -> Reading:  # noqa: ARG001
    """Refuse RTTM.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        Nothing: it always raises.

    Raises:
        FormatError: Always: it has no text.
    """
    msg = "RTTM says who spoke when and holds no text: give the text as the source and this file as `diarization=`"
    raise FormatError(msg)


def rttm_rows(text: str) -> Iterator[tuple[int | None, int | None, str]]:
    """Read the rows of RTTM.

    Args:
        text: The decoded text.

    Yields:
        Start, length and voice; times in milliseconds.

    Raises:
        FormatError: If a row is none, or rows are of two recordings.
    """
    for row in _matches(text, _RTTM, "SPEAKER, recording, channel, start, length, <NA>, <NA>, voice"):
        yield to_ms(row["start"], unit=1000), to_ms(row["length"], unit=1000), row["label"]


_TEXTGRID_HEAD = regex.compile(
    r"\s*(?:File type\s*=\s*)?\"ooTextFile(?: short)?\"\s*(?:Object class\s*=\s*)?\"TextGrid\""
)
_TEXTGRID_TOKEN = regex.compile(
    r"\"(?P<text>(?:[^\"]|\"\")*+)\"|\[[^\[\]\n]{0,12}\]|(?<![^\s=])(?P<number>-?[0-9]+(?:\.[0-9]+)?(?:[eE]-?[0-9]+)?)(?![^\s])|(?P<open>\")"
)


def is_textgrid(text: str) -> bool:
    """Tell whether *text* has Praat's head.

    Args:
        text: The decoded text.

    Returns:
        True if so.
    """
    return bool(_TEXTGRID_HEAD.match(text))


def read_textgrid(text: str, *, name: str | None = None) -> Reading:
    """Read a TextGrid.

    Args:
        text: The decoded text.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If it breaks off, or a tier is of no kind that there is.
    """
    return source_of(_intervals(text), format_name="textgrid", name=name)


def _intervals(text: str) -> Iterator[TimedSegment]:
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


def _interval(tokens: _Tokens, label: str | None) -> Iterator[TimedSegment]:
    start, end, words = tokens.number(), tokens.number(), tidy(tokens.text())
    if words:
        yield TimedSegment(text=words, start_ms=to_ms(start, unit=1000), end_ms=to_ms(end, unit=1000), label=label)


class _Tokens:
    """The numbers and texts after the head, one after the other."""

    def __init__(self, text: str) -> None:
        head = _TEXTGRID_HEAD.match(text)
        self._text, self._at = text, head.end() if head else 0
        self._found = _TEXTGRID_TOKEN.finditer(text, self._at)

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


# A word in a silence of the diarization is of the voice that is so near.
_NEAR_MS = 1000
# Nobody takes longer for a character; what the clock has beyond is silence.
_SLOWEST_MS = 500


@attrs.frozen(kw_only=True)
class Voice:
    """A stretch of the recording in which one voice speaks."""

    start_ms: int
    end_ms: int
    label: str


def read_diarization(source: str | bytes | Path) -> tuple[Voice, ...]:
    """Read who spoke when.

    Args:
        source: RTTM, or JSON of objects with start, end (or stop) and speaker, in seconds.

    Returns:
        The stretches by their start.

    Raises:
        FormatError: If it is neither.
        SourceError: If the path cannot be opened.
    """
    decoded = load(source)
    try:
        found = sorted(_voices(decoded.text), key=lambda voice: (voice.start_ms, voice.end_ms, voice.label))
    except FormatError as error:
        raise FormatError(
            error.message, source=decoded.name, line=error.line, column=error.column, text=error.text
        ) from None
    return tuple(found)


def _voices(text: str) -> Iterator[Voice]:
    if is_rttm(text):
        for start, length, label in rttm_rows(text):
            yield from _voice(start, start + length if start is not None and length is not None else None, label)
        return
    tree = load_json(text) if is_result(text) else None
    if not has_voices_alone(tree):
        msg = "expected who spoke when, as RTTM or as JSON of objects with start, end and speaker"
        raise FormatError(msg)
    for row in voice_rows(tree):
        start, end = row.get("start", row.get("start_time")), row.get("end", row.get("stop", row.get("end_time")))
        yield from _voice(to_ms(start, unit=1000), to_ms(end, unit=1000), to_label(row["speaker"]))


def _voice(start: int | None, end: int | None, label: str | None) -> Iterator[Voice]:
    if start is not None and end is not None and label and start < end:
        yield Voice(start_ms=start, end_ms=end, label=label)


def label_by_time(source: SourceText, *, voices: Sequence[Voice]) -> SourceText:
    """Label the speech of a source by the voice that speaks at its time.

    Args:
        source: A source with times and without labels.
        voices: Who speaks when.

    Returns:
        A new source with the same text.

    Raises:
        FormatError: If the source has no times, or its segments are labelled already.

    >>> from transcript.text import Moment
    >>> source = SourceText(text="好。", segments=(Segment(span=Span(0, 2), start_ms=0, end_ms=900),), clock=(Moment(offset=0, ms=0),))
    >>> label_by_time(source, voices=[Voice(start_ms=0, end_ms=800, label="spk0")]).segments[0].label
    'spk0'
    """
    if not source.clock:
        msg = "expected a text with times, to be joined to who spoke when; this one has none"
        raise FormatError(msg, source=source.name)
    if any(segment.label for segment in source.speech):
        msg = "expected a text without speaker labels, to be joined to who spoke when; this one has labels of its own"
        raise FormatError(msg, source=source.name)
    track = _flat(voices)
    offsets = [moment.offset for moment in source.clock]
    segments = (part for segment in source.segments for part in _labelled(segment, source, offsets, track))
    return attrs.evolve(source, segments=tuple(segments))


def _flat(voices: Sequence[Voice]) -> list[Voice]:
    """The stretches of one voice each, in order: where several speak, the one that began last."""
    pending = sorted(voices, key=lambda voice: voice.start_ms, reverse=True)
    times = sorted({time for voice in voices for time in (voice.start_ms, voice.end_ms)})
    speaking: list[tuple[int, int, str]] = []  # the one that began last is first
    flat = []
    for start, end in pairwise(times):
        while pending and pending[-1].start_ms <= start:
            voice = pending.pop()
            heappush(speaking, (-voice.start_ms, voice.end_ms, voice.label))
        while speaking and speaking[0][1] <= start:
            heappop(speaking)
        if speaking:
            flat.append(Voice(start_ms=start, end_ms=end, label=speaking[0][2]))
    return flat


def _voice_at(start: int, end: int, track: Sequence[Voice]) -> str | None:
    """The voice that speaks longest from *start* to *end*; where none does, one that is near."""
    first = max(0, bisect_right(track, start, key=lambda voice: voice.start_ms) - 1)
    last = bisect_left(track, max(end, start + 1), key=lambda voice: voice.start_ms)
    spoken: Counter[str] = Counter()
    for voice in track[first:last]:
        spoken[voice.label] += max(0, min(end, voice.end_ms) - max(start, voice.start_ms))
    if spoken and spoken.most_common(1)[0][1]:
        return spoken.most_common(1)[0][0]
    near = min(track[first : last + 1], key=lambda voice: _distance(voice, start), default=None)
    return near.label if near and _distance(near, start) <= _NEAR_MS else None


def _distance(voice: Voice, time: int) -> int:
    return max(voice.start_ms - time, time - voice.end_ms, 0)


def _labelled(
    segment: Segment, source: SourceText, offsets: Sequence[int], track: Sequence[Voice]
) -> Iterator[Segment]:
    """A segment cut where the voice changes."""
    if segment.kind != SPEECH:
        yield segment
        return
    cuts = [segment.span.start, *_cuts(segment.span, source.text, offsets), segment.span.end]
    times = [source.time_at(cut) or 0 for cut in cuts]
    worded = len(cuts) > 2
    ends = [_until(start, end if worded else None, source, offsets) for start, end in pairwise(cuts)]
    voices = [_voice_at(start, end, track) for start, end in zip(times[:-1], ends, strict=True)]
    edges = [index for index, (before, after) in enumerate(pairwise(voices), 1) if before != after]
    for first, last in pairwise([0, *edges, len(voices)]):
        words = Span(cuts[first], cuts[first] + len(Span(cuts[first], cuts[last]).slice(source.text).rstrip()))
        start = times[first] if first else segment.start_ms
        end = segment.end_ms if last == len(voices) else None
        yield attrs.evolve(segment, span=words, start_ms=start, end_ms=end, label=voices[first])


def _until(start: int, end: int | None, source: SourceText, offsets: Sequence[int]) -> int:
    """Compute when words end: at the next moment of the clock; a word that ends at *end* earlier, if a silence follows it."""
    after = bisect_right(offsets, start)
    following = source.time_at(offsets[after] if after < len(offsets) else len(source.text)) or 0
    if end is None:
        return following
    return min(following, (source.time_at(start) or 0) + _SLOWEST_MS * (end - start))


def _cuts(span: Span, text: str, offsets: Sequence[int]) -> Iterator[int]:
    """Yield where the words inside a segment start that have a time; a mark stays with the word before it."""
    for offset in offsets[bisect_right(offsets, span.start) : bisect_left(offsets, span.end)]:
        if text[offset].isalnum():
            yield offset
