"""What to ask first, and `review`, which asks somebody.

Order: who speaks, by how many characters an answer is expected to attribute; then names and terms; then the other edits. The page, `transcript review` and
`review` show this order.

The library ships no reviewer. A reviewer is a person at a terminal, a queue, a language model, a table of old answers; it chooses among what the record
itself found, or leaves the question open, and writes words of its own only if it is let.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias

from transcript.errors import DecisionError
from transcript.model import RecordView
from transcript.reviewing.decisions import Decision, Decisions
from transcript.reviewing.misfits import UnfitError
from transcript.reviewing.questions import UNSURE, Question
from transcript.reviewing.speaker_questions import speaker_questions
from transcript.reviewing.turn_decisions import Floor, TurnDecision
from transcript.reviewing.word_questions import word_questions

WORDS = ("candidates", "free")
Reviewer: TypeAlias = Callable[[Sequence[Question]], Sequence[str | None]]


def questions_of(record: RecordView, *, unsure: float = UNSURE, context: int = 40) -> list[Question]:
    """All questions about a record, what to ask first in front; see `MeetingRecord.questions`."""
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
