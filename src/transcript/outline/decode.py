"""From candidates to points: the numbering of a passage as one decision.

The state while reading is the stack of open lists, each with its style, the number reached and its last heading. Every candidate may
be passed over, continue one of the open lists (closing those below it), or open a new one. What each step is worth stands in
`WEIGHTS`; the best way through is found with a beam that keeps the better of equal states, so that the cost is linear in the
candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from math import log
from typing import NamedTuple

from transcript.outline.candidates import LINE, Candidate, Shape
from transcript.outline.numbered import Habits
from transcript.outline.ordinals import RANKS

_BEAM = 32
_ALIKE = 2
_HOPE = 6.0  # a state so far behind the best is given up
_DEEPEST = 5
_AT_ONCE, _SOON = 3, 60  # letters between a heading and the first point under it

WEIGHTS = {
    "next": 1.47,  # the number is the next of its list
    "unnumbered": 1.08,  # the place has no number of its own
    "gap": -1.97,  # one number is missing …
    "gap more": -0.23,  # … and each further one
    "same": -4.71,  # the number was there already
    "back": -5.02,  # the numbers count down
    "style": -1.81,  # the style is another one than the list has
    "open": -1.5,  # a new list under the last point
    "heads": 1.07,  # … which doubtful words head: it begins in their sentence or right after it
    "heads nearly": 0.98,  # … or a little later
    "first at once": 0.28,  # a list whose first point has no sure ordinal, right after the heading above it …
    "first soon": 0.34,  # … or a sentence later …
    "first late": -0.43,  # … or later still, times how many e-folds
    "like the last": 0.34,  # a list numbered in the style of the list under the point before
    "unlike the last": -0.43,  # … in another one
    "restart": -2.02,  # a new list after another one, under the same point
    "late open": -3.19,  # a list that starts with two
    "later open": -5.0,  # a list that starts higher
    "style again": -2.93,  # a list of the style of one that encloses it
    "rank": -2.47,  # a list of a higher style under one of a lower
    "alone": -2.07,  # a list of one point
    "ends lost": -1.2,  # a list whose last point has neither ordinal nor list: nothing calls for it
    "sounds": 3.99,  # what was misheard sounds like the number
    "announced": 0.64,  # a list of as many points as were announced
    "not announced": -1.57,  # a list of another number of points than announced
    "over announced": -1.01,  # more points than announced
}


LIKENESS = {
    "known": 0.85,  # times the likeness, where both have an ordinal that tells style and number
    "any": -0.03,  # to begin with
    "length": -0.58,  # times how far the lengths are apart, in e-folds
    "same length": 1.77,  # exactly as long
    "clauses": 1.06,  # as many clauses
    "first": 0.6,  # first clauses of one length
    "beginning": 0.06,  # for each letter of a common beginning, five at most
    "end": 0.23,  # for each letter that stands in both, counted from the end of the sentence, five at most
    "both lost": -0.91,  # neither has an ordinal
    "off line": -2.69,  # inside a line, times how surely points start lines here
    "usual border": 0.43,  # times the share of the points that have this border here
    "first nearly": 0.31,  # first clauses of nearly one length
    "opening": -0.19,  # times how far apart it is what their first words say
    "spacing": -0.46,  # times the square of how far the length of the point is from the usual, in e-folds
    "far": -2.0,  # at most so much for that
}


class _List(NamedTuple):
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


def decode(candidates: list[Candidate], habits: Habits) -> list[Found]:
    """The points of a passage among its candidates, in order."""
    likeness = remembered_likeness(candidates, habits)
    beam: _Beam = {(): (0.0, None)}
    for i in range(len(candidates)):
        beam = _advanced(beam, i, candidates, likeness)
    finals = [(score + sum(map(closing, stack)), step) for stack, (score, step) in beam.items()]
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
    least_open = least - _best_opening(candidates[i])
    longer: dict[_List, tuple[_List, float]] = {}  # many states share a list
    for stack, (score, step) in beam.items():
        if stack and candidates[i].start <= candidates[stack[-1].last].heading:
            continue  # two readings of one place
        total = score + candidates[i].weight
        for depth in range(len(stack), -1, -1):
            if depth < len(stack):
                reached, gain = continued(stack[depth], i, candidates, likeness, longer)
                if total + gain > least:
                    _offer(following, (*stack[:depth], reached), total + gain, step)
                total += closing(stack[depth])
            may_open = candidates[i].number < 2 or depth == len(stack)
            if may_open and depth < _DEEPEST and total > least_open:
                stack_after, gain = opened(stack, depth, i, candidates)
                if total + gain > least:
                    _offer(following, stack_after, total + gain, step)
    return _best(following)


def _best(beam: _Beam) -> _Beam:
    """The best states, of those that have reached the same numbers a few."""
    alike: Counter[tuple[int, ...]] = Counter()
    best: _Beam = {}
    for stack, state in sorted(beam.items(), key=lambda item: -item[1][0]):
        numbers = tuple([part.number for part in stack])
        alike[numbers] += 1
        if alike[numbers] <= _ALIKE:
            best[stack] = state
            if len(best) == _BEAM:
                break
    return best


def _offer(following: _Beam, state: _Stack, score: float, before: _Step | None) -> None:
    """Keep a state if it is new or better than it was."""
    old = following.get(state)
    if old is None or old[0] < score:
        following[state] = (score, _Step(before, state[-1].last, len(state), state[-1].number))


def continued(
    part: _List, i: int, candidates: list[Candidate], likeness: _Likeness, known: dict[_List, tuple[_List, float]]
) -> tuple[_List, float]:
    """An open list with candidate *i* as its next point, and what that is worth; *known* remembers."""
    if part not in known:
        candidate = candidates[i]
        number = candidate.number or part.number + 1
        reached = _List(
            candidate.style or part.style,
            number,
            part.size + 1,
            part.announced,
            i,
            candidate.kind != "lost",
            part.inner,
        )
        known[part] = reached, _continuing(part, candidate, number) + likeness(part.last, i)
    return known[part]


def opened(stack: _Stack, depth: int, i: int, candidates: list[Candidate]) -> tuple[_Stack, float]:
    """The open lists with a new one at *depth*, whose first point is candidate *i*, and what that is worth."""
    candidate = candidates[i]
    number = candidate.number or 1
    gain = _opening(stack, depth, candidates, candidate, number)
    first = _List(candidate.style, number, 1, candidate.announced, i, candidate.kind != "lost")
    if not depth:
        return (first,), gain
    above, inner = stack[depth - 1], _written(candidate)
    if above.inner and inner:
        gain += WEIGHTS["like the last" if above.inner == inner else "unlike the last"]
    return (*stack[: depth - 1], above._replace(sure=True, inner=inner or above.inner), first), gain


def _written(candidate: Candidate) -> str:
    """The style in which a point is numbered; "" if nothing shows it. A numeral without its separator had one."""
    return candidate.style or ("dun" if candidate.number else "")


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


def _best_opening(candidate: Candidate) -> float:
    """No list that starts with *candidate* is worth more than this and the candidate itself."""
    return (
        max(WEIGHTS["open"], WEIGHTS["restart"])
        + max(0.0, WEIGHTS["heads"], WEIGHTS["heads nearly"])
        + max(0.0, WEIGHTS["first at once"], WEIGHTS["first soon"])
        + max(0.0, WEIGHTS["like the last"], WEIGHTS["unlike the last"])
        + (WEIGHTS["sounds"] if candidate.sounds else 0.0)
    )


def _opening(stack: _Stack, depth: int, candidates: list[Candidate], candidate: Candidate, number: int) -> float:
    gain = WEIGHTS["restart"] if depth < len(stack) else WEIGHTS["open"]
    if depth and depth == len(stack):
        gain += _heading(candidates[stack[-1].last], candidate) + _first(candidates[stack[-1].last], candidate)
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


def _first(parent: Candidate, first: Candidate) -> float:
    """What the way from a heading to the first point under it is worth, where that has no sure ordinal."""
    if first.kind == "mark":
        return 0.0
    gap = first.start - parent.heading - parent.shape.length
    if gap <= _AT_ONCE:
        return WEIGHTS["first at once"]
    return WEIGHTS["first soon"] if gap <= _SOON else WEIGHTS["first late"] * log(gap / _SOON)


def closing(part: _List) -> float:
    """What it is worth that a list ends as it is."""
    gain = WEIGHTS["alone"] if part.size == 1 else 0.0
    if not part.sure:
        gain += WEIGHTS["ends lost"]
    if part.announced:
        gain += WEIGHTS["announced"] if part.number == part.announced else WEIGHTS["not announced"]
    return gain


def remembered_likeness(candidates: list[Candidate], habits: Habits) -> _Likeness:
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
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _same_places(a: str, b: str) -> int:
    """How many letters two short texts have in the same places, counted from their ends."""
    return sum(x == y for x, y in zip(reversed(a), reversed(b), strict=False))
