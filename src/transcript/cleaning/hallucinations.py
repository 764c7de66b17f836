"""What a recogniser makes up: the same segment over and over, as Whisper writes it over silence.

Nothing is taken out: the words may have been said. The record says where to listen again.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from transcript.model import Problem
from transcript.text import SourceText, Span

_FEWEST = 5  # segments with the same words, one after the other, that no speaker says
_SHORTEST = 4  # letters of such a segment: 好。好。好。 is said


def repetition_problems(source: SourceText) -> tuple[Problem, ...]:
    """The rows of segments that say the same words again and again."""
    return tuple(_problems(source))


def _problems(source: SourceText) -> Iterator[Problem]:
    for words, segments in groupby(source.speech, key=lambda segment: segment.span.slice(source.text).strip()):
        row = list(segments)
        if len(row) >= _FEWEST and len(words) >= _SHORTEST:
            message = f"“{words[:20]}”一连重复{len(row)}段，可能是识别程序在静音处的误写，请对照录音核对"
            yield Problem(kind="repeat", message=message, span=Span(row[0].span.start, row[-1].span.end))
