"""Captions that roll: each cue says once more what the last one said, and a little more.

Enter cues in the order of the file, leaves each word once. A file rolls if most cues begin with the end of the cue before them: with its last
lines, with all of it (a line that grows), or with so many of its last characters that no speaker would repeat them. Elsewhere what is said
twice stays: a refrain, a vote.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import pairwise

import attrs

from transcript.model import Problem
from transcript.readers.timed_segments import TimedSegment

# So many pairs of cues, and so large a share of them, must overlap.
_LEAST, _SHARE = 2, 0.4
# A cue that is shown no longer only clears the screen.
_BLINK_MS = 60
# Fewer characters may come back by chance.
_LEAST_CHARACTERS = 5
_LONGEST = 400


def without_overlaps(cues: Sequence[TimedSegment]) -> tuple[list[TimedSegment], list[Problem]]:
    r"""The same cues without what the cue before them has said, if the file rolls.

    >>> first, second = TimedSegment(text="各位好"), TimedSegment(text="各位好\n我们开会")
    >>> [cue.text for cue in without_overlaps([first, second, TimedSegment(text="我们开会\n先说水渠")])[0]]
    ['各位好', '我们开会', '先说水渠']
    """
    shown = [cue for cue in cues if cue.text]
    pairs = list(pairwise(shown))
    rolling = sum(1 for before, after in pairs if _rolls(before, after))
    if rolling < _LEAST or rolling < _SHARE * len(pairs):
        return list(cues), []
    kept = [shown[0]]
    removed = 0
    for before, after in pairs:
        overlap = _overlap(before.text, after.text)
        removed += overlap > 0
        rest = _rest(after, overlap)
        if not rest.text or (overlap == len(before.text) and "\n" not in after.text):
            kept[-1] = _grown(kept[-1], after, rest)
        else:
            kept.append(rest)
    return kept, [Problem(kind="caption", message=f"滚动字幕：{removed} 处与前一条重复的文字只读一次")]


def _rolls(before: TimedSegment, after: TimedSegment) -> bool:
    """Whether a cue goes on with the one before; one that only repeats it tells nothing, unless it is a blink."""
    overlap = _overlap(before.text, after.text)
    if overlap < len(after.text):
        return overlap > 0
    return overlap > 0 and any(
        cue.start_ms is not None and cue.end_ms is not None and cue.end_ms - cue.start_ms <= _BLINK_MS
        for cue in (before, after)
    )


def _overlap(before: str, after: str) -> int:
    """How many characters at the start of *after* are the end of *before*: whole lines, all of it, or many."""
    longest = len(after) if before == after else _longest_overlap(before[-_LONGEST:], after[:_LONGEST])
    if longest == 0:
        return 0
    whole_lines = before[len(before) - longest - 1 : len(before) - longest] in {"", "\n"} and after[
        longest : longest + 1
    ] in {"", "\n"}
    grows = longest == len(before) and longest >= 2
    return longest if whole_lines or grows or longest >= _LEAST_CHARACTERS else 0


def _longest_overlap(before: str, after: str) -> int:
    """Length of the longest end of *before* that *after* starts with.

    Source: the failure function of Knuth, Morris and Pratt; linear.
    """
    joined = f"{after}\0{before}"
    failure = [0] * len(joined)
    for index in range(1, len(joined)):
        length = failure[index - 1]
        while length and joined[index] != joined[length]:
            length = failure[length - 1]
        failure[index] = length + (joined[index] == joined[length])
    return failure[-1]


def _rest(cue: TimedSegment, overlap: int) -> TimedSegment:
    """The cue without its first characters."""
    start = overlap + (cue.text[overlap : overlap + 1] == "\n")
    times = array("q")
    for index in range(0, len(cue.times), 2):
        if cue.times[index] >= start:
            times.extend((cue.times[index] - start, cue.times[index + 1]))
    return attrs.evolve(cue, text=cue.text[start:], times=times)


def _grown(cue: TimedSegment, after: TimedSegment, rest: TimedSegment) -> TimedSegment:
    """The cue with what the next one adds to it."""
    times = array("q", cue.times)
    for index in range(0, len(rest.times), 2):
        times.extend((len(cue.text) + rest.times[index], rest.times[index + 1]))
    return attrs.evolve(cue, text=cue.text + rest.text, end_ms=after.end_ms or cue.end_ms, times=times)
