"""What each step is worth by which the points of a passage are numbered: a list that goes on, begins, or ends.

A list is open while points may follow in it. `decode` finds the steps that are worth most together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log
from operator import eq
from typing import NamedTuple

from transcript.outline.candidates import LINE, Candidate, Shape
from transcript.outline.detection import Habits
from transcript.outline.ordinals import RANKS
from transcript.outline.weights import weights

_AT_ONCE, _SOON = 3, 60  # letters between a heading and the first point under it

WEIGHTS = weights("list")


LIKENESS = weights("likeness")


class OpenList(NamedTuple):
    """An open list.

    Attributes:
        style: The style of its ordinals; "" while none told it.
        number: The number reached.
        size: How many points it has.
        announced: How many were announced; 0 if none were.
        last: The candidate that is its last point.
        sure: Whether the last point has an ordinal, if only the rest of one, or a list under it.
        inner: The style of the latest list under one of its points; "" for none, or none that shows its style.
    """

    style: str
    number: int
    size: int
    announced: int
    last: int
    sure: bool
    inner: str = ""


Likeness = Callable[[int, int], float]


def continued(part: OpenList, i: int, candidates: list[Candidate], likeness: Likeness) -> tuple[OpenList, float]:
    """An open list with candidate *i* as its next point, and what that is worth."""
    candidate = candidates[i]
    number = candidate.number or part.number + 1
    reached = OpenList(
        candidate.style or part.style,
        number,
        part.size + 1,
        part.announced,
        i,
        candidate.kind != "lost",
        part.inner,
    )
    return reached, _continuing(part, candidate, number) + likeness(part.last, i)


def begun(candidate: Candidate, i: int) -> OpenList:
    """A list of one point."""
    return OpenList(candidate.style, candidate.number or 1, 1, candidate.announced, i, candidate.kind != "lost")


def parent_of(above: OpenList, candidates: list[Candidate], first: Candidate, *, top: bool) -> tuple[OpenList, float]:
    """The list under whose last point a new one begins, and what that is worth; *top* if none was open there."""
    inner = _written(first)
    gain = 0.0
    if top:
        gain = _heading(candidates[above.last], first) + _first(candidates[above.last], first)
    if above.inner and inner:
        gain += WEIGHTS["like the last" if above.inner == inner else "unlike the last"]
    return above._replace(sure=True, inner=inner or above.inner), gain


def _written(candidate: Candidate) -> str:
    """The style in which a point is numbered; "" if nothing shows it. A numeral without its separator had one."""
    return candidate.style or ("dun" if candidate.number else "")


def _continuing(part: OpenList, candidate: Candidate, number: int) -> float:
    step = number - part.number
    if not candidate.number:
        gain = WEIGHTS["unnumbered"]
    elif step == 1:
        gain = WEIGHTS["next"]
    elif step > 1:
        gain = WEIGHTS["gap"] + WEIGHTS["gap more"] * min(step - 2, 8)
    else:
        gain = WEIGHTS["same"] if step == 0 else WEIGHTS["back"]
    if part.style and candidate.style and part.style != candidate.style:
        gain += WEIGHTS["style"]
    if candidate.sounds:
        gain += WEIGHTS["sounds"] * candidate.sounds.get(number, 0.0)
    if part.announced and number > part.announced:
        gain += WEIGHTS["over announced"]
    return gain


def best_opening(candidate: Candidate) -> float:
    """No list that starts with *candidate* is worth more than this and the candidate itself."""
    return (
        max(WEIGHTS["open"], WEIGHTS["restart"])
        + max(0.0, WEIGHTS["heads"], WEIGHTS["heads nearly"])
        + max(0.0, WEIGHTS["first at once"], WEIGHTS["first soon"])
        + max(0.0, WEIGHTS["like the last"], WEIGHTS["unlike the last"])
        + (WEIGHTS["sounds"] if candidate.sounds else 0.0)
    )


def opening(candidate: Candidate, *, top: bool) -> float:
    """What it is worth that *candidate* is the first of a list, wherever that is; *top* if none is open there."""
    gain = WEIGHTS["open"] if top else WEIGHTS["restart"]
    if candidate.sounds:
        gain += WEIGHTS["sounds"] * candidate.sounds.get(candidate.number or 1, 0.0)
    if candidate.number > 1:
        gain += WEIGHTS["late open"] if candidate.number == 2 else WEIGHTS["later open"]
    return gain


def among(style: str, above: Sequence[str]) -> float:
    """What the style of a new list is worth, under points of other styles, "" for those that have none."""
    styles = [other for other in above if other]
    if style in styles:
        return WEIGHTS["style again"]
    return WEIGHTS["rank"] if style and styles and RANKS[style] < RANKS[styles[-1]] else 0.0


def _heading(parent: Candidate, first: Candidate) -> float:
    """What it is worth that a list begins where doubtful words announce one by their place."""
    return WEIGHTS[parent.heads[1]] if parent.heads and parent.heads[0] == first.start else 0.0


def _first(parent: Candidate, first: Candidate) -> float:
    """What the way from a heading to the first point under it is worth, where that has no sure ordinal."""
    if first.kind == "mark":
        return 0.0
    gap = first.start - parent.heading - parent.shape.length
    if gap <= _AT_ONCE:
        return WEIGHTS["first at once"]
    return WEIGHTS["first soon"] if gap <= _SOON else WEIGHTS["first late"] * log(gap / _SOON)


def closing(part: OpenList) -> float:
    """What it is worth that a list ends as it is."""
    gain = WEIGHTS["alone"] if part.size == 1 else 0.0
    if not part.sure:
        gain += WEIGHTS["ends lost"]
    if part.announced:
        gain += WEIGHTS["announced"] if part.number == part.announced else WEIGHTS["not announced"]
    return gain


def remembered_likeness(candidates: list[Candidate], habits: Habits) -> Likeness:
    """How well one candidate follows another as its brother, as a function of their indices that remembers."""

    @lru_cache(maxsize=4096)
    def likeness(i: int, j: int) -> float:
        a, b = candidates[i], candidates[j]
        if a.style and b.style and a.number and b.number:
            return LIKENESS["known"] * _likeness(a.shape, b.shape)
        return _likeness(a.shape, b.shape) + _habit(a, b, habits)

    return likeness


def _habit(a: Candidate, b: Candidate, habits: Habits) -> float:
    """How well two brothers keep to the habits of the passage: points at the head of a line, points of like length."""
    gain = LIKENESS["both lost"] if a.kind == b.kind == "lost" else 0.0
    if b.border != LINE:
        gain += LIKENESS["off line"] * habits.on_line
    gain += LIKENESS["usual border"] * habits.borders[b.border]
    usual = habits.lengths.get(a.style or b.style)
    if usual:
        apart = abs(log((b.start - a.start) / usual))
        gain += max(LIKENESS["far"], LIKENESS["spacing"] * apart * apart)
    return gain


def _likeness(a: Shape, b: Shape) -> float:
    gain = LIKENESS["any"] + LIKENESS["length"] * abs(log((a.length + 2) / (b.length + 2)))
    gain += LIKENESS["same length"] * (a.length == b.length)
    gain += LIKENESS["clauses"] * (a.clauses == b.clauses)
    gain += LIKENESS["first"] * (a.first == b.first) + LIKENESS["first nearly"] * (abs(a.first - b.first) == 1)
    gain += LIKENESS["opening"] * abs(a.opening - b.opening)
    gain += LIKENESS["beginning"] * _common(a.text[:5], b.text[:5])
    return gain + LIKENESS["end"] * _same_places(a.text[-5:], b.text[-5:])


def _common(a: str, b: str) -> int:
    """Letters of the common beginning of two short texts."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _same_places(a: str, b: str) -> int:
    """How many letters two short texts have in the same places, counted from their ends."""
    return sum(map(eq, reversed(a), reversed(b)))
