"""The outline of a record: its kind, points, sections, agenda and the facts of the meeting. Source and turns in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from transcript.outline.agenda import find_agenda
from transcript.outline.facts import report_facts, spoken_facts
from transcript.outline.kind import detect_kind
from transcript.outline.manuscript import find_author, own_speech
from transcript.outline.points import find_points
from transcript.outline.sections import parts_of, report_sections, speech_sections
from transcript.text import SourceText
from transcript.values import AgendaItem, Edit, Meeting, Point, Problem, Section, Speaker, Speech, Turn

__all__ = ["Outline", "detect_kind", "find_author", "find_outline"]


@attrs.frozen(kw_only=True)
class Outline:
    """What a text says in which order, and of what meeting."""

    points: tuple[Point, ...] = ()
    sections: tuple[Section, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    meeting: Meeting = attrs.field(factory=Meeting)
    speeches: tuple[Speech, ...] = ()
    edits: tuple[Edit, ...] = ()
    problems: tuple[Problem, ...] = ()


def find_outline(source: SourceText, *, kind: str, turns: Sequence[Turn], speakers: Iterable[Speaker]) -> Outline:
    """The outline of a source.

    Args:
        source: The text.
        kind: What sort of document it is, as `detect_kind` tells.
        turns: Its turns, in order; none for a report.
        speakers: Those who speak.
    """
    if kind == "report":
        return _report(source)
    found = find_points(source, spans=[turn.span for turn in turns])
    return Outline(
        points=found.points,
        sections=speech_sections(source, points=found.points) if kind == "speech" else (),
        agenda=find_agenda(source, turns=turns, points=found.points),
        meeting=spoken_facts(source, kind=kind, speakers=speakers),
        speeches=own_speech(source, turns=turns) if kind == "speech" else (),
        edits=found.edits,
        problems=found.problems,
    )


def _report(source: SourceText) -> Outline:
    meeting, speeches = report_facts(source)
    parts = parts_of(
        source, speakers=[speech.person.name for speech in speeches if speech.person and speech.person.name]
    )
    found = find_points(source, spans=[span for span, _ in parts])
    return Outline(
        points=found.points,
        sections=report_sections(parts, points=found.points),
        meeting=meeting,
        speeches=speeches,
        edits=found.edits,
        problems=found.problems,
    )
