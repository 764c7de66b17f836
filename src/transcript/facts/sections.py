"""The top parts of a report or a speech.

A report turns to its next part with 会议认为, 会议强调, … at the head of a sentence; numbering starts anew in each. A speech is cut by
its own points of the first level.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from transcript.model import Point, Section
from transcript.outline.passage import passage_of
from transcript.text import SourceText, Span

# who says what opens a part: the meeting itself, or somebody who spoke at it; a pause must follow
_MEETING = "会议|大会|座谈会|全会|推进会|论坛|会上"
_MANNER = "还|并|同时|进一步|一致|特别|再次|最后|就此"
_VERBS = "认为|指出|强调|要求|提出|明确|部署|号召|决定|议定"


def parts_of(source: SourceText, *, speakers: Iterable[str] = ()) -> tuple[tuple[Span, str | None], ...]:
    """The parts of a report in which numbering starts anew: each with its heading, the lead with none.

    Args:
        source: The text.
        speakers: Names of those who spoke at the meeting; what 某某强调 opens is a part too.
    """
    passage = passage_of(source, Span(0, len(source.text)))
    if not passage.text:
        return ()
    starts = _part_starts(passage.text, speakers)
    cuts = [0, *(at for at, _ in starts if at), len(passage.text)]
    headings: list[str | None] = [None, *(heading for at, heading in starts if at)]
    if starts and starts[0][0] == 0:
        headings[0] = starts[0][1]
    return tuple(
        (passage.span(start, end), heading)
        for start, end, heading in zip(cuts, cuts[1:], headings, strict=False)
        if end > start
    )


def _part_starts(text: str, speakers: Iterable[str]) -> list[tuple[int, str]]:
    """Where the parts begin, with their headings (会议认为, 会议强调, 方志明指出, …)."""
    who = "|".join([_MEETING, *map(regex.escape, speakers)])
    cue = regex.compile(
        rf"(?:^|(?<=[。！？!?；\n”]))[ \t　]*(?P<heading>(?:{who})(?:{_MANNER})?(?:{_VERBS}))(?=[，,：:])",
        regex.MULTILINE,
    )
    return [(match.start("heading"), match["heading"]) for match in cue.finditer(text)]


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
