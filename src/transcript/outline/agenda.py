"""The announced items of a meeting and the turns that carried each out.

The host announces the agenda as a row of points (今天的会议共有五项议程。一是……；二是……) and opens each item later (会议的第二项，请……).
The row is the list of points after the announcement; an item is carried out from the turn in which it is opened until the next item
opens.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from transcript.outline.ordinals import han_number
from transcript.text import SourceText
from transcript.values import AgendaItem, Point, Turn

_ANNOUNCED = regex.compile(
    r"(?:议程|议题|会议内容|会议安排)[^。\n]{0,24}?(?:[一二三四五六七八九十两]|\d{1,2})个?(?:项|个|方面)"
    r"|(?:[一二三四五六七八九十两]|\d{1,2})[项个](?:主要)?(?:会议)?(?:议程|议题|程序|内容)"
)
_OPENED = regex.compile(
    r"(?:会议|议程|大会)的?(?:议程)?第([一二三四五六七八九十]{1,3}|\d{1,2})(?:项|个)"
    r"|(?:进行|进入|开始|是)(?:今天|本次|此次)?(?:会议)?的?第([一二三四五六七八九十]{1,3}|\d{1,2})(?:项|个)(?:会议|议程|议题|内容|程序|环节)?"
    r"|第([一二三四五六七八九十]{1,3}|\d{1,2})(?:项|个)(?:会议)?(?:议程|议题|程序)"
)
_REACH = 120


def find_agenda(source: SourceText, *, turns: Sequence[Turn], points: Sequence[Point]) -> tuple[AgendaItem, ...]:
    """The announced items, in order, each with the indices of the turns that carried it out."""
    items = _announced(source, turns, points)
    if not items:
        return ()
    opened = _openings(source, turns, after=items[-1].span.end)
    return tuple(
        AgendaItem(number=n, text=point.heading or "", span=point.span, turns=_turns_of(n, opened, len(turns)))
        for n, point in ((point.ordinal or i, point) for i, point in enumerate(items, start=1))
    )


def _announced(source: SourceText, turns: Sequence[Turn], points: Sequence[Point]) -> list[Point]:
    """The row of points that follows the announcement of an agenda in one turn."""
    for match in _ANNOUNCED.finditer(source.folded):
        turn = next((t for t in turns if match.start() in t.span), None)
        first = next((i for i, p in enumerate(points) if p.span.start >= match.end() - 2), None)
        if turn is None or first is None or points[first].span.start not in turn.span:
            continue
        if points[first].span.start - match.end() > _REACH:
            continue
        depth = points[first].depth
        row: list[Point] = []
        for point in points[first:]:
            if point.depth < depth or point.span.start not in turn.span:
                break
            if point.depth == depth and (not row or (point.ordinal or 0) > (row[-1].ordinal or 0)):
                row.append(point)
        if len(row) > 1:
            return row
    return []


def _openings(source: SourceText, turns: Sequence[Turn], *, after: int) -> list[tuple[int, int]]:
    """The numbers of the items that are opened, each with the index of its turn, in order of place."""
    found: list[tuple[int, int]] = []
    for match in _OPENED.finditer(source.folded, after):
        digits = next(group for group in match.groups() if group)
        number = int(digits) if digits.isdecimal() else han_number(digits) or 0
        index = next((i for i, t in enumerate(turns) if match.start() in t.span), None)
        if index is not None and (not found or number > found[-1][0]):
            found.append((number, index))
    return found


def _turns_of(number: int, opened: list[tuple[int, int]], count: int) -> tuple[int, ...]:
    """From the turn after the opening to the turn that opens the next item."""
    for i, (opening, index) in enumerate(opened):
        if opening == number:
            end = opened[i + 1][1] if i + 1 < len(opened) else count
            return tuple(range(index + 1, max(end, index + 1))) or (index,)
    return ()
