"""The review page: a shell of HTML with style, script and the record inside, which asks nobody for anything.

Words of the record reach the page in two ways: the title, escaped, and one block of JSON, which the script shows as text. A policy in the head lets only
this very script run and nothing be loaded, whatever a record holds.

What the page knows of a record is its text and spans over it, as plain data. Offsets are those of the record, so that what the page decides speaks of the same places. Blocks are what it shows one under
the other: the turns of a transcript, the parts of a report or speech.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from string import Template
from typing import Any

import regex

from transcript.model import Edit, Meeting, Person, RecordView, Speaker, View
from transcript.reviewing.asking import speaker_questions
from transcript.reviewing.decision_files import written
from transcript.reviewing.decisions import Decision
from transcript.reviewing.questions import UNSURE, Question
from transcript.writers.minutes import (
    BODY_HEADINGS,
    acts_of_turns,
    facts_of,
    parts_of,
    single_line,
    title_of,
    title_on_paper,
)

_STYLES = ("page.css", "review.css", "print.css")
# In this order they are one script.
SCRIPTS = (
    "source.js",
    "state.js",
    "turns.js",
    "text.js",
    "blocks.js",
    "timeline.js",
    "contents.js",
    "search.js",
    "review.js",
    "popover.js",
    "selecting.js",
    "dialogs.js",
    "files.js",
    "page.js",
)
# What would end the block of JSON, and what no UTF-8 file can hold.
_UNSAFE = regex.compile(r"[<\ud800-\udfff]")
_LONGEST_TITLE = 200  # characters
_BIDI = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")


def write_html(record: RecordView, *, view: View = "clean") -> str:
    """The record as a page that works from a file, without a network.

    Args:
        record: Any record.
        view: The words that it shows first, "clean" or "verbatim"; it can show both.

    Returns:
        The HTML.
    """
    title, on_paper = (_heading(found(record)) for found in (title_of, title_on_paper))
    style, script = _joined(_STYLES), _script()
    return Template(_file("page.html")).substitute(
        title=html.escape(title),
        suffix=html.escape(on_paper.removeprefix(title)),
        policy=_policy(style=style, script=script),
        style=style,
        data=_embedded(page_data(record, view=view)),
        script=script,
    )


def _heading(text: str) -> str:
    line = _BIDI.sub("", single_line(text))
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE]}…"


def _embedded(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    safe: str = _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    return safe


def _policy(*, style: str, script: str) -> str:
    """A Content-Security-Policy: this style and this script by their hashes, nothing else.

    Source: W3C Content Security Policy Level 3, sections 6.1 and 8.2.
    """
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=1)
def _script() -> str:
    return f'(() => {{\n"use strict";\n{_joined(SCRIPTS)}}})();\n'


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(_file(name) for name in names)


@lru_cache(maxsize=32)
def _file(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8").replace("\r\n", "\n")


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
        **_questions(record),
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


def _questions(record: RecordView) -> Plain:
    """Write the questions about who speaks, and what each answer decides, in the form of a file of decisions.

    Hundreds of questions offer the same people. What an answer decides is written once, without the turn, and each question names its answers by number.
    """
    answers: dict[str, int] = {}
    questions = speaker_questions(record, unsure=UNSURE, context=0) if has_turns(record) else ()
    asked = [_question(question, answers) for question in questions]
    return {"questions": asked, "answers": [json.loads(answer) for answer in answers]}


def _question(question: Question, answers: dict[str, int]) -> Plain:
    return {
        "kind": question.kind,
        "start": question.span.start,
        "turns": len(question.turns),
        "characters": question.characters,
        "confidence": round(question.confidence, 3),
        "reason": question.reason,
        "turn": written(question.answers[0][0])["turn"],  # all answers are about one turn
        "choices": [
            [answers.setdefault(_answer(text, decisions), len(answers)), probability]
            for text, probability, decisions in zip(
                question.candidates, question.probabilities, question.answers, strict=True
            )
        ],
    }


def _answer(text: str, decisions: Iterable[Decision]) -> str:
    """An answer in words, and what it decides about whatever turn is asked about."""
    plain = [{name: value for name, value in written(one).items() if name != "turn"} for one in decisions]
    return json.dumps([text, plain], ensure_ascii=False)


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
