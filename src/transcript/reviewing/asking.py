"""What to ask first, and `review`, which asks somebody.

Order: who speaks, by how many characters an answer is expected to attribute; then names and terms; then the other edits. The page, `transcript review` and
`review` show this order.

A speaker without a full name is one question for all turns; a turn whose beginning or speaker is unsure is one of its own. The candidates are the speaker that
stands, the candidates of the turn, the speaker before (no change of speakers), the other speakers, and those present who do not speak. The weight of a
question is the number of characters that an answer is expected to attribute: what hangs on it times the probability that what stands is wrong.

The library ships no reviewer. A reviewer is a person at a terminal, a queue, a language model, a table of old answers; it chooses among what the record
itself found, or leaves the question open, and writes words of its own only if it is let.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from typing import Literal, TypeAlias

import attrs

from transcript.errors import DecisionError
from transcript.model import Person, RecordView, Speaker, Turn
from transcript.reviewing.apply import SPEAKER_CUE, person_of
from transcript.reviewing.decision_files import Decisions
from transcript.reviewing.decisions import EVERYWHERE, TURN, Decision, Merge, Place, Rename
from transcript.reviewing.misfits import UnfitError
from transcript.reviewing.questions import UNSURE, Question, sure_of, word_questions
from transcript.reviewing.turn_decisions import Floor, TurnDecision

NAMED_IN_PART = 0.5
"""How sure a speaker is of whom surname and title are known, and who is asked for a full name. By hand: below `UNSURE`, above somebody unknown."""
MOST_CANDIDATES = 12  # answers that are offered
_SHOWN = 60  # characters of a turn that are shown
_LONG_ENOUGH = 60
"""Characters of a turn beyond which more of them tell no better who speaks. By hand: two sentences."""


@attrs.frozen
class _Choice:
    """A person who may be meant."""

    text: str
    speaker: str | None  # the id of a speaker of the record
    person: Person | None
    probability: float | None = None


@attrs.frozen(kw_only=True)
class _Known:
    """What all questions about speakers of a record look up.

    Attributes:
        record: The record.
        speakers: By their ids.
        starts: Where each speaker's first turn starts.
        named: The speakers with names, in order.
        present: The people who were there.
    """

    record: RecordView
    speakers: Mapping[str, Speaker]
    starts: Mapping[str, int]
    named: Sequence[Speaker]
    present: Sequence[Person]

    @classmethod
    def of(cls, record: RecordView) -> _Known:
        chair = [record.meeting.chair] if record.meeting.chair else []
        return cls(
            record=record,
            speakers={speaker.id: speaker for speaker in record.speakers},
            starts={turn.speaker.id: turn.span.start for turn in reversed(record.turns)},
            named=[speaker for speaker in record.speakers if speaker.name],
            present=[*record.meeting.attendees, *chair],
        )


@attrs.frozen(kw_only=True)
class _Open:
    """An open question about who speaks, before its answers are collected.

    Attributes:
        index: The turn that is shown.
        kind: "speaker" or "turn".
        turns: All the turns that hang on it.
        confidence: How sure what stands is.
        weight: How many characters an answer is expected to attribute.
    """

    index: int
    kind: str
    turns: tuple[int, ...]
    confidence: float
    weight: float


def speaker_questions(
    record: RecordView, *, unsure: float, context: int, most: int | None = None
) -> Iterator[Question]:
    """Ask who speaks, first the questions that are expected to settle most.

    Args:
        record: Any record.
        unsure: The confidence below which something that stands is asked about.
        context: How many characters of the source a question shows on either side.
        most: How many of them; None for all.

    Yields:
        The questions.
    """
    turns_of: dict[str, list[int]] = {}
    for index, turn in enumerate(record.turns):
        turns_of.setdefault(turn.speaker.id, []).append(index)
    unnamed = list(_unnamed(record, turns_of, unsure))
    asked = {one.turns[0] for one in unnamed if len(one.turns) == 1}
    found = [*unnamed, *_unsure_turns(record, unsure, asked)]
    found.sort(key=lambda one: (-one.weight, record.turns[one.index].span.start))
    known = _Known.of(record)
    for one in found[:most]:
        yield _question(known, one, context)


def weight_of(question: Question) -> float:
    """How many characters an answer is expected to attribute.

    Args:
        question: A question.

    Returns:
        The number, which need not be whole.
    """
    return (1 - question.confidence) * question.characters


def _open(record: RecordView, index: int, *, kind: str, turns: tuple[int, ...], confidence: float) -> _Open:
    weight = (1 - confidence) * _characters(record, turns)
    return _Open(index=index, kind=kind, turns=turns, confidence=confidence, weight=weight)


def _characters(record: RecordView, turns: Sequence[int]) -> int:
    return sum(len(record.turns[one].raw) for one in turns)


def _unnamed(record: RecordView, turns_of: dict[str, list[int]], unsure: float) -> Iterator[_Open]:
    """Each speaker without a full name whom nobody has described."""
    for speaker in record.speakers:
        sure = _sure_of(speaker, [record.turns[index] for index in turns_of.get(speaker.id, ())])
        if speaker.id not in turns_of or sure >= max(unsure, 0.01):
            continue
        shown = max(turns_of[speaker.id], key=lambda index: _telling(record.turns[index]))
        yield _open(record, shown, kind="speaker", turns=tuple(turns_of[speaker.id]), confidence=sure)


def _telling(turn: Turn) -> float:
    """How well a turn shows who its speaker is: surely theirs, and long enough to tell."""
    return sure_of(turn) * min(len(turn.span), _LONG_ENOUGH)


def _sure_of(speaker: Speaker, turns: list[Turn]) -> float:
    """How sure it is who a speaker is: by the name, or because a person decided."""
    if speaker.name or any(item.cue == SPEAKER_CUE for turn in turns for item in turn.evidence):
        return 1.0
    return NAMED_IN_PART if speaker.surname else 0.0


def _unsure_turns(record: RecordView, unsure: float, asked: Container[int]) -> Iterator[_Open]:
    """Each turn that is not surely its speaker's, or may not begin there, but those that are asked about."""
    for index, turn in enumerate(record.turns):
        sure = sure_of(turn)
        if sure < unsure and index not in asked:
            yield _open(record, index, kind="turn", turns=(index,), confidence=sure)


def _question(known: _Known, what: _Open, context: int) -> Question:
    record, index, turns = known.record, what.index, what.turns
    turn, source = record.turns[index], record.source.text
    place = Place.of(source, turn.span.start)
    where = (
        EVERYWHERE if len(turns) > 1 else TURN
    )  # parsed again, the turn may be that of somebody who speaks elsewhere, too
    choices = list(islice(_choices(known, index, where), MOST_CANDIDATES))
    end = min(turn.span.end, turn.span.start + _SHOWN)
    return Question(
        kind=what.kind,
        span=turn.span,
        text=source[turn.span.start : end],
        left=source[max(0, turn.span.start - context) : turn.span.start],
        right=source[end : min(turn.span.end, end + context)],
        candidates=tuple(choice.text for choice in choices),
        probabilities=tuple(choice.probability for choice in choices),
        answers=tuple(_decisions(choice, known, index, place, where) for choice in choices),
        confidence=what.confidence,
        reason=_reason(turn, what.kind),
        evidence=turn.evidence,
        turns=turns,
        characters=_characters(record, turns),
        speaker=turn.speaker.display,
        start_ms=turn.start_ms,
        own_words=partial(_own_words, place, where),
    )


def _reason(turn: Turn, kind: str) -> str:
    if kind == "speaker":
        return "只知道姓和职务" if turn.speaker.surname else "没有听到这位的姓名"
    if turn.confidence <= turn.speaker_confidence:
        return "这里是否换了人，没有把握"
    return "这一段是谁说的，没有把握"


def _choices(known: _Known, index: int, where: str) -> Iterator[_Choice]:
    """Who may be meant, who stands there first, each once."""
    turn = known.record.turns[index]
    given = {candidate.speaker or candidate.name: candidate.probability for candidate in turn.candidates}
    order: list[Speaker] = [turn.speaker]
    order += [known.speakers[candidate.speaker] for candidate in turn.candidates if candidate.speaker in known.speakers]
    if where == TURN and index:
        order.append(known.record.turns[index - 1].speaker)
    asked: set[str] = set()
    taken: set[str] = set()
    for speaker in chain(order, known.named):
        if speaker.id in asked:
            continue
        asked.add(speaker.id)
        text = speaker.display if speaker.display not in taken else f"{speaker.display}（{speaker.id}）"
        taken.add(text)
        yield _Choice(text, speaker.id, None, given.get(speaker.id))
    for person in chain(known.present, (Person(name=one.name) for one in turn.candidates if not one.speaker)):
        if person.name and person.name not in taken:
            taken.add(person.name)
            yield _Choice(person.name, None, person, given.get(person.name))


def _decisions(choice: _Choice, known: _Known, index: int, place: Place, where: str) -> tuple[Decision, ...]:
    """What choosing a person decides: who stands there is confirmed, the speaker before goes on, another is named."""
    if choice.person:
        return (Rename(turn=place, where=where, person=choice.person),)
    turns = known.record.turns
    if where == TURN and index and choice.speaker == turns[index - 1].speaker.id:
        return (Merge(turn=place),)
    speaker = known.speakers[choice.speaker or ""]
    if speaker.name:
        return (Rename(turn=place, where=where, person=person_of(speaker)),)
    start = place.at if turns[index].speaker.id == choice.speaker else known.starts[speaker.id]
    return (Rename(turn=place, where=where, same_as=Place.of(known.record.source.text, start)),)


def _own_words(place: Place, where: str, answer: str) -> tuple[Decision, ...]:
    """A name, or what somebody is and the name after it (副县长 江一帆)."""
    *before, name = answer.split()
    return (Rename(turn=place, where=where, person=Person(name=name, title=" ".join(before) or None)),)


WORDS = ("candidates", "free")
Reviewer: TypeAlias = Callable[[Sequence[Question]], Sequence[str | None]]


def questions_of(record: RecordView, *, unsure: float = UNSURE, context: int = 40) -> list[Question]:
    """All questions about a record, what to ask first in front; see `MeetingRecord.questions`.

    Args:
        record: Any record.
        unsure: The confidence below which something that stands is asked about.
        context: How many characters of the source a question shows on either side.

    Returns:
        The questions.
    """
    return [
        *speaker_questions(record, unsure=unsure, context=context),
        *word_questions(record, unsure=unsure, context=context),
    ]


def review(
    record: RecordView,
    *,
    reviewer: Reviewer,
    words: Literal["candidates", "free"] = "candidates",
    unsure: float = UNSURE,
    batch: int = 20,
    context: int = 40,
) -> Decisions:
    """Decide what a record is not sure of by asking a reviewer.

    Args:
        record: Any record; it is not changed.
        reviewer: Gets some of the questions, in the order of `MeetingRecord.questions`, and returns as many answers: one of the question's candidates, or
            None to leave it open.
        words: "candidates" if those are all it may say, "free" if it may write its own words.
        unsure: The confidence below which something that stands is asked about.
        batch: How many questions it gets at once, at the most.
        context: How many characters of the source it sees on either side.

    Returns:
        The decisions, for `MeetingRecord.apply`, for `Lexicon.learn`, or to be saved. An answer about a turn that an earlier answer has joined to its
        neighbour decides nothing more.

    Raises:
        DecisionError: If an answer is no answer; nothing is decided then.
        ValueError: If *words*, *batch* or *context* is out of range.

    >>> from transcript import parse_transcript
    >>> record = parse_transcript("去年收入三千二百万元。")
    >>> keep = lambda questions: [None if question.is_about_people else question.text for question in questions]
    >>> decisions = review(record, reviewer=keep, unsure=1.0)
    >>> record.apply(decisions).clean_text
    '去年收入三千二百万元。'
    """
    if words not in WORDS or batch < 1 or context < 0:
        msg = f"expected words to be one of {', '.join(WORDS)}, batch at least 1, context at least 0; found {words!r}, {batch}, {context}"
        raise ValueError(msg)
    questions = questions_of(record, unsure=unsure, context=context)
    turns = Floor(record.source, record.turns)
    decided: list[Decision] = []
    for start in range(0, len(questions), batch):
        asked = questions[start : start + batch]
        answers = _answers(reviewer(asked), count=len(asked))
        for question, answer in zip(asked, answers, strict=True):
            if answer is not None:
                decided += _fitting(question.decisions(answer, words=words), turns)
    return Decisions.of(record, decided)


def _fitting(decisions: Sequence[Decision], turns: Floor) -> Iterator[Decision]:
    """The decisions that fit the turns as earlier answers left them."""
    for decision in decisions:
        try:
            if isinstance(decision, TurnDecision):
                turns.carry_out(decision)
        except UnfitError:
            continue
        yield decision


def _answers(given: object, *, count: int) -> list[str | None]:
    """What a reviewer returned, if it answers so many questions."""
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        msg = f"the reviewer must return a list of answers, one for each of the {count} questions; it returned {given!r:.60}"
        raise DecisionError(msg)
    if len(given) != count:
        msg = f"the reviewer returned {len(given)} answers to {count} questions"
        raise DecisionError(msg)
    odd = next((answer for answer in given if not isinstance(answer, str | None)), None)
    if odd is not None:
        msg = f"an answer of the reviewer must be a text or None, found {type(odd).__name__}: {odd!r:.60}"
        raise DecisionError(msg)
    return list(given)
