"""A record taken up with decisions: first those about turns, in their order, then those about words.

Nothing is applied by halves: if one decision does not fit, none is carried out and all that do not fit are named, unless the caller asks for a report.
What hangs on turns follows them: their times, the acts of speaking, the agenda, the ends of points. People in the facts are called as the speakers that they
are, and a fact that somebody states holds.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs

from transcript.edits import with_texts
from transcript.model import (
    AgendaItem,
    Candidate,
    Evidence,
    Meeting,
    MisfitPolicy,
    Person,
    Point,
    RecordView,
    Section,
    Speaker,
    Speech,
    Turn,
)
from transcript.reviewing.decision_files import Decisions
from transcript.reviewing.decisions import DATE_FACTS, Decision, RemovePoint, State
from transcript.reviewing.misfits import NO_POINT, Misfit, UnfitError, error_of
from transcript.reviewing.turn_decisions import Floor, TurnDecision, check_words
from transcript.reviewing.word_decisions import Unfit, WordDecision, decide_words
from transcript.text import SourceText, Span

POLICIES = ("raise", "report")
CUE = "decision"
SPEAKER_CUE = "decision on the speaker"
_SURE = 10.0  # log odds: a person said so
_SHOWN = 12  # characters of a quotation


def decided_fields(record: RecordView, decisions: Decisions, *, misfits: MisfitPolicy = "raise") -> dict[str, Any]:
    """The fields of a record that decisions change, as they are afterwards; see `MeetingRecord.apply`.

    Args:
        record: Any record.
        decisions: The decisions.
        misfits: "raise" to refuse decisions that do not fit, "report" to make problems of them.

    Returns:
        Values by the names of the fields.

    Raises:
        DecisionError: If decisions do not fit, or are about another document.
        ValueError: If *misfits* is neither word.
    """
    if misfits not in POLICIES:
        msg = f"no policy {misfits!r} for misfits; expected one of: {', '.join(POLICIES)}"
        raise ValueError(msg)
    decisions.check_source(record.source)
    floor, unfit = _decided_floor(record, decisions)
    turns = _turns(floor, record.turns)
    edits, unfit_words = decide_words(
        record.source,
        record.edits,
        [(number, one) for number, one in enumerate(decisions) if isinstance(one, WordDecision)],
        turns=[turn.span for turn in turns],
        begun=set(floor.starts).difference(turn.span.start for turn in record.turns),
    )
    points, unfit_points = _kept_points(record, decisions)
    found = [_misfit(number, why, decisions) for number, why in sorted((unfit | unfit_words | unfit_points).items())]
    if found and misfits == "raise":
        raise error_of(found, total=len(decisions))
    return {
        "turns": with_texts(turns, source=record.source, edits=edits),
        "speakers": tuple(dict.fromkeys(turn.speaker for turn in turns)) if record.turns else record.speakers,
        "speeches": tuple(_speeches(record, turns)),
        "edits": edits,
        "points": _points(points, floor.starts),
        "sections": tuple(_section(section, points) for section in record.sections),
        "meeting": stated(with_renamed(record, turns), decisions),
        "agenda": tuple(_agenda(record, floor.starts)),
        "problems": (*record.problems, *(misfit.problem for misfit in found)),
    }


def _decided_floor(record: RecordView, decisions: Decisions) -> tuple[Floor, Unfit]:
    floor = Floor(record.source, record.turns)
    unfit: Unfit = {}
    for number, decision in enumerate(decisions):
        if isinstance(decision, TurnDecision):
            try:
                floor.carry_out(decision)
            except UnfitError as why:
                unfit[number] = why
    return floor, unfit


def _kept_points(record: RecordView, decisions: Decisions) -> tuple[tuple[Point, ...], Unfit]:
    """The points without those that somebody removed; points inside one stay."""
    known = {point.span.start for point in record.points}
    removed: set[int] = set()
    unfit: Unfit = {}
    for number, decision in enumerate(decisions):
        if isinstance(decision, RemovePoint):
            try:
                check_words(record.source, decision.point)
                if decision.point.at not in known:
                    raise UnfitError(NO_POINT, at=decision.point.at)
                removed.add(decision.point.at)
            except UnfitError as why:
                unfit[number] = why
    return tuple(point for point in record.points if point.span.start not in removed), unfit


def _section(section: Section, points: Sequence[Point]) -> Section:
    left = {point.span.start for point in points}
    return attrs.evolve(section, points=tuple(point for point in section.points if point.span.start in left))


def _misfit(number: int, why: UnfitError, decisions: Decisions) -> Misfit:
    return why.misfit(number, decisions.decisions[number])


def _turns(floor: Floor, before: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns as values; one that stands where it stood keeps what was known of it."""
    old = {turn.span.start: turn for turn in before}
    last = before[-1].span.end if before else 0
    ends = [*floor.starts[1:], last]
    return tuple(
        _turn(floor, Span(start, end), old.get(start)) for start, end in zip(floor.starts, ends, strict=bool(before))
    )


def _turn(floor: Floor, room: Span, old: Turn | None) -> Turn:
    """The turn that begins at the start of *room* and may reach to its end."""
    source, speaker = floor.source, floor.speakers[floor.ids[room.start]]
    kept = old if old and old.span.end <= room.end and _silent(source, Span(old.span.end, room.end)) else None
    span = kept.span if kept else _spoken_part(source, room)
    turn = old or Turn(span=span, speaker=speaker, interpolated=not source.has_time_at(span.start))
    if not kept:
        turn = attrs.evolve(turn, span=span, start_ms=source.time_at(span.start), end_ms=source.time_at(span.end))
    if room.start in floor.decided:
        shown = Evidence(
            cue=SPEAKER_CUE if room.start in floor.named else CUE,
            span=Span(span.start, min(span.end, span.start + _SHOWN)),
            weight=_SURE,
        )
        turn = attrs.evolve(
            turn, confidence=1.0, speaker_confidence=1.0, candidates=(), evidence=(*turn.evidence, shown)
        )
    return attrs.evolve(turn, speaker=speaker, candidates=tuple(_candidates(turn, floor)))


def _candidates(turn: Turn, floor: Floor) -> Iterator[Candidate]:
    """The candidates of a turn by the names that the speakers now have; one whose speaker became another's is left out."""
    for candidate in turn.candidates:
        known = floor.speakers.get(candidate.speaker)
        if known:
            yield attrs.evolve(candidate, name=known.display)
        elif not candidate.speaker:
            yield candidate


def _silent(source: SourceText, gap: Span) -> bool:
    return all(piece.slice(source.text).isspace() for piece in source.speech_within(gap))


def _spoken_part(source: SourceText, room: Span) -> Span:
    """From the start of *room* to the last visible character of speech in it."""
    end = room.start
    for piece in source.speech_within(room):
        visible = piece.slice(source.text).rstrip()
        end = piece.start + len(visible) if visible else end
    return Span(room.start, end)


def _speeches(record: RecordView, turns: Sequence[Turn]) -> Iterator[Speech]:
    """The acts of speaking: one that was a turn is that turn still, one inside a turn stays; each by who speaks there now."""
    if not record.turns:
        yield from record.speeches
        return
    was = {turn.span: turn for turn in record.turns}
    old_starts, starts = ([turn.span.start for turn in row] for row in (record.turns, turns))
    for speech in record.speeches:
        old = record.turns[max(0, bisect_right(old_starts, speech.span.start) - 1)]
        new = turns[max(0, bisect_right(starts, speech.span.start) - 1)]
        whole = speech.span in was
        if whole and new.span.start != speech.span.start:
            continue  # its turn is now a part of another
        changed = person_of(old.speaker) != person_of(new.speaker) and speech.person in (None, person_of(old.speaker))
        yield attrs.evolve(
            speech,
            span=new.span if whole else speech.span,
            person=person_of(new.speaker) if changed else speech.person,
        )


def _points(points: Sequence[Point], starts: Sequence[int]) -> tuple[Point, ...]:
    """The points, none of which reaches into the next turn."""
    return tuple(_clipped(point, starts) for point in points)


def _clipped(point: Point, starts: Sequence[int]) -> Point:
    row = bisect_right(starts, point.span.start)
    if row == len(starts) or point.span.end <= starts[row]:
        return point
    return attrs.evolve(point, span=Span(point.span.start, starts[row]))


def _agenda(record: RecordView, starts: Sequence[int]) -> Iterator[AgendaItem]:
    """The items with the turns that now hold what carried them out."""
    for item in record.agenda:
        offsets = (record.turns[index].span.start for index in item.turns)
        now = dict.fromkeys(max(0, bisect_right(starts, offset) - 1) for offset in offsets)
        yield attrs.evolve(item, turns=tuple(now))


def with_renamed(record: RecordView, turns: Sequence[Turn]) -> Meeting:
    """The facts of the meeting with the people as they are called after the decisions: a renamed speaker is renamed among the attendees, and as the chair.

    Args:
        record: Any record.
        turns: The turns after the decisions.

    Returns:
        The facts.
    """
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
    """The facts of a meeting as decisions state them; the last word counts.

    Args:
        meeting: The facts of the meeting.
        decisions: The decisions.

    Returns:
        The facts.
    """
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
    """Convert a speaker to a person.

    Args:
        speaker: A speaker.

    Returns:
        The person.
    """
    return Person(name=speaker.name, surname=speaker.surname, title=speaker.title, organization=speaker.organization)
