"""Candidates without any ordinal: sentences that look like the heading of a point."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from transcript.outline.candidates import Candidate, Shape, announced_before, border_before, shape_of
from transcript.outline.numbered import Habits

# log odds of a heading by the border before it: LINE, BROKEN, STOP, HALF, COLON, COMMA
BORDER_WEIGHTS = [-3.17, -4.88, -3.49, -5.9, -4.41, -5.92]
WEIGHTS = {
    "opener": 0.45,  # times what openers.tsv says of its first words
    "opener here": 0.51,  # times the same, times what it says of the numbered headings here
    "long": 0.52,  # more than 45 letters
    "topic": 2.5,  # a part of a report: 下一步工作安排
    "short": -1.15,  # fewer than five
    "details": -0.42,  # figures, quotations
    "announces": -2.04,  # it announces a number of points instead of being one
    "announced": 1.58,  # the sentence before announces points
    "parallel": 1.28,  # two clauses, the first of four, six or eight letters: 强化责任担当，推动工作落实
    "first parallel": 1.46,  # more clauses, the first such
}
_LEAST = -5.8
_HEADS = regex.compile(r"(?:^|(?<=[。！？!?；;：:，,\n]))[ 　\t]*(?=\p{Han})")
# an answer and no heading: 好，全票通过
_ANSWER = regex.compile(r"(?:好的?|行|嗯|哎|对|是的|可以|那)(?:[啊吧呢嘛])?[，,。、！]")
_ANNOUNCES = regex.compile(r"几(?:个?方面|[个点条项件])|如下|以下")
_DETAILS = regex.compile(r"[0-9零百千万亿《“]")


def lost(text: str, *, habits: Habits) -> Iterator[Candidate]:
    """Sentences of *text* that look like a heading, though no ordinal is left."""
    for match in _HEADS.finditer(text):
        at = match.end()
        if _ANSWER.match(text, at):
            continue
        border = border_before(text, at)
        shape = shape_of(text, at)
        weight = BORDER_WEIGHTS[border] + _shape_weight(shape, habits)
        if weight + WEIGHTS["announced"] <= _LEAST:
            continue
        announced = announced_before(text, at)
        weight += WEIGHTS["announced"] * (announced > 0)
        announces = announced_before(text, at + shape.length) > 0 or bool(_ANNOUNCES.search(shape.text))
        weight += WEIGHTS["announces"] * announces
        if weight > _LEAST:
            yield Candidate(at, at, "lost", "", 0, weight, border, shape, announced)


def _shape_weight(shape: Shape, habits: Habits) -> float:
    """How much a sentence looks like a heading by its first words, its length and its details."""
    weight = (WEIGHTS["opener"] + WEIGHTS["opener here"] * habits.opening) * shape.opening
    weight += WEIGHTS["long"] * (shape.length > 45) + WEIGHTS["short"] * (shape.length < 5)
    if shape.is_parallel:
        weight += WEIGHTS["parallel" if shape.clauses == 2 else "first parallel"]
    weight += WEIGHTS["topic"] * shape.topic
    return weight + WEIGHTS["details"] * bool(_DETAILS.search(shape.text))
