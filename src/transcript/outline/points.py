"""The numbered points of a source, nested, with their ordinals and headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import attrs

from transcript.outline.candidates import Candidate, sentence_end
from transcript.outline.decode import Found, decode
from transcript.outline.headings import lost
from transcript.outline.marks import marked
from transcript.outline.passage import Passage, passage_of
from transcript.outline.remains import remains
from transcript.people.words import cut
from transcript.text import SourceText, Span
from transcript.values import Point

# log odds added to a doubtful heading under which a list begins: in its sentence or right after it, or a little later
LIST = {"follows": 2.0, "near": 0.5}
_NEAR = 45


def find_points(source: SourceText, *, spans: Iterable[Span]) -> tuple[Point, ...]:
    """The numbered points of a source.

    Args:
        source: The text.
        spans: The turns, or the parts of a document, in which numbering starts anew, in order.

    Returns:
        The points in order of place.
    """
    return tuple(point for span in spans for point in _points_of(passage_of(source, span)))


def _points_of(passage: Passage) -> list[Point]:
    found = decode(_candidates(passage.text))
    ends = _ends(found, len(passage.text))
    return [
        Point(
            span=passage.span(point.candidate.start, end),
            depth=point.depth,
            ordinal=point.number,
            heading=point.candidate.shape.text or None,
        )
        for point, end in zip(found, ends, strict=True)
    ]


def _candidates(text: str) -> list[Candidate]:
    """All places of *text* where a point may begin, in order; none in a text without a single ordinal."""
    sure = list(marked(text))
    if not sure:
        return []
    taken = {place for candidate in sure for place in range(candidate.start, candidate.heading + 1)}
    rest = [c for c in remains(text, cut(text)) if c.start not in taken and c.heading not in taken]
    taken |= {candidate.heading for candidate in rest}
    rest += [c for c in lost(text) if c.start not in taken]
    firsts = [candidate.start for candidate in sure if candidate.number == 1]
    return sorted(
        [*sure, *(_with_list(text, c, firsts) for c in rest)], key=lambda candidate: (candidate.start, candidate.kind)
    )


def _with_list(text: str, candidate: Candidate, firsts: list[int]) -> Candidate:
    """The candidate with more weight if a list begins inside its sentence or right after it."""
    after = bisect_left(firsts, candidate.heading)
    gap = firsts[after] - sentence_end(text, candidate) if after < len(firsts) else _NEAR + 1
    if gap > _NEAR:
        return candidate
    return attrs.evolve(candidate, weight=candidate.weight + (LIST["follows"] if gap <= 0 else LIST["near"]))


def _ends(found: list[Found], last: int) -> list[int]:
    """Where each point ends: at the next of its own or a higher level."""
    ends = [last] * len(found)
    open_points: list[int] = []
    for i, point in enumerate(found):
        while open_points and found[open_points[-1]].depth >= point.depth:
            ends[open_points.pop()] = point.candidate.start
        open_points.append(i)
    return ends
