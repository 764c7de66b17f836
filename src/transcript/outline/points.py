"""The numbered points of a source, nested, with their ordinals and headings."""

from __future__ import annotations

from collections.abc import Iterable

from transcript.outline.candidates import find_candidates
from transcript.outline.decode import Found, decode
from transcript.outline.passage import Passage, passage_of
from transcript.text import SourceText, Span
from transcript.values import Point


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
    found = decode(find_candidates(passage.text))
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


def _ends(found: list[Found], last: int) -> list[int]:
    """Where each point ends: at the next of its own or a higher level."""
    ends = [last] * len(found)
    open_points: list[int] = []
    for i, point in enumerate(found):
        while open_points and found[open_points[-1]].depth >= point.depth:
            ends[open_points.pop()] = point.candidate.start
        open_points.append(i)
    return ends
