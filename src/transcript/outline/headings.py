"""Candidates without any ordinal: sentences that look like the heading of a point."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import regex

from transcript.outline.candidates import Candidate, Shape, announced_before, border_before, shape_of

# log odds of a heading by the border before it: LINE, BROKEN, STOP, HALF, COLON
BORDER_WEIGHTS = [-3.2, -5.0, -4.3, -6.0, -5.2]
WEIGHTS = {
    "opener": 1.7,  # times what openers.tsv says of its first words
    "long": -0.2,  # more than 45 letters
    "short": -1.3,  # fewer than five
    "details": -1.0,  # figures, quotations
    "announces": -2.2,  # it announces a number of points instead of being one
    "announced": 1.5,  # the sentence before announces points
    "parallel": 0.7,  # two clauses, the first of four, six or eight letters: 强化责任担当，推动工作落实
    "first parallel": 2.0,  # more clauses, the first such
}
# 在落实上下功夫, 在创新方面求突破: a heading, though most sentences that open with 在 are details
_WHEREIN = regex.compile(r"在[^，。；、\n]{2,12}(?:上|方面|中)[^，。；、\n的]{2,5}(?=[，。；\n])")
_WHEREIN_WEIGHT = 1.0
_UNKNOWN_OPENER = -0.3
_LEAST = -6.5
_HEADS = regex.compile(r"(?:^|(?<=[。！？!?；;：:\n]))[ 　\t]*(?=\p{Han})")
_DETAILS = regex.compile(r"[0-9零百千万亿《“]")


@cache
def _openers() -> tuple[dict[str, float], int]:
    text = files(__package__).joinpath("openers.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    table = {word: float(weight) for word, weight in rows}
    return table, max(map(len, table))


def opening_weight(text: str, at: int) -> float:
    """How much the words at *at* look like the beginning of a heading, in log odds.

    >>> opening_weight("强化管理", 0) > 0 > opening_weight("同时还要", 0)
    True
    """
    if _WHEREIN.match(text, at):
        return _WHEREIN_WEIGHT
    table, longest = _openers()
    for size in range(longest, 0, -1):
        weight = table.get(text[at : at + size])
        if weight is not None:
            return weight
    return _UNKNOWN_OPENER


def lost(text: str) -> Iterator[Candidate]:
    """Sentences of *text* that look like a heading, though no ordinal is left."""
    for match in _HEADS.finditer(text):
        at = match.end()
        border = border_before(text, at)
        shape = shape_of(text, at)
        announced = announced_before(text, at)
        weight = BORDER_WEIGHTS[border] + _shape_weight(shape, opening_weight(text, at))
        weight += WEIGHTS["announced"] * (announced > 0)
        weight += WEIGHTS["announces"] * (announced_before(text, at + shape.length) > 0)
        if weight > _LEAST:
            yield Candidate(at, at, "lost", "", 0, weight, border, shape, announced)


def _shape_weight(shape: Shape, opening: float) -> float:
    """How much a sentence looks like a heading by its first words, its length and its details."""
    weight = WEIGHTS["opener"] * opening
    weight += WEIGHTS["long"] * (shape.length > 45) + WEIGHTS["short"] * (shape.length < 5)
    if shape.clauses > 1 and shape.first in (4, 6, 8) and opening > 0:
        weight += WEIGHTS["parallel" if shape.clauses == 2 else "first parallel"]
    return weight + WEIGHTS["details"] * bool(_DETAILS.search(shape.text))
