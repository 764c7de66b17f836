"""From candidates to points: the numbering of a passage as one decision.

The state while reading is the stack of open lists, each with its style, the number reached and its last heading. Every candidate may
be passed over, continue one of the open lists (closing those below it), or open a new one. What each step is worth stands in
`gains`; the best way through is found with a beam that keeps the better of equal states, so that the cost is linear in the
candidates.
"""

from __future__ import annotations

from typing import NamedTuple

from transcript.outline.candidates import Candidate
from transcript.outline.detection import Habits
from transcript.outline.scores import (
    Likeness,
    OpenList,
    among,
    begun,
    best_opening,
    closing,
    continued,
    opening,
    parent_of,
    remembered_likeness,
)

_BEAM = 8  # by hand: 32 finds no more points of the corpus (F1 .812 and .811)
_ALIKE = 2
_HOPE = 5.0  # a state so far behind the best is given up
_DEEPEST = 5


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


_Stack = tuple[int, ...]  # open lists, by their numbers
_Beam = dict[_Stack, tuple[float, _Step | None]]
_Following = dict[_Stack, tuple[float, _Step | None, bool]]  # whether the candidate is taken after that step


class _Known:
    """The lists that come up in a passage, each with a number: states are told apart by numbers, and what a list is worth is reckoned once.

    Attributes:
        parts: The lists.
        closing: What it is worth that each ends as it is.
        styles: The style of the last point of each.
    """

    def __init__(self, candidates: list[Candidate]) -> None:
        self.parts: list[OpenList] = []
        self.closing: list[float] = []
        self.styles: list[str] = []
        self._numbers: dict[OpenList, int] = {}
        self._candidates = candidates

    def number(self, part: OpenList) -> int:
        """The number of a list, a new one if need be."""
        number = self._numbers.setdefault(part, len(self.parts))
        if number == len(self.parts):
            self.parts.append(part)
            self.closing.append(closing(part))
            self.styles.append(self._candidates[part.last].style)
        return number


def decode(candidates: list[Candidate], habits: Habits) -> list[Found]:
    """The points of a passage among its candidates, in order."""
    likeness, known = remembered_likeness(candidates, habits), _Known(candidates)
    beam: _Beam = {(): (0.0, None)}
    for i in range(len(candidates)):
        beam = _best(_advanced(beam, i, candidates, likeness, known), i, known)
    finals = [(score + sum([known.closing[part] for part in stack]), step) for stack, (score, step) in beam.items()]
    step = max(finals, key=lambda final: final[0])[1]
    points: list[Found] = []
    while step:
        points.append(Found(candidates[step.candidate], step.depth, step.number))
        step = step.before
    return points[::-1]


def _advanced(beam: _Beam, i: int, candidates: list[Candidate], likeness: Likeness, known: _Known) -> _Following:
    """The states after candidate *i*: it is passed over, or taken in one of the ways."""
    ways, closing, parts = _Ways(i, candidates, likeness, known), known.closing, known.parts
    following: _Following = {stack: (score, step, False) for stack, (score, step) in beam.items()}
    candidate = candidates[i]
    least = max(score for score, _ in beam.values()) - _HOPE
    least_open = least - best_opening(candidate)
    for stack, (score, step) in beam.items():
        if stack and candidate.start <= candidates[parts[stack[-1]].last].heading:
            continue  # two readings of one place
        total, depth = score + candidate.weight, len(stack)
        if depth < _DEEPEST and total > least_open:
            gain = ways.under(stack, depth)
            if total + gain > least:
                _offer(following, ways.opened(stack, depth), total + gain, step)
        while depth:
            depth -= 1
            part = stack[depth]
            gain = ways.after(part)
            if total + gain > least:
                _offer(following, (*stack[:depth], ways.longer[part]), total + gain, step)
            total += closing[part]
            if candidate.number < 2 and total > least_open:
                gain = ways.under(stack, depth)
                if total + gain > least:
                    _offer(following, ways.opened(stack, depth), total + gain, step)
    return following


class _Ways:
    """The ways in which a candidate may be taken; many states share their lists, and each is reckoned once.

    Attributes:
        longer: What each list becomes with the candidate.
    """

    def __init__(self, i: int, candidates: list[Candidate], likeness: Likeness, known: _Known) -> None:
        self.longer: dict[int, int] = {}
        self._gains: dict[int, float] = {}
        self._under: dict[tuple[int, bool], float] = {}
        self._parents: dict[int, int] = {}
        self._first = known.number(begun(candidates[i], i))
        self._opening = [opening(candidates[i], top=top) for top in (False, True)]
        self._here = i, candidates, likeness, known

    def after(self, part: int) -> float:
        """What the candidate is worth as the next point of a list."""
        gain = self._gains.get(part)
        if gain is None:
            i, candidates, likeness, known = self._here
            reached, gain = continued(known.parts[part], i, candidates, likeness)
            self._gains[part] = gain
            self.longer[part] = known.number(reached)
        return gain

    def under(self, stack: _Stack, depth: int) -> float:
        """What it is worth as the first point of a list at *depth*."""
        top = depth == len(stack)
        if not depth:
            return self._opening[top]
        i, candidates, _, known = self._here
        above = stack[depth - 1]
        gain = self._under.get((above, top))
        if gain is None:
            parent, gain = parent_of(known.parts[above], candidates, candidates[i], top=top)
            gain += self._opening[top]
            self._under[above, top] = gain
            self._parents[above] = known.number(parent)
        if style := candidates[i].style:
            return gain + among(style, [known.styles[part] for part in stack[:depth]])
        return gain

    def opened(self, stack: _Stack, depth: int) -> _Stack:
        """The state with that list."""
        return (*stack[: depth - 1], self._parents[stack[depth - 1]], self._first) if depth else (self._first,)


def _best(following: _Following, i: int, known: _Known) -> _Beam:
    """The best states, of those that have reached the same numbers a few."""
    alike: dict[tuple[int, ...], int] = {}
    best: _Beam = {}
    for stack, (score, step, taken) in sorted(following.items(), key=_score, reverse=True):
        numbers = tuple([known.parts[part].number for part in stack])
        alike[numbers] = count = alike.get(numbers, 0) + 1
        if count <= _ALIKE:
            best[stack] = score, _Step(step, i, len(stack), numbers[-1]) if taken else step
            if len(best) == _BEAM:
                break
    return best


def _score(item: tuple[_Stack, tuple[float, _Step | None, bool]]) -> float:
    return item[1][0]


def _offer(following: _Following, state: _Stack, score: float, before: _Step | None) -> None:
    """Keep a state in which the candidate is taken, if it is new or better than it was."""
    old = following.get(state)
    if old is None or old[0] < score:
        following[state] = score, before, True
