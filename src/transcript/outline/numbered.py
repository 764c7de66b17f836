"""Candidates that have their ordinal (一、 （一） 1. 一是 第一，…), and the habits of the passage that they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp, log

import attrs

from transcript.outline.candidates import LINE, NONE, Candidate, announced_before, border_before, shape_of
from transcript.outline.ordinals import Mark, find_marks, han_number

# log odds of an ordinal by style and by the border before it (LINE, BROKEN, STOP, HALF, COLON, COMMA, NONE); None: no candidate
BORDER_WEIGHTS: dict[str, tuple[float | None, ...]] = {
    "part": (4.0, 2.0, 3.0, 1.0, 2.0, -1.0, None),
    "di": (4.0, 3.0, 4.0, 3.0, 3.5, 1.5, -1.0),
    "dun": (4.5, 3.0, 4.0, 3.0, 3.5, 1.5, -2.0),
    "paren": (4.5, 3.5, 4.0, 3.0, 3.5, 2.0, 0.5),
    "digit": (4.0, 2.5, 3.0, 2.0, 3.0, 0.0, None),
    "digit_paren": (4.0, 2.5, 3.0, 3.0, 3.0, 1.0, 0.0),
    "circled": (4.0, 3.0, 3.0, 3.0, 3.0, 2.0, 1.0),
    "is": (4.5, 3.5, 4.5, 4.0, 4.5, 1.8, -0.5),
    "side": (3.0, 2.5, 3.0, -0.5, 1.5, -2.5, None),
    "flank": (2.0, 1.5, 2.0, -0.5, 0.5, -2.5, None),
}
_WEAK_SEPARATOR = -1.0  # added where a comma or colon stands for 、 (三，从严管控)
# an ordinal that begins after one of these is the end of another word: 唯一是, 之一是, 第二十一要
_WORD_BEFORE = frozenset("第之唯统单专其每这那同万百千十")

_FEW = 2.0  # so many points show half a habit
_TOLERANCE = 5.0  # one point in so many inside a line, and there is no habit of starting lines


def numbered(text: str) -> Iterator[Candidate]:
    """The ordinals of *text* as candidates, in order."""
    for mark in find_marks(text):
        border = border_before(text, mark.start)
        weight = BORDER_WEIGHTS[mark.style][border]
        if weight is not None and _plausible(text, mark):
            yield _candidate(text, mark, border, weight)


def _candidate(text: str, mark: Mark, border: int, weight: float) -> Candidate:
    shape = shape_of(text, mark.end)
    if mark.style == "dun" and text[mark.end - 1] in "，,：:":
        weight += _WEAK_SEPARATOR
    announced = announced_before(text, mark.start) if mark.number == 1 else 0
    return Candidate(mark.start, mark.end, "mark", mark.style, mark.number, weight, border, shape, announced)


def _plausible(text: str, mark: Mark) -> bool:
    """Whether the ordinal is one: not the end of another word, nor the head of a row of numbers (一、二产业)."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if not after or (mark.style in ("is", "dun", "di") and before in _WORD_BEFORE):
        return False
    if mark.style != "dun":
        return True
    follows = han_number(after) if after in "一二三四五六七八九十" else None
    return follows != mark.number + 1 and not (
        before == "、" and text[mark.start - 2 : mark.start - 1] in "一二三四五六七八九"
    )


@attrs.frozen
class Habits:
    """How a passage sets its points.

    Attributes:
        on_line: How surely points start lines, from 0 to 1.
        borders: For each border the share of the points after the first of a list that stand behind it.
        opening: How much the first words of its headings are those of headings, on the average.
        lengths: For each style the usual length of a point, from its start to the next of its list.
    """

    on_line: float
    borders: tuple[float, ...]
    opening: float
    lengths: Mapping[str, float]


def habits_of(marks: Sequence[Candidate]) -> Habits:
    """The habits that the undamaged ordinals of a passage show."""
    inside = sum(c.border != LINE for c in marks) / max(1, len(marks))
    later = [c.border for c in marks if c.number > 1]
    logs: dict[str, list[float]] = {}
    for a, b in pairwise(marks):
        if a.style == b.style and b.number == a.number + 1:
            logs.setdefault(a.style, []).append(log(b.start - a.start))
    return Habits(
        on_line=max(0.0, 1 - _TOLERANCE * inside) * len(marks) / (len(marks) + _FEW),
        borders=tuple(later.count(border) / (len(later) + _FEW) for border in range(NONE + 1)),
        opening=sum(c.shape.opening for c in marks) / (len(marks) + _FEW),
        lengths={style: exp(sum(values) / len(values)) for style, values in logs.items()},
    )
