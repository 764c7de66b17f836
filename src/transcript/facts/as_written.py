"""Facts in the script of their source: they are found in folded text, and a record in traditional script gives them in traditional script."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from transcript.model import Meeting, Person, Section, Speech
from transcript.text import SourceText, Span


def as_written(source: SourceText, words: str | None, *, inside: Span | None = None) -> str | None:
    """Folded words as they first stand in the source, or *inside* a stretch of it; words that do not stand there whole stay as they are."""
    start, end = (inside.start, inside.end) if inside else (0, len(source.folded))
    at = source.folded.find(words, start, end) if words else -1
    return source.text[at : at + len(words)] if words and at >= 0 else words


def person_as_written(source: SourceText, person: Person, *, inside: Span | None = None) -> Person:
    """A person as the source writes name, title and organisation."""
    return Person(**{field: as_written(source, words, inside=inside) for field, words in attrs.asdict(person).items()})


def meeting_as_written(source: SourceText, meeting: Meeting) -> Meeting:
    """The facts of a meeting as the source writes them."""
    if source.folded == source.text:
        return meeting
    return attrs.evolve(
        meeting,
        title=as_written(source, meeting.title),
        place=as_written(source, meeting.place),
        organizer=as_written(source, meeting.organizer),
        chair=person_as_written(source, meeting.chair) if meeting.chair else None,
        attendees=tuple(person_as_written(source, person) for person in meeting.attendees),
        organizations=tuple(as_written(source, words) or words for words in meeting.organizations),
    )


def speeches_as_written(source: SourceText, speeches: Iterable[Speech]) -> tuple[Speech, ...]:
    """Speeches with their people as the source writes them."""
    return tuple(
        attrs.evolve(speech, person=person_as_written(source, speech.person)) if speech.person else speech
        for speech in speeches
    )


def sections_as_written(source: SourceText, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections with their headings as the source writes them."""
    return tuple(
        attrs.evolve(section, heading=as_written(source, section.heading, inside=section.span) or section.heading)
        for section in sections
    )
