"""The facts of a meeting: its kind, event, people, speeches, sections and agenda. Source, turns and points in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
import regex

from transcript.facts.agenda import find_agenda
from transcript.facts.attendance import (
    attendees_of,
    attending_organizations,
    chair_of,
    find_attendance,
    find_opening_host,
    find_welcomed,
    speeches_of,
)
from transcript.facts.document_parts import detect_kind, parts_of, report_sections, speech_sections
from transcript.facts.event import find_author, find_event, own_speech, read_head
from transcript.facts.people_in_rows import (
    People,
    meeting_as_written,
    person_as_written,
    sections_as_written,
    speeches_as_written,
)
from transcript.model import Meeting, Person, Point, Section, Speaker, Speech, Turn
from transcript.people import Mention
from transcript.text import SourceText, Span, passage_of

__all__ = [
    "Facts",
    "detect_kind",
    "find_agenda",
    "find_author",
    "find_chair",
    "find_facts",
    "find_present",
    "find_sections",
]


_OPENING = 600  # letters in which a meeting says who chairs it
_CHAIRED = regex.compile(r"由(?P<who>[^，。；：\n]{2,40}?)(?:同志)?(?:来|为我们|为大家)?主持(?!人)")


@attrs.frozen(kw_only=True)
class Facts:
    """What a text says of its meeting.

    Attributes:
        meeting: Title, days, place, host, those present.
        speeches: The acts of speaking of a report or a manuscript.
        parts: The stretches in which numbering starts anew, each with its heading or None.
    """

    meeting: Meeting = attrs.field(factory=Meeting)
    speeches: tuple[Speech, ...] = ()
    parts: tuple[tuple[Span, str | None], ...] = ()


def find_facts(
    source: SourceText,
    *,
    kind: str,
    turns: Sequence[Turn],
    speakers: Iterable[Speaker],
    mentions: Sequence[Mention] = (),
) -> Facts:
    """Find the facts of a source.

    Args:
        source: The text.
        kind: What sort of document it is, as `detect_kind` tells.
        turns: Its turns, in order; none for a report.
        speakers: Those who speak.
        mentions: Where the text speaks of people.

    Returns:
        The facts; what the text does not say is None or empty.
    """
    if kind == "report":
        meeting, speeches = _told(source)
        names = [speech.person.name for speech in speeches if speech.person and speech.person.name]
        parts = parts_of(source, speakers=names)
    else:
        welcomed = find_welcomed(source, turns=turns, mentions=mentions) if kind == "transcript" else ()
        opening_host = find_opening_host(source, turns=turns, mentions=mentions) if kind == "transcript" else None
        meeting = _own_meeting(source, kind=kind, speakers=speakers, welcomed=welcomed, opening_host=opening_host)
        speeches = own_speech(source, turns=turns) if kind == "speech" else ()
        parts = tuple((turn.span, None) for turn in turns)
    return Facts(
        meeting=meeting_as_written(source, meeting), speeches=speeches_as_written(source, speeches), parts=parts
    )


def find_sections(
    source: SourceText, *, kind: str, parts: Sequence[tuple[Span, str | None]], points: Sequence[Point]
) -> tuple[Section, ...]:
    """Find the top parts of a report or a speech, with their direct points; a transcript has none.

    Args:
        source: The source text.
        kind: The kind of record.
        parts: The parts of the document, each with its heading or None.
        points: The numbered points, in order.

    Returns:
        The sections, in order.
    """
    if kind == "report":
        return sections_as_written(source, report_sections(parts, points=points))
    return sections_as_written(source, speech_sections(source, points=points)) if kind == "speech" else ()


def find_chair(source: SourceText) -> Person | None:
    """Read the chair from the row 主持人：… above the record, as the source writes it.

    Args:
        source: The source text.

    Returns:
        The person; None if there is no such row.
    """
    chair = read_head(source).chair
    return person_as_written(source, chair) if chair else None


def find_present(source: SourceText) -> tuple[Person, ...]:
    """Read the people whom the rows above the record list as present, the chair among them, as the source writes them.

    Args:
        source: The source text.

    Returns:
        The people, in order.
    """
    head = read_head(source)
    listed = (*([head.chair] if head.chair else ()), *head.present)
    return tuple(person_as_written(source, person) for person in listed)


def _told(source: SourceText) -> tuple[Meeting, tuple[Speech, ...]]:
    """The facts that the written news of a meeting states, and the acts of speaking it tells of."""
    passage = passage_of(source, Span(0, len(source.text)))
    attendances = find_attendance(passage)
    meeting = Meeting(
        **attrs.asdict(find_event(source, kind="report")),
        chair=chair_of(attendances),
        attendees=attendees_of(attendances),
        organizations=attending_organizations(passage.text),
    )
    return meeting, speeches_of(attendances, passage=passage)


def _own_meeting(
    source: SourceText,
    *,
    kind: str,
    speakers: Iterable[Speaker],
    welcomed: Iterable[Person],
    opening_host: Person | None,
) -> Meeting:
    """The facts that those present say of their own meeting, and the rows above it."""
    head, speakers = read_head(source), tuple(speakers)
    chair = head.chair or (_named_chair(source) if kind == "transcript" else None)
    known = [person for person in (chair, opening_host) if person]
    listed = (*(person_as_written(source, person) for person in (*known, *head.present)), *welcomed)
    passage = passage_of(source, Span(0, len(source.text)))
    return Meeting(
        **attrs.asdict(find_event(source, kind=kind, above=head)),
        chair=chair or ((_host(speakers) or opening_host) if kind == "transcript" else None),
        attendees=tuple(_present(speakers, listed=listed)),
        organizations=attending_organizations(passage.text),
    )


def _host(speakers: Iterable[Speaker]) -> Person | None:
    """The host, if the meeting has one whose name is known."""
    host = next((speaker for speaker in speakers if speaker.role == "host" and speaker.name), None)
    return (
        Person(name=host.name, surname=host.surname, title=host.title, organization=host.organization) if host else None
    )


def _named_chair(source: SourceText) -> Person | None:
    """Who is said to chair at the opening: 会议由副县长方志明主持."""
    opening = passage_of(source, Span(0, len(source.text))).text[:_OPENING]
    match = _CHAIRED.search(opening)
    row = People.of(opening).row_before(match.end("who"), match.start("who")) if match else []
    return row[-1][1] if row else None


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
