"""Rows of lists whose headings were lost: 强化监管，压实责任。一是…二是…。完善机制。一是…二是…。三，守住底线。一是…二是…

Lists that begin again and again under one point have headings between them. What proves it is one heading that kept its ordinal, or its
sound, and whose number is that of its list in the row: then the sentences right before the other lists are headings too, and the lists lie
a level deeper.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from transcript.outline.candidates import COMMA, Candidate
from transcript.outline.decode import Found

_AFTER = 3  # so many letters, mark and line end, may stand between a heading and its list
_NEAREST = 12  # so many candidates before a list are looked at
_LONGEST = 45  # letters of a sentence that may be a heading
_ALIKE = 0.7  # from 0 to 1, how much a misheard ordinal has to sound like the number


def with_headings(found: Sequence[Found], candidates: Sequence[Candidate]) -> list[Found]:
    """The points with the headings of such rows, in order."""
    heads: list[Found] = []
    deeper: Counter[int] = Counter()
    for start, end in _rows(found):
        depth = found[start].depth
        lists = [i for i in range(start, end) if found[i].depth == depth and found[i].number == 1]
        chosen = [
            _heading(found[i].candidate, candidates, number, after=found[i - 1].candidate.start)
            for number, i in enumerate(lists, start=1)
        ]
        headings = [heading for heading in chosen if heading]
        if len(headings) == len(lists) > 1 and _proven(headings):
            heads += [Found(heading, depth, number) for number, heading in enumerate(headings, start=1)]
            deeper.update(range(start, end))
    moved = (Found(point.candidate, point.depth + deeper[i], point.number) for i, point in enumerate(found))
    return sorted([*heads, *moved], key=lambda point: point.candidate.start) if heads else list(found)


def _rows(found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """The stretches of points that lie under one point, each with all that lies under them."""
    for i, point in enumerate(found):
        if point.number == 1 and i and found[i - 1].depth == point.depth - 1:
            end = i + 1
            while end < len(found) and found[end].depth >= point.depth:
                end += 1
            yield i, end


def _heading(first: Candidate, candidates: Sequence[Candidate], number: int, *, after: int) -> Candidate | None:
    """What may be the heading right before the list that begins with *first*: with the right number, else the likeliest without any.

    It begins *after* the start of the point before the list: that point's own words are its own.
    """
    at = bisect_left(candidates, first.start, key=lambda candidate: candidate.start)
    before = [c for c in candidates[max(0, at - _NEAREST) : at] if c.start > after and _ends_at(c, first.start)]
    numbered = [c for c in before if _has_number(c, number)]
    return max(numbered or [c for c in before if not c.number], key=_likely, default=None)


def _ends_at(candidate: Candidate, at: int) -> bool:
    return 0 < at - candidate.heading - candidate.shape.length <= _AFTER


def _has_number(candidate: Candidate, number: int) -> bool:
    return candidate.number == number or candidate.sounds.get(number, 0.0) >= _ALIKE


def _likely(candidate: Candidate) -> tuple[bool, bool, float]:
    """A short sentence, else two clauses at the end of one that look like a heading, else by the weight."""
    shape = candidate.shape
    is_short_sentence = candidate.border != COMMA and shape.length <= _LONGEST
    return is_short_sentence, shape.is_parallel and shape.clauses == 2, candidate.weight


def _proven(headings: Sequence[Candidate]) -> bool:
    """Whether one of them but the first shows its number."""
    return any(_has_number(heading, number) for number, heading in enumerate(headings[1:], start=2))
