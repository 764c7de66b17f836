"""Detect the kind of a document, and divide it into its top parts.

The kind (the transcript of a meeting, the written news of one, the manuscript of a speech) is one scored decision. Each row of `kinds.tsv` adds its weight to
its kind for each match, up to a number of matches; the kind with the highest sum wins, and a transcript where nothing matches.

A report begins its next part with 会议认为, 会议强调, … at the head of a sentence; numbering starts anew in each. The parts of a speech are its points of the
first level.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

import attrs
import regex

from transcript.model import Point, Section
from transcript.text import SourceText, Span, passage_of
from transcript.words import expand, shared_words


@attrs.frozen(kw_only=True)
class Cue:
    """A row of `kinds.tsv`."""

    kind: str
    weight: float
    most: int
    where: str
    pattern: regex.Pattern[str]


_STAMPED = 6.0  # score of time stamps for a transcript; like the weights of kinds.tsv by hand
_LABELLED = 6.0  # of speaker labels
_FRONT = 1.5  # of a web page or Markdown for a report
_HEAD, _TAIL, _OPEN = 400, 200, 120  # characters of speech that the column of kinds.tsv means


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """Read the rows of `kinds.tsv`.

    Returns:
        The rows, in their order.
    """
    table = files(__package__).joinpath("kinds.tsv").read_text(encoding="utf-8")
    return tuple(_cue(*line.split("\t")) for line in table.splitlines() if not line.startswith("#"))


def _cue(kind: str, weight: str, most: str, where: str, pattern: str) -> Cue:
    return Cue(kind=kind, weight=float(weight), most=int(most), where=where, pattern=regex.compile(expand(pattern)))


def detect_kind(source: SourceText) -> str:
    """Detect the kind of a document: "transcript", "report" or "speech".

    Args:
        source: The source text.

    Returns:
        The kind with the highest sum.
    """
    text = "\n".join(segment.span.slice(source.folded) for segment in source.speech)
    scores = dict.fromkeys(("transcript", "report", "speech"), 0.0)
    for segment in source.segments:
        if segment.label is not None:
            scores["transcript"] = _LABELLED
            break
    if source.clock:
        scores["transcript"] += _STAMPED
    if source.format in {"html", "markdown"}:
        scores["report"] += _FRONT
    parts = {"all": text, "head": text[:_HEAD], "open": text[:_OPEN], "tail": text[-_TAIL:]}
    for cue in cues():
        scores[cue.kind] += cue.weight * _count(cue.pattern, parts[cue.where], cue.most)
    return max(scores, key=scores.__getitem__)


def _count(pattern: regex.Pattern[str], text: str, most: int) -> int:
    count = 0
    for count, _ in enumerate(pattern.finditer(text), start=1):
        if count == most:
            break
    return count


# who says what opens a part: the meeting itself, or somebody who spoke at it; a pause must follow
_MEETING = "|".join((*shared_words("MEETING"), "会上"))
_MANNER = "还|并|同时|进一步|一致|特别|再次|最后|就此"
_VERBS = "认为|指出|强调|要求|提出|明确|部署|号召|决定|议定"


def parts_of(source: SourceText, *, speakers: Iterable[str] = ()) -> tuple[tuple[Span, str | None], ...]:
    """Divide a report into the parts in which numbering starts anew.

    Args:
        source: The text.
        speakers: Names of those who spoke at the meeting; what 某某强调 opens is a part too.

    Returns:
        The span of each part and its heading, in order.
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
    """Make sections of the parts of a report that have a heading.

    Args:
        parts: What `parts_of` found.
        points: The numbered points, in order.

    Returns:
        The sections, in order.
    """
    return tuple(
        Section(span=span, heading=heading, points=tuple(p for p in points if p.depth == 1 and p.span.start in span))
        for span, heading in parts
        if heading
    )


def speech_sections(source: SourceText, *, points: Sequence[Point]) -> tuple[Section, ...]:
    """Make sections of the first-level points of a speech.

    Args:
        source: The source text.
        points: The numbered points, in order.

    Returns:
        The sections, in order.
    """
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
