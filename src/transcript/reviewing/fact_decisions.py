"""The facts of a meeting after decisions: people are called as the speakers that they are, and what somebody states holds."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from transcript.model import Meeting, Person, RecordView, Speaker, Turn
from transcript.reviewing.decisions import DATE_FACTS, Decision, State


def with_renamed(record: RecordView, turns: Sequence[Turn]) -> Meeting:
    """The facts of the meeting with the people as they are called after the decisions: a renamed speaker is renamed among the attendees, and as the chair."""
    now = {turn.speaker.id: turn.speaker for turn in turns}
    starts = [turn.span.start for turn in turns]
    renamed: list[tuple[Person, Person]] = []
    for speaker in record.speakers if turns else ():
        new = now.get(speaker.id)
        if new is None:  # is another speaker now: the one of the first turn
            first = next(turn for turn in record.turns if turn.speaker.id == speaker.id)
            new = turns[max(0, bisect_right(starts, first.span.start) - 1)].speaker
        if person_of(new) != person_of(speaker) and (speaker.name or speaker.surname):
            renamed.append((person_of(speaker), person_of(new)))
    meeting = record.meeting
    attendees = dict.fromkeys(_called_now(person, renamed) for person in meeting.attendees)
    chair = _called_now(meeting.chair, renamed) if meeting.chair else None
    return attrs.evolve(meeting, attendees=tuple(attendees), chair=chair)


def _called_now(person: Person, renamed: Sequence[tuple[Person, Person]]) -> Person:
    """The person by the name that a speaker of the same name, or of the same surname and title, now has."""
    for old, new in renamed:
        same = person.name == old.name if old.name else not person.name and person.title == old.title
        if same and (old.name or person.surname == old.surname):
            return Person(
                name=new.name,
                surname=new.surname,
                title=new.title or person.title,
                organization=new.organization or person.organization,
            )
    return person


def stated(meeting: Meeting, decisions: Iterable[Decision]) -> Meeting:
    """The facts of a meeting as decisions state them; the last word counts."""
    for decision in decisions:
        if isinstance(decision, State):
            meeting = attrs.evolve(meeting, **{decision.fact: _value(decision)})
    return meeting


def _value(decision: State) -> Any:
    if decision.fact == "attendees":
        return decision.people or ()
    if decision.fact == "chair":
        return decision.people[0] if decision.people else None
    if decision.fact in DATE_FACTS and decision.text:
        return datetime.date.fromisoformat(decision.text)
    return decision.text


def person_of(speaker: Speaker) -> Person:
    """What is known of a speaker as a person."""
    return Person(name=speaker.name, surname=speaker.surname, title=speaker.title, organization=speaker.organization)
