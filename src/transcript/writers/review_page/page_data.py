"""What the review page knows of a record: its text, and spans over it, as plain data.

Offsets are those of the record, so that what the page decides speaks of the same places. Blocks are what the page shows one under
the other: the turns of a transcript, the parts of a report or speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from transcript.model import Edit, Meeting, Person, RecordView, Speaker, View
from transcript.reviewing.asking import speaker_questions
from transcript.reviewing.decisions import written
from transcript.reviewing.questions import UNSURE, Question
from transcript.writers.minutes import BODY_HEADINGS, acts_of_turns, facts_of, parts_of, title_of

_CLOCK_STEP = 40  # characters between two times; the page draws a line between them
_SPEAKER_FACTS = frozenset({"发言"})

Plain = dict[str, Any]


def page_data(record: RecordView, *, view: View) -> Plain:
    """The record for the page.

    Args:
        record: Any record.
        view: Which words the page shows first.

    Returns:
        Plain data, as `source.js` reads it.
    """
    return {
        "kind": record.kind,
        "view": view,
        "title": title_of(record),
        "heading": BODY_HEADINGS[record.kind],
        "file": record.source.name,
        "source": {"sha256": record.source.sha256, "characters": len(record.source.text)},
        "text": record.source.text,
        "speech": [
            [s.span.start, s.span.end, int(record.source.breaks_at(s.span.start))] for s in record.source.speech
        ],
        "clock": list(_clock(record)),
        "facts": [[name, value] for name, value in facts_of(record).items() if name not in _SPEAKER_FACTS],
        "meeting": _meeting(record.meeting),
        "agenda": [
            {"number": item.number, "text": item.text, "start": item.span.start, "blocks": list(item.turns)}
            for item in record.agenda
        ],
        "speakers": [_speaker(speaker) for speaker in record.speakers],
        "blocks": list(_turns(record)) if has_turns(record) else list(_parts(record)),
        "points": [[p.span.start, p.span.end, p.depth, p.ordinal, p.heading] for p in record.points],
        "questions": list(_questions(record)) if has_turns(record) else [],
        "edits": [_edit(edit) for edit in record.edits],
        "problems": [[p.message, p.span.start if p.span else None] for p in record.problems],
    }


def has_turns(record: RecordView) -> bool:
    """Whether the page shows turns; a manuscript is one turn, and is shown by its parts.

    Args:
        record: Any record.

    Returns:
        True if so.
    """
    return record.kind == "transcript" and bool(record.turns)


def _turns(record: RecordView) -> Iterator[Plain]:
    acts = acts_of_turns(record)
    for index, turn in enumerate(record.turns):
        yield {
            "start": turn.span.start,
            "end": turn.span.end,
            "speaker": turn.speaker.id,
            "confidence": round(turn.confidence, 3),
            "act": acts.get(index),
        }


def _parts(record: RecordView) -> Iterator[Plain]:
    for heading, span in parts_of(record):
        if record.text_of(span).strip():
            yield {"start": span.start, "end": span.end, "heading": heading}


def _speaker(speaker: Speaker) -> Plain:
    names = ("id", "name", "surname", "title", "organization", "role", "label")
    return {name: getattr(speaker, name) for name in names}


def _meeting(meeting: Meeting) -> Plain:
    """The facts that can be stated on the page."""
    days = {
        name: day.isoformat() if day else None
        for name, day in (("start_date", meeting.start_date), ("end_date", meeting.end_date))
    }
    return {
        "title": meeting.title,
        **days,
        "place": meeting.place,
        "organizer": meeting.organizer,
        "chair": [_person(meeting.chair)] if meeting.chair else [],
        "attendees": [_person(person) for person in meeting.attendees],
    }


def _person(person: Person) -> Plain:
    return {name: getattr(person, name) for name in ("name", "surname", "title", "organization")}


def _questions(record: RecordView) -> Iterator[Plain]:
    yield from map(_question, speaker_questions(record, unsure=UNSURE, context=0))


def _question(question: Question) -> Plain:
    """Who speaks: what the page asks, with what each answer decides, in the form of a file of decisions."""
    return {
        "kind": question.kind,
        "start": question.span.start,
        "turns": len(question.turns),
        "characters": question.characters,
        "confidence": round(question.confidence, 3),
        "reason": question.reason,
        "choices": [
            [text, probability, [written(decision) for decision in decisions]]
            for text, probability, decisions in zip(
                question.candidates, question.probabilities, question.answers, strict=True
            )
        ],
    }


def _edit(edit: Edit) -> Plain:
    optional = {"entry": edit.entry, "runnerUp": edit.runner_up, "yields": bool(edit.yields_to) or None}
    return {
        "start": edit.span.start,
        "end": edit.span.end,
        "after": edit.after,
        "kind": edit.kind,
        "applied": edit.applied,
        "confidence": round(edit.confidence, 3),
        "reason": edit.reason,
        **{name: value for name, value in optional.items() if value is not None},
    }


def _clock(record: RecordView) -> Iterator[list[int]]:
    """Times at the ends of every stretch of speech and some within."""
    if not record.source.clock:
        return
    for segment in record.source.speech:
        for offset in (*range(segment.span.start, segment.span.end, _CLOCK_STEP), segment.span.end):
            yield [offset, record.source.time_at(offset) or 0]
