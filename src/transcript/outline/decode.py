"""From candidates to points: the numbering of a passage as one decision.

The state while reading is the stack of open lists, each with its style, the number reached and its last heading. Every candidate may
be passed over, continue one of the open lists (closing those below it), or open a new one. What each step is worth stands in
`WEIGHTS`; the best way through is found with a beam that keeps the better of equal states, so that the cost is linear in the
candidates.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from heapq import nlargest
from math import log
from typing import NamedTuple

from transcript.outline.candidates import LINE, Candidate, Shape
from transcript.outline.habits import Habits, habits_of
from transcript.outline.ordinals import RANKS

_BEAM = 16
_HOPE = 9.0  # a state so far behind the best is given up
_DEEPEST = 5

WEIGHTS = {
    "next": 2.8,  # the number is the next of its list
    "unnumbered": 0.5,  # the place has no number of its own
    "gap": -3.5,  # one number is missing …
    "gap more": -0.7,  # … and each further one
    "same": -3.3,  # the number was there already
    "back": -5.0,  # the numbers count down
    "style": -1.8,  # the style is another one than the list has
    "open": -1.3,  # a new list under the last point
    "heads": 2.0,  # … which doubtful words head: it begins in their sentence or right after it
    "heads nearly": 1.3,  # … or a little later
    "restart": -2.2,  # a new list after another one, under the same point
    "late open": -2.7,  # a list that starts with two
    "later open": -5.0,  # a list that starts higher
    "style again": -2.5,  # a list of the style of one that encloses it
    "rank": -2.5,  # a list of a higher style under one of a lower
    "alone": -2.5,  # a list of one point
    "sounds": 4.0,  # what was misheard sounds like the number
    "announced": 1.5,  # a list of as many points as were announced
    "not announced": -1.6,  # a list of another number of points than announced
    "over announced": -1.0,  # more points than announced
}


LIKENESS = {
    "known": 0.3,  # times the likeness, where both have an ordinal that tells style and number
    "any": -0.5,  # to begin with
    "length": -0.9,  # times how far the lengths are apart, in e-folds
    "same length": 2.2,  # exactly as long
    "clauses": 0.4,  # as many clauses
    "first": 1.2,  # first clauses of one length
    "beginning": 0.4,  # for each letter of a common beginning, five at most
    "end": 0.4,  # for each letter that stands in both, counted from the end of the sentence, five at most
    "both lost": -1.0,  # neither has an ordinal
    "off line": -2.7,  # inside a line, times how surely points start lines here
    "spacing": -0.6,  # times the square of how far the length of the point is from the usual, in e-folds
    "far": -2.0,  # at most so much for that
}


class _List(NamedTuple):
    """An open list: its style ("" while no ordinal told it), the number reached, how many points, how many were announced, the last."""

    style: str
    number: int
    size: int
    announced: int
    last: int


class _Step(NamedTuple):
    """A candidate that was taken, after another."""

    before: _Step | None
    candidate: int
    depth: int
    number: int


class Found(NamedTuple):
    """A point as decided: which candidate, how deep, with which number."""

    candidate: Candidate
    depth: int
    number: int


_Stack = tuple[_List, ...]
_Beam = dict[_Stack, tuple[float, _Step | None]]
_Likeness = Callable[[int, int], float]


def decode(candidates: list[Candidate]) -> list[Found]:
    """The points of a passage among its candidates, in order."""
    likeness = _remembered_likeness(candidates)
    beam: _Beam = {(): (0.0, None)}
    for i in range(len(candidates)):
        beam = _advanced(beam, i, candidates, likeness)
    finals = [(score + sum(map(_closing, stack)), step) for stack, (score, step) in beam.items()]
    step = max(finals, key=lambda final: final[0])[1]
    points: list[Found] = []
    while step:
        points.append(Found(candidates[step.candidate], step.depth, step.number))
        step = step.before
    return points[::-1]


def _advanced(beam: _Beam, i: int, candidates: list[Candidate], likeness: _Likeness) -> _Beam:
    """The beam after candidate *i*: it is passed over, or taken in one of the ways."""
    following = dict(beam)
    least = max(score for score, _ in beam.values()) - _HOPE
    longer: dict[_List, tuple[_List, float]] = {}  # many states share a list
    for stack, (score, step) in beam.items():
        if stack and candidates[i].start <= candidates[stack[-1].last].heading:
            continue  # two readings of one place
        total = score + candidates[i].weight
        for depth in range(len(stack), -1, -1):
            if depth < len(stack):
                reached, gain = _continued(stack[depth], i, candidates, likeness, longer)
                if total + gain > least:
                    _offer(following, (*stack[:depth], reached), total + gain, step)
                total += _closing(stack[depth])
            if depth < _DEEPEST and (candidates[i].number < 2 or depth == len(stack)):
                opened, gain = _opened(stack, depth, i, candidates)
                if total + gain > least:
                    _offer(following, (*stack[:depth], opened), total + gain, step)
    return dict(nlargest(_BEAM, following.items(), key=lambda item: item[1][0]))


def _offer(following: _Beam, state: _Stack, score: float, before: _Step | None) -> None:
    """Keep a state if it is new or better than it was."""
    old = following.get(state)
    if old is None or old[0] < score:
        following[state] = (score, _Step(before, state[-1].last, len(state), state[-1].number))


def _continued(
    part: _List, i: int, candidates: list[Candidate], likeness: _Likeness, known: dict[_List, tuple[_List, float]]
) -> tuple[_List, float]:
    """An open list with candidate *i* as its next point, and what that is worth; *known* remembers."""
    if part not in known:
        candidate = candidates[i]
        number = candidate.number or part.number + 1
        reached = _List(candidate.style or part.style, number, part.size + 1, part.announced, i)
        known[part] = reached, _continuing(part, candidate, number) + likeness(part.last, i)
    return known[part]


def _opened(stack: _Stack, depth: int, i: int, candidates: list[Candidate]) -> tuple[_List, float]:
    """A new list at *depth* with candidate *i* as its first point, and what that is worth."""
    candidate = candidates[i]
    number = candidate.number or 1
    gain = _opening(stack, depth, candidates, candidate, number)
    return _List(candidate.style, number, 1, candidate.announced, i), gain


def _continuing(part: _List, candidate: Candidate, number: int) -> float:
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


def _opening(stack: _Stack, depth: int, candidates: list[Candidate], candidate: Candidate, number: int) -> float:
    gain = WEIGHTS["restart"] if depth < len(stack) else WEIGHTS["open"]
    if depth and depth == len(stack):
        gain += _heading(candidates[stack[-1].last], candidate)
    if candidate.sounds:
        gain += WEIGHTS["sounds"] * candidate.sounds.get(number, 0.0)
    if number > 1:
        gain += WEIGHTS["late open"] if number == 2 else WEIGHTS["later open"]
    styles = [style for part in stack[:depth] if (style := candidates[part.last].style)]
    if candidate.style and candidate.style in styles:
        gain += WEIGHTS["style again"]
    elif candidate.style and styles and RANKS[candidate.style] < RANKS[styles[-1]]:
        gain += WEIGHTS["rank"]
    return gain


def _heading(parent: Candidate, first: Candidate) -> float:
    """What it is worth that a list begins where doubtful words announce one by their place."""
    return WEIGHTS[parent.heads[1]] if parent.heads and parent.heads[0] == first.start else 0.0


def _closing(part: _List) -> float:
    gain = WEIGHTS["alone"] if part.size == 1 else 0.0
    if part.announced:
        gain += WEIGHTS["announced"] if part.number == part.announced else WEIGHTS["not announced"]
    return gain


def _remembered_likeness(candidates: list[Candidate]) -> _Likeness:
    """How well one candidate follows another as its brother, as a function of their indices that remembers."""
    habits = habits_of(candidates)

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
    usual = habits.lengths.get(a.style or b.style)
    if usual:
        apart = abs(log((b.start - a.start) / usual))
        gain += max(LIKENESS["far"], LIKENESS["spacing"] * apart * apart)
    return gain


def _likeness(a: Shape, b: Shape) -> float:
    gain = LIKENESS["any"] + LIKENESS["length"] * abs(log((a.length + 2) / (b.length + 2)))
    gain += LIKENESS["same length"] * (a.length == b.length)
    gain += LIKENESS["clauses"] * (a.clauses == b.clauses)
    gain += LIKENESS["first"] * (a.first == b.first)
    gain += LIKENESS["beginning"] * _common(a.text[:5], b.text[:5])
    return gain + LIKENESS["end"] * _same_places(a.text[-5:], b.text[-5:])


def _common(a: str, b: str) -> int:
    """Letters of the common beginning of two short texts."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _same_places(a: str, b: str) -> int:
    """How many letters two short texts have in the same places, counted from their ends."""
    return sum(x == y for x, y in zip(reversed(a), reversed(b), strict=False))
