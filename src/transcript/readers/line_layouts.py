"""The line layouts of plain transcripts, told apart by shape.

A line may begin with a mark of who speaks, of when, or of both; what follows the mark is speech. Each layout is a row: its
pattern with an example, and which of the marks found are believed. A text has at most one layout of speaker marks and one of
stamps, so that a line which happens to look like another layout stays speech.

A pattern sees the first `_LONGEST_MARK` characters of a line only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any

import attrs
import regex

_LONGEST_MARK = 80

_TIME = r"[0-9]{1,3}[:：][0-9]{2}(?:[:：][0-9]{2})?(?:[.,][0-9]{1,3})?"
_LOOSE_TIME = r"[0-9]{1,3}[:：][0-9]{1,2}(?:\.[0-9]{1,3})?"
# A number for a voice, not a person: 发言人1, 说话人 2, Speaker 1, SPEAKER_00.
_ANONYMOUS = r"(?:发言人|發言人|说话人|說話人|讲话人|講話人|[Ss]peaker|SPEAKER|[Ss]pk)[ _\-]?(?:[0-9]{1,3}|[A-Z一二三四五六七八九十甲乙丙丁](?![A-Za-z]))"
# An account or a person: no marks of a sentence and no clock in it.
_BARRED = r"*#\[\]【】()（）:：,，。！？!?；;、“”\"<>|\r\n"
_NAMED = rf"[^\s0-9{_BARRED}][^{_BARRED}]{{0,18}}?"
_LABEL = rf"(?P<label>{_ANONYMOUS}|{_NAMED})"
# Recognisers number voices from 0; beside a clock or in brackets the number alone may stand.
_VOICE = rf"(?P<label>{_ANONYMOUS}|[0-9]{{1,2}}|{_NAMED})"
_COLON = regex.compile("[:：]")
_BEGINS_WITH_TIME = regex.compile(rf"[\[【(（]?{_TIME}")
_IS_ANONYMOUS = regex.compile(_ANONYMOUS)


@attrs.frozen(kw_only=True)
class Mark:
    """What a line begins with.

    Attributes:
        end: Where the mark ends in the line, without the white space after it.
        words: Where the words after it start.
        label: Who speaks, as the line says it.
        time, until: Readings of the clock, as the line says them.
    """

    end: int
    words: int
    label: str | None = None
    time: str | None = None
    until: str | None = None


Labels = Counter[str | None]


@attrs.frozen
class Layout:
    """One way of marking lines.

    Attributes:
        name: What the layout is called.
        pattern: Matches the mark at the start of a line; `LABEL` stands for a name, `VOICE` for a name or a number, `TIME` and `LOOSE` for times.
        believed: Which of the labels that were counted in these lines are marks; none if the layout is not this one.
    """

    name: str
    pattern: str
    believed: Callable[[Labels, Sequence[str]], Collection[str | None]]

    def mark(self, line: str) -> Mark | None:
        """The mark that *line* begins with, if it has this layout."""
        if not _COLON.search(line, endpos=_LONGEST_MARK):  # all layouts have one: most lines are done here
            return None
        match = self._compiled.match(line[:_LONGEST_MARK])
        if not match:
            return None
        return Mark(end=len(match.group().rstrip()), words=match.end(), **match.groupdict())

    @cached_property
    def _compiled(self) -> Any:
        filled = (
            self.pattern.replace("LOOSE", _LOOSE_TIME)
            .replace("TIME", _TIME)
            .replace("LABEL", _LABEL)
            .replace("VOICE", _VOICE)
        )
        return regex.compile(filled)


def find_marks(lines: Sequence[str], *, layouts: Sequence[Layout]) -> list[Mark | None]:
    """The mark of each line in the first of *layouts* that is believed of them; all None if none is.

    >>> lines = ["发言人1：我说三点：", "第一：少说。", "发言人2：好。"]
    >>> [mark.label if mark else None for mark in find_marks(lines, layouts=SPEAKER_LAYOUTS)]
    ['发言人1', None, '发言人2']
    """
    for layout in layouts:
        marks = [layout.mark(line) for line in lines]
        labels = Counter(mark.label for mark in marks if mark)
        believed = layout.believed(labels, lines) if labels else ()
        if believed:
            return [mark if mark and mark.label in believed else None for mark in marks]
    return [None] * len(lines)


def is_anonymous(label: str | None) -> bool:
    """Whether a label numbers a voice instead of naming a person."""
    return bool(_IS_ANONYMOUS.fullmatch(label or ""))


def _are_points(labels: Labels) -> bool:
    """Whether all are bare numbers of which none comes back: a list of points, not voices that take turns."""
    return len(labels) == labels.total() and all(label and label.isdecimal() for label in labels)


def _all(labels: Labels, lines: Sequence[str]) -> Collection[str | None]:  # noqa: ARG001
    return labels


def _if_a_third(labels: Labels, lines: Sequence[str]) -> Collection[str | None]:
    """Stamps without brackets: an hour of the day may stand at the start of a line too."""
    return labels if labels.total() >= len(lines) / 3 else ()


def _if_two(labels: Labels, lines: Sequence[str]) -> Collection[str | None]:  # noqa: ARG001
    several = labels.total() > 1 and not _are_points(labels)
    return labels if several or any(map(is_anonymous, labels)) else ()


def _if_headers(labels: Labels, lines: Sequence[str]) -> Collection[str | None]:
    """Above lines of speech: no timetable, where each line ends in a time and no line comes back."""
    come_back = len(labels) < labels.total() <= len(lines) / 2 + 1
    return labels if come_back or any(map(is_anonymous, labels)) else ()


def _if_all_stamps(labels: Labels, lines: Sequence[str]) -> Collection[str | None]:
    """Headers that begin with the time: no captions, where a stamp stands before any words."""
    return _if_headers(labels, lines) if labels.total() == sum(map(_begins_with_time, lines)) else ()


def _begins_with_time(line: str) -> bool:
    return bool(_BEGINS_WITH_TIME.match(line))


def _if_dialogue(labels: Labels, lines: Sequence[str]) -> Collection[str | None]:
    """A colon alone is weak: voices with a number, and names that come back where most lines have one. No list counts from 0, recognisers do."""
    if "0" not in labels:
        labels = Counter({label: times for label, times in labels.items() if not (label and label.isdecimal())})
    voices = {label for label in labels if is_anonymous(label)}
    repeated = {label for label, times in labels.items() if times > 1}
    if voices:
        return voices | repeated if sum(labels[voice] for voice in voices) >= len(lines) / 4 else voices
    if len(repeated) < 1 or labels.total() < max(3, len(lines) / 2) or len(labels) > labels.total() * 2 / 3:
        return ()
    return labels if labels.total() >= len(lines) * 0.7 else repeated


# The more a mark says, the earlier it is tried.
SPEAKER_LAYOUTS = (
    # [00:00:03] 江一帆：各位好
    Layout("[time] name:", r"[\[【](?P<time>TIME)[\]】]\s*VOICE\s*[:：]\s*", _if_two),
    # [0:3.200,0:24.000,0]  各位好
    Layout("[from,to,voice]", r"\[(?P<time>LOOSE),(?P<until>LOOSE),(?P<label>[0-9]{1,3})\]\s*", _all),
    # 江一帆(00:12)：各位好
    Layout("name(time):", r"[*]{0,2}VOICE[*]{0,2}\s*[(（\[](?P<time>TIME)[)）\]]\s*[:：]?\s*", _if_two),
    # ## 00:00:05 江一帆, the words below
    Layout("# time name", r"#{1,6}\s+(?P<time>TIME)\s+VOICE\s*$", _all),
    # 江一帆 00:00:24.600, the words below
    Layout("name time", r"VOICE[ \t　]+(?P<time>TIME)\s*$", _if_headers),
    # 00:00:05 江一帆, the words below
    Layout("time name", r"[\[【(（]?(?P<time>TIME)[\]】)）]?[ \t　]+VOICE\s*$", _if_all_stamps),
    # [SPEAKER_00]: 各位好
    Layout("[name]:", r"[\[【]VOICE[\]】]\s*[:：]\s*", _if_two),
    # 发言人1：各位好
    Layout("name:", r"[*]{0,2}VOICE\s*(?:[:：][*]{0,2}(?![0-9])|[*]{1,2}[:：])\s*", _if_dialogue),
)
STAMP_LAYOUTS = (
    # [00:03 - 00:24] 各位好
    Layout("[time]", r"[\[【](?P<time>TIME)(?:\s*(?:-->|[-~—至\u2013])\s*(?P<until>TIME))?[\]】]\s*", _all),
    # [0:3.200,0:24.000]  各位好
    Layout("[from,to]", r"\[(?P<time>LOOSE),(?P<until>LOOSE)\]\s*", _all),
    # (05:19) 各位好
    Layout("(time)", r"[(（](?P<time>TIME)[)）]\s*", _if_a_third),
    # 05:19 各位好
    Layout("time", r"(?P<time>TIME)(?:\s+(?=\S)|(?=\p{Han}))", _if_a_third),
)
# A stamp on a line of its own is one in every layout.
STAMP_LINE = (
    Layout(
        "time alone", r"[\[【(（]?(?P<time>TIME)(?:\s*(?:-->|[-~—至\u2013])\s*(?P<until>TIME))?[\]】)）]?\s*$", _all
    ),
)
