"""Questions to a person about what a record is not sure of; a question holds the decisions that each of its answers implies. Here: questions about words.

Open suggestions, and applied edits of low confidence, become questions; edits that overlap are one question. Names, terms and ordinals come first, because
they change what was said; the other edits only change how it is written. In both groups suggestions come before applied edits, the least certain first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Literal

import attrs

from transcript.edits import apply_edits, is_suggested_stop
from transcript.errors import DecisionError
from transcript.model import Edit, Evidence, RecordView, Turn
from transcript.reviewing.decisions import Accept, Decision, Refuse, Replace
from transcript.text import Span

PEOPLE = ("speaker", "turn")
UNSURE = 0.8
"""The confidence below which something that stands is asked about. By hand."""


@attrs.frozen(kw_only=True)
class Question:
    """Something that a record is not sure of.

    Attributes:
        kind: "speaker": who a speaker without a full name is, in all turns; "turn": who speaks one turn; else the kind of the edit in question
            ("name", "term", "number", …).
        span: The turn, or the words in question.
        text: The words in question as they stand in the source; of a turn its beginning.
        left, right: The source before and after them.
        candidates: What the answer may be, as the record has it now first; of words `text` itself is always among them.
        probabilities: How probable each candidate is; None where the record does not say.
        answers: What each candidate decides.
        confidence: How sure the record is of what stands.
        reason: Why it is asked, in Chinese.
        evidence: What speaks for the speaker of a turn.
        turns: The turns that an answer settles, as indices into the record's.
        characters: How many characters of speech hang on the answer.
        speaker: Who says it, as it is printed; None outside of turns.
        start_ms: When it is said, if that is known.
    """

    kind: str
    span: Span
    text: str
    left: str
    right: str
    candidates: tuple[str, ...]
    probabilities: tuple[float | None, ...]
    answers: tuple[tuple[Decision, ...], ...] = attrs.field(repr=False)
    confidence: float
    reason: str
    evidence: tuple[Evidence, ...] = ()
    turns: tuple[int, ...] = ()
    characters: int = 0
    speaker: str | None = None
    start_ms: int | None = None
    own_words: Callable[[str], tuple[Decision, ...]] = attrs.field(repr=False, eq=False)

    @property
    def is_about_people(self) -> bool:
        """Whether it asks who speaks."""
        return self.kind in PEOPLE

    def decisions(self, answer: str, *, words: Literal["candidates", "free"] = "candidates") -> tuple[Decision, ...]:
        """Return the decisions that an answer implies.

        Args:
            answer: One of the candidates, or other words.
            words: "candidates" if only those are an answer; "free" if other words are one, too: a name or `职务 姓名` for a speaker, else what should stand.

        Returns:
            The decisions, in the order in which they are to be carried out.

        Raises:
            DecisionError: If it is no answer.
        """
        if answer in self.candidates:
            return self.answers[self.candidates.index(answer)]
        if words == "free" and self.text and (answer.strip() or not self.is_about_people):
            return self.own_words(answer)
        choices = ", ".join(repr(candidate) for candidate in self.candidates)
        msg = (
            f"the reviewer answered {answer!r:.60} to {self.text!r:.60} at {self.span.start}; expected one of: {choices}, or None"
            + (' (words="free" lets it write its own)' if words != "free" else "")
        )
        raise DecisionError(msg)


def sure_of(turn: Turn) -> float:
    """Return how sure it is that a turn begins where it does and is its speaker's.

    Args:
        turn: A turn.

    Returns:
        From 0 to 1.
    """
    return min(turn.confidence, turn.speaker_confidence)


_LONGEST_PART = 400  # characters of speech whose ends of sentences are asked about at once; by hand: two paragraphs
SAID = frozenset({"name", "term", "ordinal"})
"""Kinds of edits that change what was said."""


def word_questions(record: RecordView, *, unsure: float, context: int) -> list[Question]:
    """The questions about words, in the order in which to ask them.

    Args:
        record: Any record.
        unsure: The confidence below which something that stands is asked about.
        context: How many characters of the source a question shows on either side.

    Returns:
        The questions.
    """
    starts = [turn.span.start for turn in record.turns]
    in_question = (edit for edit in record.edits if edit.applied or _is_open(edit, starts))
    found = [
        (_rank(edits), _question(record, edits, context, begin))
        for edits, begin in _with_stops_together(record, _overlapping(in_question))
        if any(not edit.applied or edit.confidence < unsure for edit in edits)
    ]
    return [question for _, question in sorted(found, key=lambda pair: (pair[0], pair[1].span.start))]


def _rank(edits: Sequence[Edit]) -> tuple[bool, bool, float]:
    """Where a question stands: what was said, suggestions, the most doubtful first."""
    asked = _asked(edits)
    doubt = max(1 - edit.confidence if edit.applied else edit.confidence for edit in edits)
    return asked.kind not in SAID, asked.applied, -doubt


def _asked(edits: Sequence[Edit]) -> Edit:
    return next((edit for edit in edits if not edit.applied), edits[0])


def _is_open(edit: Edit, starts: Sequence[int]) -> bool:
    """Whether it is a suggestion that can be accepted: refused by nobody, less than no other edit, in the turn of one speaker."""
    row = bisect_right(starts, edit.span.start)
    across = row < len(starts) and starts[row] <= edit.span.end
    return edit.confidence > 0 and edit.yields_to is None and edit.before != edit.after and not across


def _overlapping(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
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


def _with_stops_together(record: RecordView, groups: Iterable[list[Edit]]) -> Iterator[tuple[list[Edit], int | None]]:
    """The groups, with the suggested ends of sentences of a line, or of a part of a long one, as one; and where the words begin that these end."""
    lines = sorted({*(one.span.start for one in record.source.speech), *(one.span.start for one in record.turns)})
    stops: list[Edit] = []
    begin = end = 0
    for edits in groups:
        if len(edits) > 1 or not is_suggested_stop(edits[0]):
            yield edits, None
            continue
        stop = edits[0].span
        line = lines[max(0, bisect_left(lines, stop.start) - 1)]
        if stops and (line > end or stop.start - begin > _LONGEST_PART):
            yield stops, begin
            stops = []
        begin = begin if stops else max(line, end)
        end = stop.end
        stops.append(edits[0])
    if stops:
        yield stops, begin


def _question(record: RecordView, edits: Sequence[Edit], context: int, begin: int | None = None) -> Question:
    """A question about edits; about ends of sentences if the words *begin* before them."""
    source = record.source.text
    start = min(edit.span.start for edit in edits) if begin is None else begin
    span = Span(start, max(edit.span.end for edit in edits))
    text = span.slice(source)
    answers = (
        {text: _choice(edits, []), _reading(text, span, edits): _choice(edits, edits)}
        if begin is not None
        else _answers(edits, span, text)
    )
    asked = _asked(edits)
    row = bisect_right(record.turns, span.start, key=lambda turn: turn.span.start) - 1
    return Question(
        kind=asked.kind,
        span=span,
        text=text,
        left=source[max(0, span.start - context) : span.start],
        right=source[span.end : span.end + context],
        candidates=tuple(answers),
        probabilities=(None,) * len(answers),
        answers=tuple(answers.values()),
        confidence=min(edit.confidence if edit.applied else 1 - edit.confidence for edit in edits),
        reason=asked.reason,
        turns=(row,) if row >= 0 else (),
        characters=len(span),
        speaker=record.turns[row].speaker.display if row >= 0 else None,
        start_ms=record.time_at(span.start),
        own_words=partial(_own_words, tuple(edits), span, text),
    )


def _answers(edits: Sequence[Edit], span: Span, text: str) -> dict[str, tuple[Decision, ...]]:
    """What the words may be, as they stand in the record first, each with what it decides."""
    standing = [edit for edit in edits if edit.applied]
    answers = {_reading(text, span, standing): _choice(edits, standing), text: _choice(edits, [])}
    for edit in edits:
        if not edit.applied:
            chosen = [edit, *(other for other in standing if not _meets(edit, other))]
            answers.setdefault(_reading(text, span, chosen), _choice(edits, chosen))
        if edit.runner_up and edit.span == span and len(edit.runner_up) == len(edit.after):
            answers.setdefault(edit.runner_up, _own_words(edits, span, text, edit.runner_up))
    return answers


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
