"""A record taken up with decisions: first those about turns, in their order, then those about words.

Nothing is applied by halves: if one decision does not fit, none is carried out and all that do not fit are named, unless the caller asks for a report.
What hangs on turns follows them: their times, the acts of speaking, the agenda, the ends of points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from transcript.edits import with_texts
from transcript.model import (
    AgendaItem,
    Candidate,
    Evidence,
    MisfitPolicy,
    Point,
    RecordView,
    Section,
    Speech,
    Turn,
)
from transcript.reviewing.decisions import Decisions, RemovePoint
from transcript.reviewing.fact_decisions import person_of, stated, with_renamed
from transcript.reviewing.misfits import NO_POINT, Misfit, UnfitError, error_of
from transcript.reviewing.turn_decisions import Floor, TurnDecision, check_words
from transcript.reviewing.word_decisions import Unfit, WordDecision, decide_words
from transcript.text import SourceText, Span

POLICIES = ("raise", "report")
CUE = "decision"
SPEAKER_CUE = "decision on the speaker"
_SURE = 10.0  # log odds: a person said so
_SHOWN = 12


def decided_fields(record: RecordView, decisions: Decisions, *, misfits: MisfitPolicy = "raise") -> dict[str, Any]:
    """The fields of a record that decisions change, as they are afterwards; see `MeetingRecord.apply`."""
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
