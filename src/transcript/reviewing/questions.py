"""Asking somebody about what a record is not sure of: a person at a queue, a language model, a table of old answers.

The library ships no reviewer. It puts together the questions (the words, what stands around them, what they may become), hands them over in batches, and
makes decisions of the answers. A reviewer chooses among what the record itself found, or refuses it; it writes words of its own only if it is let.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from transcript.edits import apply_edits
from transcript.errors import DecisionError
from transcript.model import Edit, RecordView
from transcript.reviewing import Accept, Decision, Decisions, Refuse, Replace
from transcript.text import Span

WORDS = ("candidates", "free")
UNSURE = 0.8


@attrs.frozen(kw_only=True)
class Doubt:
    """Words of which a record is not sure how they should read.

    Attributes:
        span: Where they stand in the source.
        text: As they stand there.
        left, right: The source before and after them.
        candidates: What they may be, as the record has it now first; `text` itself is always among them.
        kind: Of the edit in question: "name", "term", "number", …
        reason: Why the record thinks so, in Chinese.
        speaker: Who says it, as it is printed; None outside of turns.
        start_ms: When it is said, if that is known.
    """

    span: Span
    text: str
    left: str
    right: str
    candidates: tuple[str, ...]
    kind: str
    reason: str
    speaker: str | None = None
    start_ms: int | None = None


Reviewer = Callable[[Sequence[Doubt]], Sequence[str | None]]


@attrs.frozen
class _Question:
    """A doubt with what each of its candidates decides."""

    doubt: Doubt
    edits: tuple[Edit, ...]
    answers: dict[str, tuple[Decision, ...]]


def review(
    record: RecordView,
    *,
    reviewer: Reviewer,
    words: str = "candidates",
    unsure: float = UNSURE,
    batch: int = 20,
    context: int = 40,
) -> Decisions:
    """Decide what a record is not sure of by asking a reviewer.

    What is asked: every suggestion that nobody has refused yet, and every applied edit that is less sure than *unsure*.

    Args:
        record: Any record; it is not changed.
        reviewer: Gets some of the doubts and returns as many answers: one of the doubt's candidates, or None to leave it open.
        words: "candidates" if those are all it may say, "free" if it may write its own words.
        unsure: The confidence below which an applied edit is asked about.
        batch: How many doubts it gets at once, at the most.
        context: How many characters of the source it sees on either side.

    Returns:
        The decisions, for `MeetingRecord.apply`, for `Lexicon.learn`, or to be saved.

    Raises:
        DecisionError: If an answer is no answer; nothing is decided then.
        ValueError: If *words*, *batch* or *context* is out of range.

    >>> from transcript import parse_transcript
    >>> record = parse_transcript("去年收入三千二百万元。")
    >>> decisions = review(record, reviewer=lambda doubts: [doubt.text for doubt in doubts], unsure=1.0)
    >>> record.apply(decisions).clean_text
    '去年收入三千二百万元。'
    """
    if words not in WORDS or batch < 1 or context < 0:
        msg = f"expected words to be one of {', '.join(WORDS)}, batch at least 1, context at least 0; found {words!r}, {batch}, {context}"
        raise ValueError(msg)
    questions = list(_questions(record, unsure=unsure, context=context))
    decided: list[Decision] = []
    for start in range(0, len(questions), batch):
        asked = questions[start : start + batch]
        answers = _answers(reviewer([question.doubt for question in asked]), count=len(asked))
        for question, answer in zip(asked, answers, strict=True):
            decided += _decisions(question, answer, words=words)
    return Decisions.of(record, decided)


def _questions(record: RecordView, *, unsure: float, context: int) -> Iterator[_Question]:
    starts = [turn.span.start for turn in record.turns]
    in_question = (edit for edit in record.edits if edit.applied or _is_open(edit, starts))
    for edits in _meeting(in_question):
        if any(not edit.applied or edit.confidence < unsure for edit in edits):
            yield _question(record, edits, context)


def _is_open(edit: Edit, starts: Sequence[int]) -> bool:
    """Whether it is a suggestion that can be accepted: refused by nobody, less than no other edit, in the turn of one speaker."""
    row = bisect_right(starts, edit.span.start)
    across = row < len(starts) and starts[row] <= edit.span.end
    return edit.confidence > 0 and edit.yields_to is None and edit.before != edit.after and not across


def _meeting(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """Edits that lie on one another, a list for each place."""
    together: list[Edit] = []
    end = -1
    for edit in sorted(edits, key=lambda edit: edit.span):
        if together and edit.span.start >= end and edit.span != together[-1].span:
            yield together
            together = []
        end = max(end, edit.span.end) if together else edit.span.end
        together.append(edit)
    if together:
        yield together


def _question(record: RecordView, edits: Sequence[Edit], context: int) -> _Question:
    source = record.source.text
    span = Span(min(edit.span.start for edit in edits), max(edit.span.end for edit in edits))
    text = span.slice(source)
    standing = [edit for edit in edits if edit.applied]
    answers = {_reading(text, span, standing): _choice(edits, standing), text: _choice(edits, [])}
    for edit in edits:
        if not edit.applied:
            chosen = [edit, *(other for other in standing if not _meets(edit, other))]
            answers.setdefault(_reading(text, span, chosen), _choice(edits, chosen))
        if edit.runner_up and edit.span == span and len(edit.runner_up) == len(edit.after):
            answers.setdefault(edit.runner_up, _own_words(edits, span, text, edit.runner_up))
    asked = next((edit for edit in edits if not edit.applied), edits[0])
    row = bisect_right(record.turns, span.start, key=lambda turn: turn.span.start) - 1
    doubt = Doubt(
        span=span,
        text=text,
        left=source[max(0, span.start - context) : span.start],
        right=source[span.end : span.end + context],
        candidates=tuple(answers),
        kind=asked.kind,
        reason=asked.reason,
        speaker=record.turns[row].speaker.display if row >= 0 else None,
        start_ms=record.time_at(span.start),
    )
    return _Question(doubt, tuple(edits), answers)


def _meets(edit: Edit, other: Edit) -> bool:
    return edit.span.overlaps(other.span) or edit.span == other.span


def _reading(text: str, span: Span, edits: Iterable[Edit]) -> str:
    """How the words read with some edits."""
    moved = (attrs.evolve(edit, span=Span(edit.span.start - span.start, edit.span.end - span.start)) for edit in edits)
    return apply_edits(text, moved)


def _choice(edits: Iterable[Edit], chosen: Sequence[Edit]) -> tuple[Decision, ...]:
    return tuple(Accept(edit=edit) if edit in chosen else Refuse(edit=edit) for edit in edits)


def _own_words(edits: Sequence[Edit], span: Span, text: str, words: str) -> tuple[Decision, ...]:
    kind = edits[0].kind
    return (*_choice(edits, []), Replace(start=span.start, end=span.end, before=text, after=words, kind=kind))


def _answers(given: object, *, count: int) -> list[str | None]:
    """What a reviewer returned, if it answers so many questions."""
    if not isinstance(given, Sequence) or isinstance(given, str | bytes):
        msg = (
            f"the reviewer must return a list of answers, one for each of the {count} doubts; it returned {given!r:.60}"
        )
        raise DecisionError(msg)
    if len(given) != count:
        msg = f"the reviewer returned {len(given)} answers to {count} doubts"
        raise DecisionError(msg)
    odd = next((answer for answer in given if not isinstance(answer, str | None)), None)
    if odd is not None:
        msg = f"an answer of the reviewer must be a text or None, found {type(odd).__name__}: {odd!r:.60}"
        raise DecisionError(msg)
    return list(given)


def _decisions(question: _Question, answer: str | None, *, words: str) -> tuple[Decision, ...]:
    if answer is None:
        return ()
    if answer in question.answers:
        return question.answers[answer]
    doubt = question.doubt
    if words == "free" and doubt.text:
        return _own_words(question.edits, doubt.span, doubt.text, answer)
    choices = ", ".join(repr(candidate) for candidate in doubt.candidates)
    msg = (
        f"the reviewer answered {answer!r:.60} to {doubt.text!r} at {doubt.span.start}; expected one of: {choices}, or None"
        + (' (words="free" lets it write its own)' if words != "free" else "")
    )
    raise DecisionError(msg)
