"""The numbered points of a source, nested, with their ordinals and headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import attrs

from transcript.outline.candidates import COMMA, Candidate, sentence_end
from transcript.outline.damaged import damaged
from transcript.outline.decode import Found, decode
from transcript.outline.endings import ends_of
from transcript.outline.headings import lost
from transcript.outline.headless import with_headings
from transcript.outline.mending import mend, odd_numbers
from transcript.outline.numbered import Habits, habits_of, numbered
from transcript.outline.passage import Passage, passage_of
from transcript.text import SourceText, Span
from transcript.values import Edit, Point, Problem
from transcript.words import cut

_NEAR = 45  # so many letters may stand between a heading and its list
_LONGEST_HEADING = 60


@attrs.frozen(kw_only=True)
class Numbering:
    """The numbered points of a source, the edits that set their ordinals right, and what is odd in their numbers."""

    points: tuple[Point, ...] = ()
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_points(source: SourceText, *, spans: Iterable[Span]) -> Numbering:
    """The numbered points of a source.

    Args:
        source: The text.
        spans: The turns, or the parts of a document, in which numbering starts anew, in order.

    Returns:
        Points, edits and problems, each in order of place.
    """
    points: list[Point] = []
    edits: list[Edit] = []
    problems: list[Problem] = []
    for span in spans:
        passage = passage_of(source, span)
        candidates, habits = candidates_of(passage.text)
        found = with_headings(decode(candidates, habits), candidates)
        points += _points(passage, found, ends=ends_of(passage.text, found, recorded=bool(source.clock)))
        edits += mend(source, passage, found)
        problems += odd_numbers(passage, found)
    return Numbering(points=tuple(points), edits=tuple(edits), problems=tuple(problems))


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
    """All places of *text* where a point may begin, in order; none in a text without a single ordinal. And the habits of the text."""
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
