"""Cues: what a structured format says piece by piece, and the one source that they make.

Enter cues in the order of the file, each with its text and, where the format says so, its times, its voice and the times of its words;
leaves a `SourceText` whose text is the cues' lines joined by newlines. Cues are put in order of time. A time that no recording can
have is not used, and told; words keep their times where they are found again in the text of their cue.
"""

from __future__ import annotations

import math
import numbers
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import TypeAlias

import attrs
import regex

from transcript.model import Problem
from transcript.readers.clock import milliseconds, rising
from transcript.text import SPEECH, Moment, Segment, SourceText, Span

Reading = tuple[SourceText, tuple[Problem, ...]]
# A word with its start and end in milliseconds.
Word: TypeAlias = tuple[str, int | None, int | None]
# Offset in the text of a cue and milliseconds, in turn: an array, since a long recording has a million words.
Times: TypeAlias = "array[int]"
_UNTIMED: Times = array("q")  # one for all: most cues have no words with times, and an array takes 80 bytes

# A recording of six weeks is none.
_LONGEST_MS = 1000 * 3600 * 1000
# How far ahead a word is looked for: numbers and punctuation may be written otherwise in the text.
_AHEAD, _FURTHEST = 16, 200
# How fast somebody speaks: the unit of times is judged by it, within a factor of thirty.
_CHARACTERS_A_SECOND = 4.5
# Silence that parts two stretches of words.
_PAUSE_MS = 1000
_LINE = regex.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WIDE = r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’…—]"
_BESIDE_WIDE = regex.compile(rf"(?<={_WIDE})[ \t]++|(?<! )[ \t]++(?={_WIDE})")
_LETTERS_MEET = regex.compile(r"[A-Za-z][A-Za-z]")
_TAGS = regex.compile(
    r"\s*(?:<\|[^|<>\r\n]{0,40}\|>|\[(?:BLANK_AUDIO|_BEG_|_TT_[0-9]{1,6}|_EOT_|_SOT_)\])(?:\s*(?:<\|[^|<>\r\n]{0,40}\|>|\[(?:BLANK_AUDIO|_BEG_|_TT_[0-9]{1,6}|_EOT_|_SOT_)\]))*+\s*"
)
_SPOKEN = regex.compile(r"\p{Han}|[^\W_\p{Han}]+(?:['’][^\W_\p{Han}]+)*")
CLOCK = r"[0-9]{1,9}[:：][0-9]{1,2}(?:[:：][0-9]{1,2})?(?:[.,．，:;][0-9]{1,3})?"
_CLOCK = regex.compile(CLOCK)
_HALF_WIDTH = str.maketrans("：．，", ":..")


@attrs.frozen(kw_only=True, weakref_slot=False)
class TimedSegment:
    """A piece of speech as a structured format has it.

    Attributes:
        text: Its words, one or more lines.
        start_ms, end_ms: When it was said; None if unknown.
        label: The input's own mark of who speaks.
        times: When its words were said: offset in `text` and milliseconds, in turn.
    """

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    label: str | None = None
    times: Times = _UNTIMED


def tidy(text: str) -> str:
    """Keep the lines of *text* that show something, without the white space around them.

    Args:
        text: The decoded text.

    Returns:
        The lines, joined.
    """
    return "\n".join(line for match in _LINE.finditer(text) if (line := match.group().strip()))


def untagged(text: str) -> str:
    r"""Remove the tags of a recogniser (`<|zh|><|NEUTRAL|>`, `[BLANK_AUDIO]`); between words a new line begins in their place.

    Args:
        text: The decoded text.

    Returns:
        The text without tags.

    >>> untagged("<|zh|><|HAPPY|>各位好。 <|zh|><|BGM|>开会。")
    '各位好。\n开会。'
    """
    if "<|" not in text and "[" not in text:
        return text
    return str(_TAGS.sub("\n", text)).strip("\n") if _TAGS.search(text) else text


def join_tokens(tokens: Iterable[str]) -> str:
    """Join words to a text: a space between two that are in letters, none between those in characters.

    Args:
        tokens: The words, in order.

    Returns:
        The text.

    >>> join_tokens(["用", "open", "source", "的", "，"])
    '用open source的，'
    """
    joined: list[str] = []
    for token in tokens:
        if joined and token and _LETTERS_MEET.match(joined[-1][-1] + token[0]):
            joined.append(" ")
        if token:
            joined.append(token)
    return "".join(joined)


def close_up(text: str) -> str:
    """Remove the spaces by which a text was cut into words: none stays beside a Chinese character.

    Args:
        text: The decoded text.

    Returns:
        The text.

    >>> close_up("各 位 好 ， use AI 吧")
    '各位好，use AI吧'
    """
    closed: str = _BESIDE_WIDE.sub("", text.strip())
    return closed


def to_ms(value: object, *, unit: float) -> int | None:
    """Read a time as a format writes it: a number, a number in quotes or a clock.

    Args:
        value: What stands there.
        unit: Milliseconds in one.

    Returns:
        Milliseconds; None if it is no time.

    >>> to_ms("3.2", unit=1000), to_ms("00:01:02.5", unit=1000), to_ms(float("nan"), unit=1)
    (3200, 62500, None)
    """
    if not isinstance(value, str | int | float) and isinstance(value, numbers.Real):
        value = float(value)  # of numpy
    if isinstance(value, str):
        value = _clock_ms(value) if _CLOCK.fullmatch(value.strip()) else _number(value, unit)
        unit = 1
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _LONGEST_MS:
        return None  # no comparison holds for NaN
    time = value * unit
    return round(time) if time <= _LONGEST_MS else None


def _clock_ms(value: str) -> int | None:
    """Return what a clock shows that may be written in full-width signs; None if no clock can."""
    return milliseconds(value.strip().translate(_HALF_WIDTH))


def _number(value: str, unit: float) -> float | None:
    try:
        return float(value) * unit
    except ValueError:
        return None


def spoken_unit(times: Sequence[float], *, size: int, units: Sequence[float] = (1000.0, 1.0)) -> float:
    """Choose the unit of whole *times*: that of *units* at which so many characters would be spoken at a usual rate.

    Args:
        times: The times, in order.
        size: How many characters are spoken in that time.
        units: The units that it may be, in milliseconds.

    Returns:
        Milliseconds in one.
    """
    spent = max(times) - min(times) if times else 0
    if spent <= 0:
        return 1.0 if times and max(times) >= 1000 else 1000.0
    return min(units, key=lambda unit: abs(math.log(max(size, 1) / (spent * unit / 1000) / _CHARACTERS_A_SECOND)))


def to_label(value: object) -> str | None:
    """Read a voice as a format writes it, a name or a number from 0.

    Args:
        value: A value.

    Returns:
        The label on one line; None if there is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    whole = isinstance(value, float) and math.isfinite(value) and value == int(value)
    return " ".join(str(int(value) if whole else value).split()) or None


def stretches(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Cut words in order of time at silences; a mark without a time stays with the word before it.

    Args:
        words: Words with their times, in order.

    Yields:
        The words of each stretch.
    """
    run: list[Word] = []
    rest = 0
    for word in words:
        _, start, end = word
        if run and start is not None and start - rest >= _PAUSE_MS:
            yield run
            run = []
        run.append(word)
        rest = rest if end is None else end
    if run:
        yield run


def merged(tracks: Iterable[Iterable[TimedSegment]]) -> list[TimedSegment]:
    """Merge the segments of the channels of one recording by their start; one without a time stays after the one that it follows.

    Args:
        tracks: The timed segments of each channel.

    Returns:
        The segments, in order.
    """
    cues: list[tuple[int, TimedSegment]] = []
    for track in tracks:
        start = 0
        for cue in track:
            start = start if cue.start_ms is None else cue.start_ms
            cues.append((start, cue))
    return [cue for _, cue in sorted(cues, key=lambda pair: pair[0])]


def time_words(text: str, words: Iterable[Word]) -> Times:
    """Find the time of each character of a segment by the times of its words.

    Args:
        text: The text of the cue.
        words: Each with its start and end, in order; those that do not stand in the text are passed over.

    Returns:
        A time for each character that has one.
    """
    times = array("q")
    at, missed = 0, _AHEAD
    rest = -1  # where the last word ends, if its end is known
    until = 0
    for word, start, end in words:
        bare = word.strip()
        found = text.find(bare, at, at + len(bare) + min(missed, _FURTHEST)) if bare else -1
        if found < 0:
            missed += len(bare)
            continue
        if 0 <= rest < found:
            times.extend((rest, until))
        if start is not None:
            times.extend((found, start))
        at, missed = found + len(bare), _AHEAD
        rest, until = (at, end) if end is not None else (-1, 0)
    if 0 <= rest < len(text):
        times.extend((rest, until))
    return times or _UNTIMED


def time_characters(text: str, starts: Sequence[int]) -> Times:
    """Find the time of each character of a segment, from times without the characters.

    A word in letters or digits counts as one. Where there are a few times too many or too few, they are laid over the text evenly; where
    there are far too few, only the first is believed.

    Args:
        text: The text of the segment.
        starts: The times in milliseconds, in order.

    Returns:
        A time for each character that has one.
    """
    spoken = [match.start() for match in _SPOKEN.finditer(text)]
    if not spoken or not starts:
        return array("q")
    if abs(len(spoken) - len(starts)) > max(len(spoken), len(starts)) / 10:
        return array("q", (spoken[0], starts[0]))
    times = array("q")
    for index, offset in enumerate(spoken):
        times.extend((offset, starts[index * len(starts) // len(spoken)]))
    return times


def source_of(
    cues: Iterable[TimedSegment], *, format_name: str, name: str | None = None, title: str | None = None
) -> Reading:
    """Build a source of timed segments.

    Args:
        cues: The timed segments, in the order of the file.
        format_name: The name of the format, for the source.
        name: The name of the file, if there is one.
        title: A title that the format names, if there is one.

    Returns:
        The source and its problems.
    """
    problems: list[Problem] = []
    kept = [_checked(cue) for cue in _worded(cues, problems)]
    problems += _ends_before_start(kept)
    ordered = _in_order([attrs.evolve(cue, end_ms=None) if _is_turned(cue) else cue for cue in kept], problems)
    ordered = _without_empty_labels(ordered, problems)
    lines = [title] if title else []
    segments = [Segment(span=Span(0, len(title)), kind="title")] if title else []
    starts, at = [], len(title) + 1 if title else 0
    for cue in ordered:
        starts.append(at)
        lines.append(cue.text)
        segments += _segments(cue, at)
        at += len(cue.text) + 1
    text = "\n".join(lines)
    if not ordered:
        problems.append(Problem(kind="empty", message="文件里没有发言的文字"))
    clock = _clock(ordered, starts)
    source = SourceText(text=text, segments=tuple(segments), clock=clock, format=format_name, name=name)
    return source, tuple(problems)


def _worded(cues: Iterable[TimedSegment], problems: list[Problem]) -> Iterator[TimedSegment]:
    empty = 0
    for cue in cues:
        if cue.text:
            yield cue
        else:
            empty += 1
    if empty:
        problems.append(Problem(kind="stamp", message=f"{empty} 段只有时间，没有文字"))


def _checked(cue: TimedSegment) -> TimedSegment:
    """The same cue with the time of its first word, if it has none of its own."""
    if cue.start_ms is not None or not cue.times:
        return cue
    return attrs.evolve(cue, start_ms=cue.times[1])


def _is_turned(cue: TimedSegment) -> bool:
    return cue.start_ms is not None and cue.end_ms is not None and cue.end_ms < cue.start_ms


def _ends_before_start(cues: Sequence[TimedSegment]) -> Iterator[Problem]:
    turned = [cue for cue in cues if _is_turned(cue)]
    if turned:
        message = f"{len(turned)} 段的结束时间早于开始时间，没有采用，第一段是“{turned[0].text[:12]}”"
        yield Problem(kind="stamp", message=message)


def _in_order(cues: list[TimedSegment], problems: list[Problem]) -> list[TimedSegment]:
    """The cues by their start; one without a time stays after the one that it follows."""
    keys: list[int] = []
    for cue in cues:
        keys.append(cue.start_ms if cue.start_ms is not None else keys[-1] if keys else 0)
    back = [index for index, (before, after) in enumerate(pairwise(keys), 1) if after < before]
    if not back:
        return cues
    message = f"{len(back)} 段比前一段开始得早，已按时间排好，第一段是“{cues[back[0]].text[:12]}”"
    problems.append(Problem(kind="stamp", message=message))
    return [cues[index] for index in sorted(range(len(cues)), key=keys.__getitem__)]


def _without_empty_labels(cues: list[TimedSegment], problems: list[Problem]) -> list[TimedSegment]:
    """A recogniser that was not asked to tell voices apart numbers every cue 0."""
    if len(cues) < 2 or {cue.label for cue in cues} != {"0"}:
        return cues
    problems.append(Problem(kind="label", message="所有段落的说话人编号都是 0，说明识别时没有区分说话人，编号没有采用"))
    return [attrs.evolve(cue, label=None) for cue in cues]


def _segments(cue: TimedSegment, at: int) -> Iterator[Segment]:
    """A segment a line; the first has the start, the last the end."""
    lines = cue.text.split("\n")
    for index, line in enumerate(lines):
        yield Segment(
            span=Span(at, at + len(line)),
            kind=SPEECH,
            start_ms=cue.start_ms if index == 0 else None,
            end_ms=cue.end_ms if index == len(lines) - 1 else None,
            label=cue.label,
        )
        at += len(line) + 1


def _clock(cues: Sequence[TimedSegment], starts: Sequence[int]) -> tuple[Moment, ...]:
    offsets, times = array("q"), array("q")
    for cue, following, at in zip_longest(cues, cues[1:], starts):
        for offset, ms in _moments(cue, following):
            offsets.append(at + offset)
            times.append(ms)
    return tuple(Moment(offset=offsets[index], ms=times[index]) for index in rising(times))


def _moments(cue: TimedSegment, following: TimedSegment | None) -> Iterator[tuple[int, int]]:
    """Start, words and end of a cue; the end only if the next one does not start before it."""
    if cue.start_ms is not None:
        yield 0, cue.start_ms
    first = 0 if cue.start_ms is not None else -1
    for index in range(0, len(cue.times), 2):
        if cue.times[index] > first:
            yield cue.times[index], cue.times[index + 1]
    beyond = following.start_ms if following and following.start_ms is not None else _LONGEST_MS
    if cue.end_ms is not None and cue.end_ms <= beyond:
        yield len(cue.text), cue.end_ms
