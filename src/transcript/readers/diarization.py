"""Who spoke when, joined to a text by time.

Enters a diarization (RTTM, the JSON of 3D-Speaker or pyannote) and a source with times and without labels; leaves the same source with its
speech labelled. Where the source has the times of words, a segment is cut where the voice changes; else a segment is the voice's that
speaks longest in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from pathlib import Path

import attrs

from transcript.errors import FormatError
from transcript.readers.annotations import is_rttm, rttm_rows
from transcript.readers.asr_json import has_voices_alone, is_result, load_json, voice_rows
from transcript.readers.decoding import load
from transcript.readers.timed_segments import to_label, to_ms
from transcript.text import SPEECH, Segment, SourceText, Span

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
    """The same source with its speech labelled by the voice that speaks at its time.

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
    """When words end: at the next moment that the clock has; a word that ends at *end* earlier, if a silence follows it."""
    after = bisect_right(offsets, start)
    following = source.time_at(offsets[after] if after < len(offsets) else len(source.text)) or 0
    if end is None:
        return following
    return min(following, (source.time_at(start) or 0) + _SLOWEST_MS * (end - start))


def _cuts(span: Span, text: str, offsets: Sequence[int]) -> Iterator[int]:
    """Where the words inside a segment start that have a time; a mark stays with the word before it."""
    for offset in offsets[bisect_right(offsets, span.start) : bisect_left(offsets, span.end)]:
        if text[offset].isalnum():
            yield offset
