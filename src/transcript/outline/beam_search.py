"""From candidates to points: the numbering of a passage as one decision.

The state while reading is the stack of open lists, each with its style, the number reached and its last heading; a list is open while
points may follow in it. Every candidate may be passed over, continue one of the open lists (closing those below it), or open a new one.
What each step is worth is the sum of weights in `weights.tsv`; the best way through is found with a beam that keeps the better of equal
states, so that the cost is linear in the candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log
from operator import eq
from typing import NamedTuple

from transcript.outline.detection import Habits
from transcript.outline.ordinals import RANKS
from transcript.outline.point_candidates import LINE, Candidate, Shape, weights

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
    """An open list with candidate *i* as its next point, and what that is worth.

    Args:
        part: An open list.
        i: The index of the candidate.
        candidates: The candidates of the passage, in order.
        likeness: What `remembered_likeness` returned.

    Returns:
        The list with one point more, and its worth in log odds.
    """
    return extended(part, i, candidates[i]), continuing(part, i, candidates, likeness)


def extended(part: OpenList, i: int, candidate: Candidate) -> OpenList:
    """An open list with *candidate*, which is number *i*, as its next point.

    Args:
        part: An open list.
        i: The index of the candidate.
        candidate: A candidate.

    Returns:
        The list with one point more.
    """
    return OpenList(
        candidate.style or part.style,
        candidate.number or part.number + 1,
        part.size + 1,
        part.announced,
        i,
        candidate.kind != "lost",
        part.inner,
    )


def continuing(part: OpenList, i: int, candidates: list[Candidate], likeness: Likeness) -> float:
    """What candidate *i* is worth as the next point of an open list.

    Args:
        part: An open list.
        i: The index of the candidate.
        candidates: The candidates of the passage, in order.
        likeness: What `remembered_likeness` returned.

    Returns:
        Log odds.
    """
    candidate = candidates[i]
    return _continuing(part, candidate, candidate.number or part.number + 1) + likeness(part.last, i)


def begun(candidate: Candidate, i: int) -> OpenList:
    """A list of one point.

    Args:
        candidate: A candidate.
        i: The index of the candidate.

    Returns:
        The list.
    """
    return OpenList(candidate.style, candidate.number or 1, 1, candidate.announced, i, candidate.kind != "lost")


def parent_of(above: OpenList, candidates: list[Candidate], first: Candidate, *, top: bool) -> tuple[OpenList, float]:
    """The list under whose last point a new one begins, and what that is worth; *top* if none was open there.

    Args:
        above: The open list above.
        candidates: The candidates of the passage, in order.
        first: The first point of the new list.
        top: Whether no list is open there.

    Returns:
        The list that now has a list under it, and its worth in log odds.
    """
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
    """No list that starts with *candidate* is worth more than this and the candidate itself.

    Args:
        candidate: A candidate.

    Returns:
        A bound, in log odds.
    """
    return (
        max(WEIGHTS["open"], WEIGHTS["restart"])
        + max(0.0, WEIGHTS["heads"], WEIGHTS["heads nearly"])
        + max(0.0, WEIGHTS["first at once"], WEIGHTS["first soon"])
        + max(0.0, WEIGHTS["like the last"], WEIGHTS["unlike the last"])
        + (WEIGHTS["sounds"] if candidate.sounds else 0.0)
    )


def opening(candidate: Candidate, *, top: bool) -> float:
    """What it is worth that *candidate* is the first of a list, wherever that is; *top* if none is open there.

    Args:
        candidate: A candidate.
        top: Whether no list is open there.

    Returns:
        Log odds.
    """
    gain = WEIGHTS["open"] if top else WEIGHTS["restart"]
    if candidate.sounds:
        gain += WEIGHTS["sounds"] * candidate.sounds.get(candidate.number or 1, 0.0)
    if candidate.number > 1:
        gain += WEIGHTS["late open"] if candidate.number == 2 else WEIGHTS["later open"]
    return gain


def among(style: str, above: Sequence[str]) -> float:
    """What the style of a new list is worth, under points of other styles, "" for those that have none.

    Args:
        style: The style of the new list.
        above: The styles of the lists that are open.

    Returns:
        Log odds.
    """
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
    """What it is worth that a list ends as it is.

    Args:
        part: An open list.

    Returns:
        Log odds.
    """
    gain = WEIGHTS["alone"] if part.size == 1 else 0.0
    if not part.sure:
        gain += WEIGHTS["ends lost"]
    if part.announced:
        gain += WEIGHTS["announced"] if part.number == part.announced else WEIGHTS["not announced"]
    return gain


def remembered_likeness(candidates: list[Candidate], habits: Habits) -> Likeness:
    """How well one candidate follows another as its brother, as a function of their indices that remembers.

    Args:
        candidates: The candidates of the passage, in order.
        habits: What `habits_of` found.

    Returns:
        A function of two indices.
    """
    looks = [_look(candidate.shape) for candidate in candidates]
    known = [bool(candidate.style and candidate.number) for candidate in candidates]

    @lru_cache(maxsize=4096)
    def likeness(i: int, j: int) -> float:
        alike = _likeness(looks[i], looks[j])
        if known[i] and known[j]:
            return LIKENESS["known"] * alike
        return alike + _habit(candidates[i], candidates[j], habits)

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


_Look = tuple[int, int, int, float, str, str]


def _look(shape: Shape) -> _Look:
    """What of a shape is compared: length, clauses, first clause, opening, beginning, and the end from behind."""
    return shape.length, shape.clauses, shape.first, shape.opening, shape.text[:5], shape.text[:-6:-1]


def _likeness(a: _Look, b: _Look) -> float:
    length, clauses, first, opening, beginning, end = a
    length_b, clauses_b, first_b, opening_b, beginning_b, end_b = b
    gain = LIKENESS["any"] + LIKENESS["length"] * abs(log((length + 2) / (length_b + 2)))
    if length == length_b:
        gain += LIKENESS["same length"]
    if clauses == clauses_b:
        gain += LIKENESS["clauses"]
    if first == first_b:
        gain += LIKENESS["first"]
    elif abs(first - first_b) == 1:
        gain += LIKENESS["first nearly"]
    gain += LIKENESS["opening"] * abs(opening - opening_b)
    if beginning and beginning_b and beginning[0] == beginning_b[0]:
        gain += LIKENESS["beginning"] * _common(beginning, beginning_b)
    same = sum(map(eq, end, end_b))
    return gain + LIKENESS["end"] * same if same else gain


def _common(a: str, b: str) -> int:
    """Letters of the common beginning of two short texts."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


_BEAM = 8  # by hand: 32 finds no more points of the corpus (F1 .812 and .811)
_ALIKE = 2  # states of the beam that have reached the same numbers
_HOPE = 5.0  # a state so far behind the best is given up
_DEEPEST = 5  # levels of a list


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
    """The points of a passage among its candidates, in order.

    Args:
        candidates: The candidates of the passage, in order.
        habits: What `habits_of` found.

    Returns:
        The points with their depths and numbers.
    """
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
                _offer(following, (*stack[:depth], ways.longer(part)), total + gain, step)
            total += closing[part]
            if candidate.number < 2 and total > least_open:
                gain = ways.under(stack, depth)
                if total + gain > least:
                    _offer(following, ways.opened(stack, depth), total + gain, step)
    return following


class _Ways:
    """The ways in which a candidate may be taken; many states share their lists, and each is reckoned once."""

    def __init__(self, i: int, candidates: list[Candidate], likeness: Likeness, known: _Known) -> None:
        self._longer: dict[int, int] = {}
        self._gains: dict[int, float] = {}
        self._under: dict[tuple[int, bool], float] = {}
        self._parents: dict[int, int] = {}
        self._first = -1
        self._opening = [opening(candidates[i], top=top) for top in (False, True)]
        self._here = i, candidates, likeness, known

    def after(self, part: int) -> float:
        """What the candidate is worth as the next point of a list."""
        gain = self._gains.get(part)
        if gain is None:
            i, candidates, likeness, known = self._here
            gain = self._gains[part] = continuing(known.parts[part], i, candidates, likeness)
        return gain

    def longer(self, part: int) -> int:
        """What a list becomes with the candidate."""
        longer = self._longer.get(part)
        if longer is None:
            i, candidates, _, known = self._here
            longer = self._longer[part] = known.number(extended(known.parts[part], i, candidates[i]))
        return longer

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
        if self._first < 0:
            i, candidates, _, known = self._here
            self._first = known.number(begun(candidates[i], i))
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
