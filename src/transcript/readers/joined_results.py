"""Results whose texts and times stand apart and must be joined: AWS Transcribe, drafts of 剪映.

AWS has words on one row and who spoke when on another: a word belongs to the last segment that starts no later, marks have no time and follow the
word before them. A draft of 剪映 has its texts as materials, and tracks that say when the material of some number is shown.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import attrs
import regex

from transcript.readers.json_paths import reach, walk
from transcript.readers.timed_segments import (
    TimedSegment,
    Word,
    join_tokens,
    merged,
    stretches,
    tidy,
    time_words,
    to_label,
    to_ms,
)

_STYLE = regex.compile(r"<[^<>]{0,200}>")
_MICROSECONDS = 0.001


def read_joined(tree: Any) -> list[TimedSegment]:
    """The segments of either; none if it is neither."""
    if is_aws(tree):
        return list(aws_cues(tree))
    return list(_draft_segments(tree))


def _draft_segments(tree: Any) -> Iterator[TimedSegment]:
    """The texts of a draft when its tracks show them."""
    texts = {row.get("id"): _draft_text(row) for row in walk(tree, "materials.texts[]") if isinstance(row, dict)}
    for row in walk(tree, "tracks[].segments[]") if texts else ():
        if isinstance(row, dict) and texts.get(row.get("material_id")):
            start = to_ms(reach("target_timerange.start")(row), unit=_MICROSECONDS)
            length = to_ms(reach("target_timerange.duration")(row), unit=_MICROSECONDS)
            end = None if start is None or length is None else start + length
            yield TimedSegment(text=texts[row["material_id"]], start_ms=start, end_ms=end)


def _draft_text(row: dict[str, Any]) -> str:
    """The words of a material: plain, with tags, or in JSON of their own."""
    content = row.get("content")
    found = (
        reach("text")(_loaded(content)) if isinstance(content, str) and content.lstrip().startswith("{") else content
    )
    found = found if isinstance(found, str) and found.strip() else reach("recognize_text|base_content|name")(row)
    return tidy(_STYLE.sub("", found).strip().removeprefix("[").removesuffix("]")) if isinstance(found, str) else ""


def _loaded(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


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
