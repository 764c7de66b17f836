"""The numbered points of a source, nested, with their ordinals and headings.

A point ends at the next of its level or a higher one, with the paragraph, or where the speaker closes: the last point of a speech does
not hold the farewell (三是抓好落实。|我就讲到这里，谢谢大家。).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import attrs
import regex

from transcript.model import Edit, Point, Problem
from transcript.outline.beam_search import Found, decode
from transcript.outline.detection import Habits, damaged, habits_of, lost, numbered
from transcript.outline.point_candidates import BROKEN, COMMA, LINE, Candidate, sentence_end
from transcript.outline.repair import mend, odd_numbers, with_headings
from transcript.text import Passage, SourceText, Span, passage_of
from transcript.words import cut, expand

_INTERRUPTION = 40  # letters; 80 and 200 found no more of the corpus (F1 .843, .842; .837 if every turn began anew)
_NEAR = 45  # so many letters may stand between a heading and its list
_LONGEST_HEADING = 60  # characters


@attrs.frozen(kw_only=True)
class Numbering:
    """The numbered points of a source, the edits that set their ordinals right, and what is odd in their numbers."""

    points: tuple[Point, ...] = ()
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_points(source: SourceText, *, spans: Sequence[Span], voices: Sequence[str] = ()) -> Numbering:
    """The numbered points of a source.

    Args:
        source: The text.
        spans: The turns, or the parts of a document, in which numbering starts anew, in order.
        voices: Who speaks in each span; a short interruption does not end the numbering of a speaker.

    Returns:
        Points, edits and problems, each in order of place.
    """
    points: list[Point] = []
    edits: list[Edit] = []
    problems: list[Problem] = []
    for together in _together(spans, voices):
        passage = passage_of(source, *together)
        candidates, habits = candidates_of(passage.text)
        found = with_headings(decode(candidates, habits), candidates)
        ends = ends_of(passage.text, found, recorded=bool(source.clock))
        points += (_inside(point, together) for point in _points(passage, found, ends=ends))
        edits += mend(source, passage, found)
        problems += odd_numbers(passage, found)
    if voices:
        points.sort(key=lambda point: point.span)
        edits.sort(key=lambda edit: edit.span)
    return Numbering(points=tuple(points), edits=tuple(edits), problems=tuple(problems))


def _together(spans: Sequence[Span], voices: Sequence[str]) -> Iterator[list[Span]]:
    """The spans in which one numbering may go on: those of one speaker with short interruptions between them."""
    open_spans: dict[str, list[Span]] = {}
    for row, span in enumerate(spans):
        voice = voices[row] if voices else str(row)
        before = open_spans.get(voice)
        if before and span.start - before[-1].end <= _INTERRUPTION:
            before.append(span)
            continue
        if before:
            yield before
        open_spans[voice] = [span]
    yield from open_spans.values()


def _inside(point: Point, spans: Sequence[Span]) -> Point:
    """The point without what it would reach of a later span."""
    row = bisect_right(spans, point.span.start, key=_start) - 1
    end = spans[row].end
    return point if point.span.end <= end else attrs.evolve(point, span=Span(point.span.start, end))


def _start(span: Span) -> int:
    return span.start


def _points(passage: Passage, found: list[Found], *, ends: list[int]) -> Iterator[Point]:
    following = [*(point.candidate.start for point in found[1:]), len(passage.text)]
    for point, end, to in zip(found, ends, following, strict=False):
        candidate = point.candidate
        sentence_to = min(candidate.heading + candidate.shape.length, to)
        yield Point(
            span=passage.span(candidate.start, end),
            depth=point.depth,
            ordinal=point.number,
            heading=_heading(passage.words[candidate.heading : sentence_to]),
        )


def _heading(sentence: str) -> str | None:
    """The first sentence; of a long one the clauses that are not too long together."""
    if len(sentence) > _LONGEST_HEADING:
        cut = max(sentence.rfind(mark, 0, _LONGEST_HEADING) for mark in "，,：:、")
        sentence = sentence[: cut if cut > 0 else _LONGEST_HEADING]
    return sentence.strip().rstrip("，,、；;：:") or None


def candidates_of(text: str) -> tuple[list[Candidate], Habits]:
    """All places of *text* where a point may begin, in order; none in a text without a single ordinal. And the habits of the text.

    Args:
        text: A text.

    Returns:
        The candidates, and the habits.
    """
    sure = list(numbered(text))
    habits = habits_of(sure)
    if not sure:
        return [], habits
    taken = {place for candidate in sure for place in range(candidate.start, candidate.heading + 1)}
    rest = [c for c in damaged(text, cut(text)) if c.start not in taken and c.heading not in taken]
    taken |= {candidate.heading for candidate in rest}
    rest += [c for c in lost(text, habits=habits) if c.start not in taken]
    firsts = sorted(c.start for c in (*sure, *rest) if c.number == 1 and c.kind in ("mark", "bare"))
    rest = [_with_list(text, c, firsts) for c in rest]
    rest = [c for c in rest if c.heads or c.border != COMMA or c.kind != "lost"]
    return sorted([*sure, *rest], key=lambda candidate: (candidate.start, candidate.kind)), habits


def _with_list(text: str, candidate: Candidate, firsts: list[int]) -> Candidate:
    """The candidate with the list that begins inside its sentence, right after it, or a little later."""
    after = bisect_left(firsts, candidate.heading)
    gap = firsts[after] - sentence_end(text, candidate) if after < len(firsts) else _NEAR + 1
    if gap > _NEAR:
        return candidate
    return attrs.evolve(candidate, heads=(firsts[after], "heads" if gap <= 0 else "heads nearly"))


_CLOSING = regex.compile(
    expand(
        r"(?<=[。！？；，\s])(?:"
        r"以上(?:是|就是|{REPORT}|简要|内容|意见)|我?的?{REPORT}(?:完毕|完了|到此|就到)|我(?:就|先|简单|暂时)+{REPORT}(?:到|这|完)|我?就(?:这些|是这些)|我先{REPORT}"
        r"|(?<![，；]){THANK}{EVERYBODY}?|今天的?(?:{MEETING}|会|发布会|答辩|讨论)(?:就|到)|散会|(?<=\n)同志们[，：！]"
        r")"
    )
)
_REACH = 70  # letters that a farewell may have
_ADDRESS_REACH = 600  # … and the last paragraphs of a manuscript, from 同志们 on


def ends_of(text: str, found: Sequence[Found], *, recorded: bool) -> list[int]:
    """Where each point ends.

    Args:
        text: The passage.
        found: Its points, in order.
        recorded: Whether its lines are those of a recorder and no paragraphs.

    Returns:
        A position of *text* for each point.
    """
    ends = _by_level(found, _farewell(text, found))
    if not recorded:
        for i, point in enumerate(found):
            if _is_inside(found, i, text):
                ends[i] = min(ends[i], _line_end(text, point.candidate.heading))
    return ends


def _by_level(found: Sequence[Found], last: int) -> list[int]:
    ends = [last] * len(found)
    open_points: list[int] = []
    for i, point in enumerate(found):
        while open_points and found[open_points[-1]].depth >= point.depth:
            ends[open_points.pop()] = point.candidate.start
        open_points.append(i)
    return ends


def _farewell(text: str, found: Sequence[Found]) -> int:
    """Where the words begin that close the passage, after the heading of its last point; its end if nothing closes it."""
    if not found:
        return len(text)
    heading = found[-1].candidate.heading + 1
    for match in _CLOSING.finditer(text, max(heading, len(text) - _ADDRESS_REACH)):
        start: int = match.start()
        if match[0].startswith("同志们") or start >= len(text) - _REACH:
            return start
    return len(text)


def _is_inside(found: Sequence[Found], i: int, text: str) -> bool:
    """Whether a point belongs to a list inside one paragraph, and has no points of its own."""
    depth, start = found[i].depth, found[i].candidate.start
    if found[i].candidate.border in (LINE, BROKEN) or (i + 1 < len(found) and found[i + 1].depth > depth):
        return False
    before = next((found[j] for j in range(i - 1, -1, -1) if found[j].depth <= depth), None)
    return before is not None and before.depth == depth and "\n" not in text[before.candidate.start : start]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
