"""The announced items of a meeting and the turns that carried each out.

The host announces the agenda as a row of points (今天的会议共有五项议程。一是……；二是……) and opens each item later (会议的第二项，请……).
The row is the list of points after the announcement; an item is carried out from the turn in which it is opened until the next item
opens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import attrs
import regex

from transcript.han_numerals import small_number
from transcript.model import AgendaItem, Point, Turn
from transcript.text import SourceText, Span

_SEVERAL = r"(?<!第)(?P<count>[二三四五六七八九十两]|十[一二三四五]|\d{1,2})[项个大]"
_OURS = r"(?:会议|大会|今天|今日|本次|此次|这次)[^。！？\n]{0,30}?"
_ANNOUNCED = regex.compile(
    rf"{_OURS}(?:议程|议题|内容|安排|程序)[^。！？，\n]{{0,10}}?{_SEVERAL}"
    rf"|{_OURS}{_SEVERAL}(?:主要)?(?:会议)?(?:议程|议题|程序|内容|环节)"
    rf"|(?P<things>{_OURS}(?:过|说|讲|商量|讨论|研究|谈|安排|部署)[^。！？，\n]{{0,4}}?(?P<count>[二三四五六七八九两])[件个]事)"
)
_N = r"([一二三四五六七八九十]{1,3}|\d{1,2})"
_ITEM = "(?:会议)?(?:议程|议题|程序|内容|环节)"
_OPENED = regex.compile(
    rf"(?:会议|议程|大会)的?(?:议程)?第{_N}(?:项(?:{_ITEM})?|个{_ITEM})"
    rf"|(?:进行|进入|开始|是)(?:今天|本次|此次)?(?:会议)?的?第{_N}(?:项(?:{_ITEM})?|个{_ITEM})"
    rf"|第{_N}[项个](?:会议)?(?:议程|议题|程序)"
)
_THEN = regex.compile(
    r"[，,、](?:现在|下面|首先)?(?:先|再|由|有)?请.*"
)  # who is to carry an item out, after what it is
_CLAUSES = regex.compile(r"[，,：:]?\s*(?P<text>[^。！？；\n]{2,60})")
_REACH = 120  # characters from the announcement to its first item; by hand
_LOST = 1  # so many items may be missing or too many


@attrs.frozen
class _Opening:
    """Where an item is opened: its number, the place, the index of the turn."""

    number: int
    start: int
    end: int
    turn: int


def find_agenda(source: SourceText, *, turns: Sequence[Turn], points: Sequence[Point]) -> tuple[AgendaItem, ...]:
    """Find the items of the agenda, each with the indices of the turns that carried it out.

    Args:
        source: The text.
        turns: Its turns.
        points: Its points; the announced items are some of them.

    Returns:
        The announced items; where none were announced, those that were opened one after another.
    """
    items = _announced(source, turns, points)
    openings = _openings(source, turns, after=items[-1].span.start if items else 0)
    if not items:
        return _opened_items(source, turns, openings)
    return tuple(
        AgendaItem(
            number=n, text=_THEN.sub("", point.heading or ""), span=point.span, turns=_carried_out(n, openings, turns)
        )
        for n, point in ((point.ordinal or i, point) for i, point in enumerate(items, start=1))
    )


def _opened_items(source: SourceText, turns: Sequence[Turn], openings: Sequence[_Opening]) -> tuple[AgendaItem, ...]:
    """Items that nobody announced: the words with which each was opened."""
    if [opening.number for opening in openings[:2]] != [1, 2]:
        return ()
    found = []
    for opening in openings:
        words = _CLAUSES.match(source.text, opening.end)
        end = words.end() if words else opening.end
        text = _THEN.sub("", words["text"]) if words else Span(opening.start, opening.end).slice(source.text)
        carried = _carried_out(opening.number, openings, turns)
        found.append(AgendaItem(number=opening.number, text=text, span=Span(opening.start, end), turns=carried))
    return tuple(found)


def _announced(source: SourceText, turns: Sequence[Turn], points: Sequence[Point]) -> list[Point]:
    """The row of points that follows the announcement of an agenda in one turn."""
    starts = [turn.span.start for turn in turns]
    for match in _ANNOUNCED.finditer(source.folded):
        turn = _turn_at(starts, match.start())
        first = bisect_left(points, match.end() - 2, key=_start)
        if turn is None or first == len(points) or points[first].span.start not in turns[turn].span:
            continue
        if match["things"] and turn > 0:  # later on they are those of a speech
            continue
        if not _leads(turns, turn) or points[first].span.start - match.end() > _REACH:
            continue
        row = _row(points, first, turns[turn])
        if len(row) > 1 and abs(len(row) - small_number(match["count"])) <= _LOST:
            return row
    return []


def _leads(turns: Sequence[Turn], turn: int) -> bool:
    """Whether who speaks there leads the meeting: as its host, or first of all where no host is known."""
    return turns[turn].speaker.role == "host" or (
        turns[turn].speaker is turns[0].speaker and not any(t.speaker.role == "host" for t in turns)
    )


def _row(points: Sequence[Point], first: int, turn: Turn) -> list[Point]:
    """The points of one list of a turn, from *first* on."""
    depth = points[first].depth
    row: list[Point] = []
    for point in points[first:]:
        if point.depth < depth or point.span.start not in turn.span:
            break
        if point.depth == depth and (not row or (point.ordinal or 0) > (row[-1].ordinal or 0)):
            row.append(point)
    return row


def _openings(source: SourceText, turns: Sequence[Turn], *, after: int) -> list[_Opening]:
    """Where the items are opened, in order of place; their numbers rise."""
    starts = [turn.span.start for turn in turns]
    found: list[_Opening] = []
    for match in _OPENED.finditer(source.folded, after):
        digits = next(group for group in match.groups() if group)
        number = small_number(digits)
        turn = _turn_at(starts, match.start())
        if turn is not None and _leads(turns, turn) and (not found or number > found[-1].number):
            found.append(_Opening(number, match.start(), match.end(), turn))
    return found


def _carried_out(number: int, openings: Sequence[_Opening], turns: Sequence[Turn]) -> tuple[int, ...]:
    """From the turn after the opening to the turn that opens the next item; the host's only if nobody else speaks."""
    for i, opening in enumerate(openings):
        if opening.number == number:
            end = openings[i + 1].turn if i + 1 < len(openings) else len(turns)
            within = range(opening.turn + 1, end)
            return tuple(n for n in within if turns[n].speaker.role != "host") or tuple(within) or (opening.turn,)
    return ()


def _turn_at(starts: Sequence[int], offset: int) -> int | None:
    index = bisect_right(starts, offset) - 1
    return index if index >= 0 else None


def _start(point: Point) -> int:
    return point.span.start
