"""From candidates to points: the numbering of a passage as one decision.

The state while reading is the stack of open lists, each with its style, the number reached and its last heading. Every candidate may
be passed over, continue one of the open lists (closing those below it), or open a new one. What each step is worth stands in
`WEIGHTS`; the best way through is found with a beam that keeps the better of equal states, so that the cost is linear in the
candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import log
from typing import NamedTuple

from transcript.outline.candidates import LINE, Candidate, Shape
from transcript.outline.ordinals import RANKS

_BEAM = 14
_DEEPEST = 5

WEIGHTS = {
    "next": 2.0,  # the number is the next of its list
    "gap": -2.5,  # one number is missing …
    "gap more": -0.7,  # … and each further one
    "same": -4.0,  # the number was there already
    "back": -6.0,  # the numbers count down
    "style": -1.0,  # the style is another one than the list has
    "open": -0.5,  # a new list under the last point
    "restart": -3.0,  # a new list after another one, under the same point
    "late open": -3.0,  # a list that starts with two
    "later open": -5.0,  # a list that starts higher
    "style again": -2.5,  # a list of the style of one that encloses it
    "rank": -1.0,  # a list of a higher style under one of a lower
    "alone": -2.5,  # a list of one point
    "announced": 1.5,  # a list of as many points as were announced
    "not announced": -0.8,  # a list of another number of points than announced
    "over announced": -1.0,  # more points than announced
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
    for stack, (score, step) in beam.items():
        if stack and _clash(candidates[stack[-1].last], candidates[i]):
            continue
        for depth, reached, gain in _ways(stack, i, candidates[i], likeness):
            state = (*stack[:depth], reached)
            old = following.get(state)
            if old is None or old[0] < score + gain:
                following[state] = (score + gain, _Step(step, i, depth + 1, reached.number))
    if len(following) <= _BEAM:
        return following
    return dict(sorted(following.items(), key=lambda item: -item[1][0])[:_BEAM])


def _clash(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates, *a* before *b*, are two readings of one place."""
    return b.start <= a.heading


def _ways(stack: _Stack, i: int, candidate: Candidate, likeness: _Likeness) -> Iterator[tuple[int, _List, float]]:
    """Every way to take a candidate: at which depth, the list as it then stands, and what it is worth."""
    closing = candidate.weight
    for depth in range(len(stack), -1, -1):
        if depth < len(stack):
            part = stack[depth]
            number = candidate.number or part.number + 1
            reached = _List(candidate.style or part.style, number, part.size + 1, part.announced, i)
            yield depth, reached, closing + _continuing(part, candidate, number) + likeness(part.last, i)
            closing += _closing(part)
        if depth < _DEEPEST:
            number = candidate.number or 1
            reached = _List(candidate.style, number, 1, candidate.announced, i)
            yield depth, reached, closing + _opening(stack, depth, candidate, number)


def _continuing(part: _List, candidate: Candidate, number: int) -> float:
    step = number - part.number
    if step == 1:
        gain = WEIGHTS["next"]
    elif step > 1:
        gain = WEIGHTS["gap"] + WEIGHTS["gap more"] * min(step - 2, 8)
    else:
        gain = WEIGHTS["same"] if step == 0 else WEIGHTS["back"]
    if part.style and candidate.style and part.style != candidate.style:
        gain += WEIGHTS["style"]
    if part.announced and number > part.announced:
        gain += WEIGHTS["over announced"]
    return gain


def _opening(stack: _Stack, depth: int, candidate: Candidate, number: int) -> float:
    gain = WEIGHTS["open"] if depth == len(stack) else WEIGHTS["restart"]
    if number > 1:
        gain += WEIGHTS["late open"] if number == 2 else WEIGHTS["later open"]
    outer = [part.style for part in stack[:depth] if part.style]
    if candidate.style and candidate.style in outer:
        gain += WEIGHTS["style again"]
    elif candidate.style and outer and RANKS[candidate.style] < RANKS[outer[-1]]:
        gain += WEIGHTS["rank"]
    return gain


def _closing(part: _List) -> float:
    gain = WEIGHTS["alone"] if part.size == 1 else 0.0
    if part.announced:
        gain += WEIGHTS["announced"] if part.number == part.announced else WEIGHTS["not announced"]
    return gain


def _remembered_likeness(candidates: list[Candidate]) -> _Likeness:
    """How much the heading of one candidate looks like that of another, as a function of their indices that remembers."""

    @lru_cache(maxsize=4096)
    def likeness(i: int, j: int) -> float:
        a, b = candidates[i], candidates[j]
        same_border = (a.border == LINE) == (b.border == LINE)
        return (0.3 if a.style and b.style else 1.0) * _likeness(a.shape, b.shape, same_border=same_border)

    return likeness


def _likeness(a: Shape, b: Shape, *, same_border: bool) -> float:
    gain = 0.5 - 0.9 * abs(log((a.length + 2) / (b.length + 2)))
    gain += 0.4 if a.clauses == b.clauses else -0.2
    gain += 0.5 if a.first == b.first else 0.0
    gain += 0.3 if same_border else -0.7
    same = 0
    while same < min(len(a.text), len(b.text), 6) and a.text[same] == b.text[same]:
        same += 1
    return gain + (0.6 * same if same > 1 else 0.0)
