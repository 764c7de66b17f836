"""The habits of a passage, as its undamaged ordinals show them: where points start, and how long they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import exp, log

import attrs

from transcript.outline.candidates import LINE, Candidate

_FEW = 2.0  # so many points show half a habit
_TOLERANCE = 5.0  # one point in so many inside a line, and there is no habit of starting lines


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
    inside = sum(c.border != LINE for c in marks) / max(1, len(marks))
    logs: dict[str, list[float]] = {}
    for a, b in pairwise(marks):
        if a.style == b.style and b.number == a.number + 1:
            logs.setdefault(a.style, []).append(log(b.start - a.start))
    return Habits(
        on_line=max(0.0, 1 - _TOLERANCE * inside) * len(marks) / (len(marks) + _FEW),
        lengths={style: exp(sum(values) / len(values)) for style, values in logs.items()},
    )
