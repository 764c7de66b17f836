"""The clock of a plain text: stamps read, and which of them to trust.

Trusted is the longest run of stamps that never goes back, so that one wild stamp does not spoil the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

import attrs

from transcript.model import Problem
from transcript.text import SPEECH, Moment, Segment


def milliseconds(stamp: str) -> int | None:
    """What a stamp says, `mm:ss`, `hh:mm:ss` or either with a fraction; None if no clock can show it.

    >>> milliseconds("110:00"), milliseconds("1:02:03.5"), milliseconds("99:99")
    (6600000, 3723500, None)
    """
    clock, _, fraction = stamp.replace("：", ":").replace(",", ".").partition(".")
    *hours, minutes, seconds = map(int, clock.split(":"))
    if seconds > 59 or (hours and minutes > 59):
        return None
    return ((sum(hours) * 60 + minutes) * 60 + seconds) * 1000 + int(fraction.ljust(3, "0") or 0)


def rising(times: Sequence[int]) -> Sequence[int]:
    """Indices of the longest subsequence of *times* that never falls.

    Source: patience sorting; n log n.

    >>> rising([10, 20, 99, 30, 30])
    [0, 1, 3, 4]
    """
    if all(before <= after for before, after in pairwise(times)):
        return range(len(times))
    tails: list[int] = []  # the smallest last time of a run of each length
    owners: list[int] = []  # the index that holds it
    before: list[int] = []
    for index, time in enumerate(times):
        length = bisect_right(tails, time)
        before.append(owners[length - 1] if length else -1)
        tails[length : length + 1] = [time]
        owners[length : length + 1] = [index]
    at, run = owners[-1], []
    while at >= 0:
        run.append(at)
        at = before[at]
    return run[::-1]


@attrs.frozen(kw_only=True)
class _Cue:
    """A mark with a time, and the speech up to the next mark."""

    mark: Segment
    words: tuple[Segment, ...]

    @property
    def moment(self) -> Moment:
        first = self.words[0] if self.words else self.mark
        return Moment(offset=first.span.start, ms=self.mark.start_ms or 0)


def read_clock(text: str, *, segments: Iterable[Segment]) -> tuple[tuple[Moment, ...], list[Problem]]:
    """The moments that the stamps among *segments* give, and what was odd in them."""
    cues = list(_cues(segments))
    trusted = set(rising([cue.moment.ms for cue in cues]))
    kept = [cue for index, cue in enumerate(cues) if index in trusted]
    doubted = [cue for index, cue in enumerate(cues) if index not in trusted]
    problems = [*_went_back(doubted, text), *_repeated(kept, text), *_wordless(cues, text)]
    return tuple(_moments(kept)), problems


def _cues(segments: Iterable[Segment]) -> Iterator[_Cue]:
    mark: Segment | None = None
    words: list[Segment] = []
    for segment in segments:
        if segment.kind == SPEECH:
            words.append(segment)
        elif segment.start_ms is not None or segment.label:
            if mark:
                yield _Cue(mark=mark, words=tuple(words))
            mark, words = segment if segment.start_ms is not None else None, []
    if mark:
        yield _Cue(mark=mark, words=tuple(words))


def _moments(cues: Sequence[_Cue]) -> Iterator[Moment]:
    """Where each cue starts, and where it ends if it says so and the next one agrees."""
    for cue, following in zip_longest(cues, cues[1:]):
        yield cue.moment
        end = cue.mark.end_ms
        if end is None or not cue.words or end < cue.moment.ms or (following and end > following.moment.ms):
            continue
        yield Moment(offset=cue.words[-1].span.end, ms=end)


def _went_back(cues: Iterable[_Cue], text: str) -> Iterator[Problem]:
    for cue in cues:
        message = f"时间戳“{cue.mark.span.slice(text)}”与前后的时间次序不合，没有采用"
        yield Problem(kind="stamp", message=message, span=cue.mark.span)


def _repeated(cues: Sequence[_Cue], text: str) -> Iterator[Problem]:
    same = [cue for before, cue in pairwise(cues) if before.moment.ms == cue.moment.ms]
    if same:
        message = f"{len(same)} 个时间戳与前一个相同，第一个是“{same[0].mark.span.slice(text)}”"
        yield Problem(kind="stamp", message=message, span=same[0].mark.span)


def _wordless(cues: Sequence[_Cue], text: str) -> Iterator[Problem]:
    empty = [cue for cue in cues if not cue.words]
    if empty:
        message = f"{len(empty)} 个时间戳后面没有文字，第一个是“{empty[0].mark.span.slice(text)}”"
        yield Problem(kind="stamp", message=message, span=empty[0].mark.span)
