"""The outline of a record: its kind, points, sections, agenda and the facts of the meeting. Source and turns in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from transcript.outline.agenda import find_agenda
from transcript.outline.attendance import attendees_of, chair_of, find_deeds, speeches_of
from transcript.outline.event import find_event
from transcript.outline.heads import read_head
from transcript.outline.kind import detect_kind
from transcript.outline.manuscript import find_author, own_speech
from transcript.outline.organizations import attending_organizations
from transcript.outline.passage import passage_of
from transcript.outline.points import find_points
from transcript.outline.sections import parts_of, report_sections, speech_sections
from transcript.outline.welcomed import find_welcomed
from transcript.outline.written import meeting_as_written, person_as_written, sections_as_written, speeches_as_written
from transcript.people import Mention
from transcript.text import SourceText, Span
from transcript.values import AgendaItem, Edit, Meeting, Person, Point, Problem, Section, Speaker, Speech, Turn

__all__ = ["Outline", "detect_kind", "find_author", "find_chair", "find_outline"]


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


def find_outline(
    source: SourceText,
    *,
    kind: str,
    turns: Sequence[Turn],
    speakers: Iterable[Speaker],
    mentions: Sequence[Mention] = (),
) -> Outline:
    """The outline of a source.

    Args:
        source: The text.
        kind: What sort of document it is, as `detect_kind` tells.
        turns: Its turns, in order; none for a report.
        speakers: Those who speak.
        mentions: Where the text speaks of people.
    """
    found = (
        _report(source)
        if kind == "report"
        else _own(source, kind=kind, turns=turns, speakers=speakers, mentions=mentions)
    )
    return attrs.evolve(
        found,
        sections=sections_as_written(source, found.sections),
        meeting=meeting_as_written(source, found.meeting),
        speeches=speeches_as_written(source, found.speeches),
    )


def find_chair(source: SourceText) -> Person | None:
    """Who chairs by the row 主持人：… above the record, as the source writes it."""
    chair = read_head(source).chair
    return person_as_written(source, chair) if chair else None


def find_present(source: SourceText) -> tuple[Person, ...]:
    """Whom the rows above the record list as present, the chair among them, as the source writes them."""
    head = read_head(source)
    listed = (*([head.chair] if head.chair else ()), *head.present)
    return tuple(person_as_written(source, person) for person in listed)


def _own(
    source: SourceText, *, kind: str, turns: Sequence[Turn], speakers: Iterable[Speaker], mentions: Sequence[Mention]
) -> Outline:
    found = find_points(source, spans=[turn.span for turn in turns])
    welcomed = find_welcomed(source, turns=turns, mentions=mentions) if kind == "transcript" else ()
    return Outline(
        points=found.points,
        sections=speech_sections(source, points=found.points) if kind == "speech" else (),
        agenda=find_agenda(source, turns=turns, points=found.points),
        meeting=_own_meeting(source, kind=kind, speakers=speakers, welcomed=welcomed),
        speeches=own_speech(source, turns=turns) if kind == "speech" else (),
        edits=found.edits,
        problems=found.problems,
    )


def _report(source: SourceText) -> Outline:
    meeting, speeches = _told(source)
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


def _told(source: SourceText) -> tuple[Meeting, tuple[Speech, ...]]:
    """The facts that the written news of a meeting states, and the acts of speaking it tells of."""
    passage = passage_of(source, Span(0, len(source.text)))
    deeds = find_deeds(passage)
    meeting = Meeting(
        **attrs.asdict(find_event(source, kind="report")),
        chair=chair_of(deeds),
        attendees=attendees_of(deeds),
        organizations=attending_organizations(passage.text),
    )
    return meeting, speeches_of(deeds, passage=passage)


def _own_meeting(source: SourceText, *, kind: str, speakers: Iterable[Speaker], welcomed: Iterable[Person]) -> Meeting:
    """The facts that those present say of their own meeting, and the rows above it."""
    head = read_head(source)
    listed = (*(person_as_written(source, person) for person in head.present), *welcomed)
    passage = passage_of(source, Span(0, len(source.text)))
    return Meeting(
        **attrs.asdict(find_event(source, kind=kind, above=head)),
        chair=head.chair,
        attendees=tuple(_present(speakers, listed=listed)),
        organizations=attending_organizations(passage.text),
    )


def _present(speakers: Iterable[Speaker], *, listed: Iterable[Person]) -> Iterator[Person]:
    """Who speaks by name, if only 方局长, and who is listed or welcomed; of who is both, what either says."""
    others: dict[str | None, Person] = {}
    for person in listed:
        others[person.name] = _joined(others.get(person.name, person), person)
    for speaker in speakers:
        own = Person(name=speaker.name, surname=speaker.surname, title=speaker.title, organization=speaker.organization)
        for name in {speaker.name, *(variant.text for variant in speaker.variants)}:
            own = _joined(own, others.pop(name, own))
        if speaker.name or (speaker.surname and speaker.title and not _is_listed(own, others.values())):
            yield own
    yield from others.values()


def _is_listed(person: Person, others: Iterable[Person]) -> bool:
    """Whether 许局长 may be one of *others*, 许建国副局长."""
    return any(
        other.surname == person.surname and (other.title is None or other.title.endswith(person.title or ""))
        for other in others
    )


def _joined(person: Person, other: Person) -> Person:
    """A person with what only the other mention of them says."""
    return attrs.evolve(
        person, title=person.title or other.title, organization=person.organization or other.organization
    )
