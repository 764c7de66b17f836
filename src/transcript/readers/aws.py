"""The result of AWS Transcribe: words on one row, who spoke when on another.

Unlike the layouts of `asr_layouts`, its segments hold no words: a word belongs to the last segment that starts no later. Marks have no time
and follow the word before them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import attrs

from transcript.readers.json_paths import reach, walk
from transcript.readers.timed_segments import (
    TimedSegment,
    Word,
    join_tokens,
    merged,
    stretches,
    time_words,
    to_label,
    to_ms,
)


def is_aws(tree: Any) -> bool:
    """Whether the JSON has the items of AWS Transcribe."""
    return any(
        reach("alternatives.0.content")(item) for item in walk(tree, "results.items[]") if isinstance(item, dict)
    )


def aws_cues(tree: Any) -> Iterator[TimedSegment]:
    """A cue for each segment of a speaker, or for each stretch of a channel, or for each audio segment, or one for all if there are none."""
    channels = [channel for channel in walk(tree, "results.channel_labels.channels[]") if isinstance(channel, dict)]
    if len(channels) > 1:
        yield from merged(_of_channel(channel) for channel in channels)
        return
    rows = [
        row for row in walk(tree, "results.speaker_labels.segments[]|results.audio_segments[]") if isinstance(row, dict)
    ]
    segments = sorted(
        ((_ms(row, "start_time") or 0, index) for index, row in enumerate(rows)), key=lambda pair: pair[0]
    )
    starts = [start for start, _ in segments]
    words: list[list[Word]] = [[] for _ in rows] or [[]]
    at = 0
    for item in walk(tree, "results.items[]"):
        if word := _word(item):
            if word[1] is not None and segments:
                at = max(0, bisect_right(starts, word[1]) - 1)
            words[at].append(word)
    for (_, index), spoken in zip(segments or [(0, -1)], words, strict=True):
        yield _cue(rows[index] if rows else {}, spoken)


def _of_channel(channel: dict[str, Any]) -> Iterator[TimedSegment]:
    label = {"speaker_label": channel.get("channel_label")}
    words = [word for item in walk(channel, "items[]") if (word := _word(item))]
    for said in stretches(words):
        cue = _cue(label, said)
        yield attrs.evolve(cue, start_ms=next((start for _, start, _ in said if start is not None), None))


def _word(item: Any) -> Word | None:
    said = reach("alternatives.0.content")(item) if isinstance(item, dict) else None
    return (said, _ms(item, "start_time"), _ms(item, "end_time")) if isinstance(said, str) else None


def _cue(row: dict[str, Any], words: list[Word]) -> TimedSegment:
    text = join_tokens(word for word, _, _ in words)
    start, end = _ms(row, "start_time"), _ms(row, "end_time")
    times = time_words(text, words)
    return TimedSegment(text=text, start_ms=start, end_ms=end, label=to_label(row.get("speaker_label")), times=times)


def _ms(row: dict[str, Any], key: str) -> int | None:
    return to_ms(row.get(key), unit=1000)
