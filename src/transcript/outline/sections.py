"""The top parts of a report or a speech.

A report turns to its next part with 会议认为, 会议强调, … at the head of a sentence; numbering starts anew in each. A speech is cut by
its own points of the first level.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from transcript.outline.passage import Passage, passage_of
from transcript.text import SourceText, Span
from transcript.values import Point, Section

_MEETING = "会议|大会|座谈会|全会|推进会|讲座|论坛|会上"
_VERBS = "认为|指出|强调|要求|提出|明确|部署|号召|决定|听取了?|审议|通过了?|传达|学习|总结|分析|研究|充分肯定|希望|表示|宣布|确定|议定"
_CUE = regex.compile(
    rf"(?:^|(?<=[。！？!?；\n”]))[ \t　]*((?:(?:{_MEETING})(?:还|并|同时|进一步|一致|特别|再次|最后|就)?(?:{_VERBS})))(?=[，,：:]|[^\n。])"
)
# these verbs tell of an act in passing and open no part of their own unless a pause follows
_STRONG = regex.compile(r"(?:认为|指出|强调|要求|提出|明确|部署|号召|决定|议定)$")


def section_starts(passage: Passage) -> list[tuple[int, str]]:
    """Where the parts of a report begin, with their headings (会议认为, 会议强调, …)."""
    starts = []
    for match in _CUE.finditer(passage.text):
        pause = passage.text[match.end(1) : match.end(1) + 1] in ("，", ",", "：", ":")
        if pause and _STRONG.search(match[1]):
            starts.append((match.start(1), match[1]))
    return starts


def parts_of(source: SourceText) -> tuple[tuple[Span, str | None], ...]:
    """The parts of a report in which numbering starts anew: each with its heading, the first (the lead) with none."""
    whole = Span(0, len(source.text))
    passage = passage_of(source, whole)
    if not passage.text:
        return ()
    starts = section_starts(passage)
    cuts = [0, *(at for at, _ in starts if at), len(passage.text)]
    headings: list[str | None] = [None, *(heading for at, heading in starts if at)]
    if starts and starts[0][0] == 0:
        headings[0] = starts[0][1]
    return tuple(
        (passage.span(start, end), heading)
        for start, end, heading in zip(cuts, cuts[1:], headings, strict=False)
        if end > start
    )


def report_sections(parts: Sequence[tuple[Span, str | None]], *, points: Sequence[Point]) -> tuple[Section, ...]:
    """The parts of a report that have a heading, with their direct points."""
    return tuple(
        Section(span=span, heading=heading, points=tuple(p for p in points if p.depth == 1 and p.span.start in span))
        for span, heading in parts
        if heading
    )


def speech_sections(source: SourceText, *, points: Sequence[Point]) -> tuple[Section, ...]:
    """The points of the first level of a speech, each with the points directly under it."""
    tops = [p for p in points if p.depth == 1]
    return tuple(
        Section(
            span=top.span,
            heading=_with_ordinal(source, top),
            points=tuple(p for p in points if p.depth == 2 and p.span.start in top.span),
        )
        for top in tops
    )


def _with_ordinal(source: SourceText, point: Point) -> str | None:
    """The heading of a point as the text writes it, its ordinal before it."""
    if not point.heading:
        return None
    end = source.folded.find(point.heading, point.span.start, point.span.end)
    return source.text[point.span.start : end + len(point.heading)] if end >= 0 else point.heading
