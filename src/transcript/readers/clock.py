"""The clock of a plain text: read its stamps, and choose which of them to trust.

The longest run of stamps that never goes back is trusted, so that a single wrong stamp does not spoil the others.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

import attrs
import regex

from transcript.model import Problem
from transcript.text import SPEECH, Moment, Segment

_CLOCK = regex.compile(r"(?P<clock>[0-9]{1,9}(?::[0-9]{1,2}){1,2})(?:(?P<mark>[.,;:])(?P<fraction>[0-9]{1,3}))?")
_SPELLED = regex.compile(
    r"(?:(?P<hours>[0-9]{1,2})(?:小时|小時|时|時|h)\s?)?(?:(?P<minutes>[0-9]{1,3})(?:分钟|分鐘|分|m|['\u2032])\s?)(?:(?P<seconds>[0-9]{1,2}(?:\.[0-9]{1,3})?)(?:秒|s|[\"\u2033]))?"
)
_SECONDS = regex.compile(r"(?P<seconds>[0-9]{1,6}\.[0-9]{1,3}) ?s?")
_AFTER_NOON = regex.compile(r"下午|傍晚|晚上|[Pp]\.?[Mm]")
_MIDNIGHT = regex.compile(r"凌晨|[Aa]\.?[Mm]|上午")
_DATE = regex.compile(
    r"(?:(?P<year>[0-9]{4})\s?[-/.年]\s?)?(?P<month>[0-9]{1,2})\s?[-/.月]\s?(?P<day>[0-9]{1,2})\s?日?"
)
# Frames of a second, where a fraction stands behind a third colon or a semicolon (00:00:03:12).
_FRAMES = 25


def milliseconds(stamp: str) -> int | None:
    """Read a stamp: a clock, a spelled length or seconds.

    Args:
        stamp: A stamp as it is written.

    Returns:
        Milliseconds; None if no clock can show it.

    >>> milliseconds("110:00"), milliseconds("1:02:03.5"), milliseconds("99:99")
    (6600000, 3723500, None)
    >>> milliseconds("下午2:05"), milliseconds("3分20秒"), milliseconds("12.50s")
    (50700000, 200000, 12500)
    """
    plain = stamp.replace("：", ":").replace("，", ",").replace("．", ".").strip()
    if spelled := _SPELLED.fullmatch(plain):
        hours, minutes, seconds = int(spelled["hours"] or 0), int(spelled["minutes"]), float(spelled["seconds"] or 0)
        return None if seconds >= 60 else round(((hours * 60 + minutes) * 60 + seconds) * 1000)
    if seconds_alone := _SECONDS.fullmatch(plain):
        return round(float(seconds_alone["seconds"]) * 1000)
    clock = _CLOCK.search(plain)
    return _clock_ms(clock, plain) if clock else None


def _clock_ms(clock: regex.Match[str], stamp: str) -> int | None:
    *hours, minutes, seconds = map(int, clock["clock"].split(":"))
    is_day = bool(_AFTER_NOON.search(stamp) or _MIDNIGHT.search(stamp))
    if is_day and not hours:
        hours, minutes, seconds = [minutes], seconds, 0  # 下午2:05 is no length
    if seconds > 59 or (hours and minutes > 59):
        return None
    if hours and hours[0] < 12 and _AFTER_NOON.search(stamp):
        hours = [hours[0] + 12]
    elif hours and hours[0] == 12 and _MIDNIGHT.search(stamp):
        hours = [0]
    return ((sum(hours) * 60 + minutes) * 60 + seconds) * 1000 + _fraction_ms(clock)


def _fraction_ms(clock: regex.Match[str]) -> int:
    fraction = clock["fraction"] or "0"
    if clock["mark"] in {":", ";"} and len(fraction) < 3:
        return min(999, int(fraction) * 1000 // _FRAMES)
    return int(fraction.ljust(3, "0"))


def day_number(date: str | None) -> int | None:
    """Number the day of a date. Without a year it counts from the first of January of year one.

    Args:
        date: A date as it is written.

    Returns:
        The number; None if there is no date.

    >>> day_number("2031-05-07") - day_number("2031年5月6日")
    1
    """
    found = _DATE.search(date or "")
    if not found:
        return None
    try:
        return datetime.date(int(found["year"] or 2000), int(found["month"]), int(found["day"])).toordinal()
    except ValueError:
        return None


def rising(times: Sequence[int]) -> Sequence[int]:
    """Find the longest subsequence of *times* that never falls.

    Source: patience sorting; n log n.

    Args:
        times: The times, in order.

    Returns:
        The indices, in order.

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
    """Read the moments that the stamps among *segments* give.

    Args:
        text: The source text.
        segments: The segments of the text, in order.

    Returns:
        The moments, and the problems.
    """
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
        elif segment.label and segment.start_ms is None and mark and not words:
            continue  # a name below the stamp that is for it, too
        elif segment.start_ms is not None or segment.label:
            if mark:
                yield _Cue(mark=mark, words=tuple(words))
            mark, words = segment if segment.start_ms is not None else None, []
    if mark:
        yield _Cue(mark=mark, words=tuple(words))


def _moments(cues: Sequence[_Cue]) -> Iterator[Moment]:
    """Yield where each cue starts, and where it ends if it says so and the next one agrees."""
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
