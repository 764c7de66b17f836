"""A stretch of speech as Markdown blocks, the numbered points in it nested as a list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from transcript.text import Span
from transcript.writers.escaping import escaped

if TYPE_CHECKING:
    from transcript.model import Point
    from transcript.record import MeetingRecord


@attrs.frozen
class _Piece:
    """Speech that no boundary of a point cuts: how deep it lies, and whether a point starts with it."""

    span: Span
    depth: int
    opens: bool


@attrs.frozen
class Line:
    """A line of speech: how deep its point lies (0 outside of points), and whether the point begins with it."""

    text: str
    depth: int
    opens: bool


def lines_of(record: MeetingRecord, span: Span, *, view: str) -> Iterator[Line]:
    """The lines of the speech in *span* that show something, cut where its points begin and end."""
    for piece in _pieces(record, span, view=view):
        text = record.text_of(piece.span, view=view)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            yield Line(line, piece.depth, piece.opens and number == 0)


def write_body(record: MeetingRecord, span: Span, *, view: str) -> Iterator[str]:
    """The blocks of the speech in *span*; a list item for each point of it, paragraphs for the rest."""
    for line in lines_of(record, span, view=view):
        indent = "  " * (line.depth - line.opens)
        yield f"{indent}- {escaped(line.text)}" if line.opens else f"{indent}{escaped(line.text)}"


def _boundaries(record: MeetingRecord, span: Span) -> list[tuple[int, Point | None]]:
    """Where points in *span* end (no point) and start, in order, ends first."""
    first = bisect_left(record.points, span.start, key=lambda point: point.span.start)
    last = bisect_left(record.points, span.end, key=lambda point: point.span.start)
    inside = record.points[first:last]
    ends = [(min(point.span.end, span.end), None) for point in inside]
    starts = [(point.span.start, point) for point in inside]
    return sorted([*ends, *starts], key=lambda boundary: (boundary[0], boundary[1] is not None))


def _outside_edits(record: MeetingRecord, offset: int, *, view: str) -> int:
    if view != "clean":
        return offset
    before = bisect_left(record.applied_edits, offset, key=lambda edit: edit.span.start) - 1
    if before >= 0 and record.applied_edits[before].span.end > offset:
        return record.applied_edits[before].span.start
    return offset


def _pieces(record: MeetingRecord, span: Span, *, view: str) -> Iterator[_Piece]:
    """*span* cut at the boundaries of its points; a cut inside an edit moves to the edit's start."""
    open_points: list[Point] = []
    at, opens = span.start, False
    for offset, point in _boundaries(record, span):
        cut = _outside_edits(record, offset, view=view)
        if cut > at:
            yield _Piece(Span(at, cut), len(open_points), opens)
            at, opens = cut, False
        while open_points and open_points[-1].span.end <= offset:
            open_points.pop()
        if point:
            open_points.append(point)
            opens = True
    if at < span.end:
        yield _Piece(Span(at, span.end), len(open_points), opens)
