"""Golden meetings: what a person reads in an invented meeting, held against what the library finds (see meetings/README.md)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from transcript import Lexicon, MeetingRecord, Speaker, parse_transcript

FOLDER = Path(__file__).parent / "meetings"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def parsed(name: str) -> MeetingRecord:
    lexicon = Lexicon.from_records(expected(name)["lexicon"]) if "lexicon" in expected(name) else None
    return parse_transcript(FOLDER / f"{name}.txt", lexicon=lexicon)


def turn_starts(name: str) -> list[tuple[str, int]]:
    """Of each expected turn, who speaks and where it starts."""
    text, at, starts = (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), 0, []
    for row in expected(name).get("turns", ()):
        who, words = row.split(": ", 1)
        at = text.index(words, at)
        starts.append((who, at))
        at += 1
    return starts


def speakers_of(name: str, who: str) -> set[Speaker]:
    """Who speaks in the turns of *who*, where their starts are found."""
    found = {turn.span.start: turn.speaker for turn in parsed(name).turns}
    return {found[start] for speaker, start in turn_starts(name) if speaker == who and start in found}


def points(record: MeetingRecord) -> list[str]:
    return [f"{point.depth}/{point.ordinal} {point.heading}" for point in record.points]


def same_points(found: list[str], rows: list[str]) -> bool:
    return len(found) == len(rows) and all(point.startswith(row) for point, row in zip(found, rows, strict=True))


def name_of(person: Any) -> str | None:
    return person.name if person else None


def day_of(record: MeetingRecord) -> str | None:
    return str(record.meeting.start_date) if record.meeting.start_date else None


FACTS: dict[str, Callable[[MeetingRecord], Any]] = {
    "title": lambda record: record.meeting.title,
    "date": day_of,
    "place": lambda record: record.meeting.place,
    "chair": lambda record: (
        name_of(record.meeting.chair) or next((s.name for s in record.speakers if s.role == "host" and s.name), None)
    ),
}


def items() -> Iterator[Any]:
    """Every expectation as a case of its own, those that the library misses marked."""
    for name in NAMES:
        rows = expected(name)
        keys = [*FACTS, *(key for key in ("kind", "points", "agenda", "edits", "attendees") if key in rows)]
        keys += [f"{key} {row}" for key in ("clean", "markdown") for row in rows.get(key, ())]
        turns = [f"turn {row}" for row in rows.get("turns", ())]
        who = [f"speaker {who}" for who in dict.fromkeys(who for who, _ in turn_starts(name))]
        for item in [*keys, *turns, *who, *(["no other turns"] if turns else [])]:
            reason = rows.get("missed", {}).get(item)
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(name, item, id=f"{name}: {item}", marks=marks)


@pytest.mark.parametrize(("name", "item"), list(items()))
def test_what_a_person_reads(name: str, item: str):
    record, rows = parsed(name), expected(name)
    what, _, value = item.partition(" ")
    if what in FACTS:
        assert FACTS[what](record) == rows.get(what)
    elif what == "kind":
        assert record.kind == rows["kind"]
    elif what == "points":
        found = points(record)
        assert same_points(found, rows["points"]), found
    elif what == "agenda":
        assert [entry.text for entry in record.agenda] == rows["agenda"]
    elif what == "edits":
        made = [f"{e.before} → {e.after}" for e in record.edits if e.applied and e.kind in ("name", "term")]
        assert made == rows["edits"]
    elif what == "attendees":
        assert sorted(person.name for person in record.meeting.attendees if person.name) == sorted(rows["attendees"])
    elif what == "clean":
        assert value in record.clean_text
    elif what == "markdown":
        assert value in record.to_markdown().splitlines()
    elif what == "turn":
        _, start = turn_starts(name)[rows["turns"].index(value)]
        assert start in {turn.span.start for turn in record.turns}
    elif what == "speaker":
        check_speaker(name, value)
    else:
        assert {turn.span.start for turn in record.turns} <= {start for _, start in turn_starts(name)}


def check_speaker(name: str, who: str) -> None:
    """One speaker in all turns of *who*, shared with nobody else, under the name and title that are said."""
    rows = expected(name)
    found = speakers_of(name, who)
    others = {other for other, _ in turn_starts(name)} - {who}
    assert len(found) == 1
    assert all(found.isdisjoint(speakers_of(name, other)) for other in others)
    (speaker,) = found
    organization, title = rows["people"].get(who, (None, None))
    assert speaker.name == (who if who in rows["people"] else None)
    if who in rows["people"]:
        assert (speaker.organization or "", speaker.title or "") == (organization, title)
    assert (speaker.role == "host") == (who == rows.get("host", who if who == rows.get("chair") else None))


def test_every_meeting_has_its_expectations():
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(NAMES)


def test_what_is_missed_is_an_item():
    known = {(case.values[0], case.values[1]) for case in items()}
    stated = {(name, item) for name in NAMES for item in expected(name).get("missed", {})}
    assert stated <= known
