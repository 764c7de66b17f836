"""Results of recognisers as JSON, one value or one a line.

Enters a text, leaves the source of its segments. Which keys hold what is `asr_layouts`' business; here one function reads them all.
Keys that no row names are passed over; a result that lacks what every row demands is refused with the keys that it has.

Two products have texts and times apart, to be joined: AWS Transcribe has words on one row and who spoke when on another, so that a word belongs
to the last segment that starts no later and a mark follows the word before it; a draft of 剪映 has its texts as materials, and tracks that
say when the material of some number is shown.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import attrs
import regex

from transcript.errors import FormatError
from transcript.model import Problem
from transcript.readers import plain
from transcript.readers.asr_layouts import LAYOUTS, MILLISECONDS, SECONDS, WRITTEN, Layout
from transcript.readers.json_shapes import read_by_shape
from transcript.readers.json_values import as_json, load_json, reach, walk
from transcript.readers.timed_segments import (
    Reading,
    TimedSegment,
    Times,
    Word,
    close_up,
    join_tokens,
    merged,
    source_of,
    stretches,
    tidy,
    time_characters,
    time_words,
    to_label,
    to_ms,
    untagged,
)

# How many segments are looked at to tell a layout.
_SAMPLE = 100
# Nobody takes so many seconds for a character, not even with pauses.
_SLOWEST = 20
_LARGEST = 1e9  # larger numbers are dates or serial numbers and no times
_NOWHERE = "\0"
# Who spoke when, without words.
_VOICES_ALONE = ("start", "start_time")


def read_result(text: str, *, name: str | None = None) -> Reading:
    """Read a recogniser's result.

    Args:
        text: The JSON.
        name: The name of the file, if there is one.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If it is no JSON, or JSON without the segments of any known layout.
    """
    cues, problems = _cues(load_json(text))  # the parsed tree, five times the file, is gone before the source is built
    source, odd = source_of(cues, format_name="json", name=name)
    return source, (*problems, *odd)


def read_objects(tree: dict[Any, Any] | list[Any] | tuple[Any, ...]) -> Reading:
    """Read what a recogniser returned in memory: objects, mappings, data classes and named tuples, as JSON would have them.

    Args:
        tree: The objects.

    Returns:
        The source and its problems.

    Raises:
        FormatError: If there are no segments of any known layout in it.
    """
    try:
        plain = as_json(tree, 0)
    except RecursionError:
        msg = "expected the result of a recogniser, found objects nested too deeply to be one"
        raise FormatError(msg) from None
    if isinstance(plain, list) and plain and all(isinstance(item, str) for item in plain):
        cues: list[TimedSegment] = [TimedSegment(text=tidy(untagged(item))) for item in plain]
        problems: list[Problem] = []
    else:
        cues, problems = _cues(plain)
    source, odd = source_of(cues, format_name="json")
    return source, (*problems, *odd)


def _cues(tree: Any) -> tuple[list[TimedSegment], list[Problem]]:
    try:
        if joined := read_joined(tree):
            return joined, []
        layout = _layout_of(tree, ("start",))
        if layout and not (_is_open(layout) and _has_voices_in_words(tree, layout)):
            return _read_layout(tree, layout)
        return read_by_shape(tree, timed=True) or _untimed(tree)
    except json.JSONDecodeError as error:
        msg = f"broken JSON inside a text of the JSON: {error}"
        raise FormatError(msg) from None
    except RecursionError:
        msg = "JSON inside a text of the JSON is nested too deeply"
        raise FormatError(msg) from None


def _untimed(tree: Any) -> tuple[list[TimedSegment], list[Problem]]:
    """Return what a result without times says: in a layout, in lines of a text, in a list of texts."""
    layout = _layout_of(tree, ())
    listed = read_by_shape(tree, timed=False) if not layout or _is_open(layout) else None
    if listed:
        return listed
    return _read_layout(tree, layout) if layout else (list(_written(tree)), [])


def _read_layout(tree: Any, layout: Layout) -> tuple[list[TimedSegment], list[Problem]]:
    problems: list[Problem] = []
    if layout.unit == SECONDS and _is_in_milliseconds(tree, layout):
        layout = attrs.evolve(layout, unit=MILLISECONDS)
        problems.append(Problem(kind="stamp", message="时间照秒算慢得没有人能那样说话，按毫秒读；请核对"))
    cues = list(_read_segments(tree, layout, problems))
    return merged([cues]) if layout.tracks else cues, problems


def _is_open(layout: Layout) -> bool:
    """Return whether a layout is told by so little that others look alike."""
    return layout.segments in {"", "[]", "segments[]"} and layout.key is None


def _has_voices_in_words(tree: Any, layout: Layout) -> bool:
    """Return whether the words of segments say who speaks, and the segments do not."""
    sample = [segment for segment in islice(walk(tree, layout.segments), _SAMPLE) if isinstance(segment, dict)]
    label_at = reach(layout.label)
    words = [word for segment in sample for word in walk(segment, layout.words) if isinstance(word, dict)]
    return not any(map(label_at, sample)) and any(to_label(label_at(word)) for word in words)


def _is_in_milliseconds(tree: Any, layout: Layout) -> bool:
    """Return whether whole numbers are too far apart to be seconds."""
    size, times = 0, []
    for segment in islice(walk(tree, layout.segments), _SAMPLE):
        if isinstance(segment, dict) and isinstance(text := reach(layout.text or "text")(segment), str):
            size += len(text)
            times += [reach(layout.start)(segment), reach(layout.end or "end")(segment)]
    numbers = [
        time for time in times if isinstance(time, int | float) and not isinstance(time, bool) and 0 <= time < _LARGEST
    ]
    whole = all(time == int(time) for time in numbers)
    return whole and len(numbers) > 1 and max(numbers) - min(numbers) > _SLOWEST * max(size, 1)


def _layout_of(tree: Any, times: tuple[str, ...]) -> Layout | None:
    """The first layout whose segments have words, and times if those are asked for; None if none has."""
    for layout in LAYOUTS:
        if any(_has(segment, layout, times) for segment in islice(walk(tree, layout.segments), _SAMPLE)):
            return layout
    return None


def _has(segment: Any, layout: Layout, times: tuple[str, ...]) -> bool:
    if not isinstance(segment, dict):
        return False
    if layout.key and reach(layout.key)(segment) is None:
        return False
    if times and reach(layout.start)(segment) is None:
        return False
    if layout.text is None:
        return any(
            reach(layout.word)(word) is not None for word in walk(segment, layout.words) if isinstance(word, dict)
        )
    return isinstance(reach(layout.text)(segment), str)


def _written(tree: Any) -> Iterator[TimedSegment]:
    """The lines of a transcript that stands in the result as one text."""
    text = next((text for text in walk(tree, WRITTEN) if isinstance(text, str)), "")
    if not plain.has_speakers(text) and not plain.has_inline_stamps(text):
        raise _unknown(tree)
    source, _ = plain.read_labels(text) if plain.has_speakers(text) else plain.read_lines(text)
    for line in source.speech:
        yield TimedSegment(text=line.span.slice(text), start_ms=line.start_ms, end_ms=line.end_ms, label=line.label)


def _unknown(tree: Any) -> FormatError:
    if has_voices_alone(tree):
        return FormatError(
            "expected segments with text, found who spoke when and no words: give the text as the source and this file as `diarization=`"
        )
    for layout in LAYOUTS[:-1]:
        found = next((segment for segment in walk(tree, layout.segments) if isinstance(segment, dict)), None)
        if found is not None:
            wanted = layout.text or layout.words
            return FormatError(f"expected {wanted!r} in {layout.segments!r} ({layout.product}), found {_keys(found)}")
    known = "; ".join(f"{layout.segments or 'text'} ({layout.product})" for layout in LAYOUTS)
    return FormatError(f"expected the result of a recogniser, one of: {known}; or AWS; found {_keys(tree)}")


def has_voices_alone(tree: Any) -> bool:
    """Tell whether the JSON says who spoke when, and not what.

    Args:
        tree: The parsed JSON.

    Returns:
        True if so.
    """
    rows = list(islice(voice_rows(tree), _SAMPLE))
    return bool(rows) and all("speaker" in row and not {"text", "words"} & row.keys() for row in rows)


def voice_rows(tree: Any) -> Iterator[dict[str, Any]]:
    """Find the objects of a diarization: in a list, in an object of objects, or under its key.

    Args:
        tree: The parsed JSON.

    Yields:
        The objects.
    """
    found = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    listed = list(walk(tree, "output.diarization[]|diarization[]")) or list(found)
    for row in listed:
        if isinstance(row, dict) and any(key in row for key in _VOICES_ALONE):
            yield row


def _keys(node: Any) -> str:
    if isinstance(node, list):
        return f"a list of {len(node)}, the first with {_keys(node[0])}" if node else "an empty list"
    if isinstance(node, dict):
        return f"the keys {', '.join(repr(str(key)[:40]) for key in islice(node, 12)) or 'none'}"
    return f"a {type(node).__name__}"


def _read_segments(tree: Any, layout: Layout, problems: list[Problem]) -> Iterator[TimedSegment]:
    text_at, label_at = reach(layout.text or ""), _labels_of(tree, layout)
    loose = deque(_loose_words(tree, layout))
    timeless = odd = 0
    for segment in walk(tree, layout.segments):
        if not isinstance(segment, dict) or segment.get("aAppend"):  # YouTube's line ends
            continue
        start, end = _times(segment, layout)
        timeless += start is None
        odd += start is None and reach(layout.start)(segment) is not None
        words = list(_words(segment, layout, start)) or _until(end, loose)
        said = text_at(segment) if layout.text else join_tokens(word for word, _, _ in words)
        text = tidy(untagged(said if isinstance(said, str) else ""))
        if layout.text == "words":
            text = close_up(text)
        times = _characters(segment, layout, text) if layout.characters else time_words(text, words)
        yield TimedSegment(text=text, start_ms=start, end_ms=end, label=label_at(segment), times=times)
    if odd:
        problems.append(Problem(kind="stamp", message=f"{odd} 段的开始时间不是录音里可能的时间，没有采用"))
    elif timeless:
        problems.append(Problem(kind="stamp", message=f"{timeless} 段没有开始时间"))


def _labels_of(tree: Any, layout: Layout) -> Callable[[Any], str | None]:
    """Return what tells who speaks in a segment: its label, the channel if the recording has several, or both."""
    label_at, channel_at = reach(layout.label), reach(layout.channel)
    for track in walk(tree, layout.tracks or _NOWHERE):
        for segment in walk(track, layout.segments.rpartition(".")[2]):
            if isinstance(track, dict) and isinstance(segment, dict):
                segment.setdefault(layout.channel, channel_at(track))
    segments = (segment for segment in walk(tree, layout.segments) if isinstance(segment, dict))
    if len({to_label(channel_at(segment)) for segment in segments}) < 2:
        return lambda segment: to_label(label_at(segment))
    return lambda segment: "-".join(filter(None, map(to_label, (channel_at(segment), label_at(segment))))) or None


def _times(segment: dict[str, Any], layout: Layout) -> tuple[int | None, int | None]:
    start = to_ms(reach(layout.start)(segment), unit=layout.unit)
    if layout.end:
        return start, to_ms(reach(layout.end)(segment), unit=layout.unit)
    length = to_ms(reach(layout.length or "")(segment), unit=layout.unit)
    return start, _sum(start, length)


def _sum(start: int | None, length: int | None) -> int | None:
    return None if start is None or length is None else start + length


def _words(segment: dict[str, Any], layout: Layout, zero: int | None) -> Iterator[Word]:
    unit = layout.word_unit or layout.unit
    word_at, start_at = reach(layout.word), reach(layout.word_start)
    end_at = reach(layout.word_end or layout.word_length or "")
    zero = zero if layout.words_from_segment else 0
    for word in walk(segment, layout.words):
        if isinstance(word, dict) and isinstance(said := word_at(word), str):
            start, end = to_ms(start_at(word), unit=unit), to_ms(end_at(word), unit=unit)
            end = _sum(start, end) if layout.word_length else end
            yield said, _sum(zero, start), _sum(zero, end)


def _loose_words(tree: Any, layout: Layout) -> Iterator[Word]:
    """The words beside the segments that have a time."""
    if layout.loose_words and isinstance(tree, dict):
        words = _words(tree, attrs.evolve(layout, words=layout.loose_words), 0)
        yield from (word for word in words if word[1] is not None)


def _until(end: int | None, words: deque[Word]) -> list[Word]:
    """Takes the words that start before *end*."""
    taken = []
    while words and end is not None and (words[0][1] or 0) < end:
        taken.append(words.popleft())
    return taken


def _characters(segment: dict[str, Any], layout: Layout, text: str) -> Times:
    row = reach(layout.characters or "")(segment)
    starts = [to_ms(start, unit=layout.unit) for start in row[::2]] if isinstance(row, array) else []
    said = segment.get("words")
    if isinstance(said, list) and len(said) == len(starts) and all(isinstance(word, str) for word in said):
        return time_words(text, [(word, start, None) for word, start in zip(said, starts, strict=True)])
    return time_characters(text, [start for start in starts if start is not None])


_STYLE = regex.compile(r"<[^<>]{0,200}>")
_MICROSECONDS = 0.001  # milliseconds


def read_joined(tree: Any) -> list[TimedSegment]:
    """Read a result of AWS or of another service that lists words and speakers apart.

    Args:
        tree: The parsed JSON.

    Returns:
        The timed segments; none if it is no such result.
    """
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
    """Tell whether the JSON has the items of AWS Transcribe.

    Args:
        tree: The parsed JSON.

    Returns:
        True if so.
    """
    return any(
        reach("alternatives.0.content")(item) for item in walk(tree, "results.items[]") if isinstance(item, dict)
    )


def aws_cues(tree: Any) -> Iterator[TimedSegment]:
    """Read a result of AWS: a segment for each stretch of a speaker or of a channel, for each audio segment, or one for all.

    Args:
        tree: The parsed JSON.

    Yields:
        The timed segments.
    """
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
