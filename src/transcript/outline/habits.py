"""The habits of a passage, as its undamaged ordinals show them: where points start, and how long they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import exp, log

import attrs

from transcript.outline.candidates import LINE, Candidate

_FEW = 2.0  # so many points more on lines than inside show half a habit


@attrs.frozen
class Habits:
    """How a passage sets its points.

    Attributes:
        on_line: How surely points start lines, from 0 to 1.
        lengths: For each style the usual length of a point, from its start to the next of its list.
    """

    on_line: float
    lengths: Mapping[str, float]


def habits_of(candidates: Iterable[Candidate]) -> Habits:
    """The habits that the ordinals among *candidates* show."""
    marks = [c for c in candidates if c.kind == "mark"]
    off = sum(c.border != LINE for c in marks)
    surplus = max(0, len(marks) - 4 * off)
    logs: dict[str, list[float]] = {}
    for a, b in pairwise(marks):
        if a.style == b.style and b.number == a.number + 1:
            logs.setdefault(a.style, []).append(log(b.start - a.start))
    return Habits(
        on_line=surplus / (surplus + _FEW) if surplus else 0.0,
        lengths={style: exp(sum(values) / len(values)) for style, values in logs.items()},
    )
