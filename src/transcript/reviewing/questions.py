"""What a record is not sure of, as a question to a person that holds what each of its answers decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs

from transcript.errors import DecisionError
from transcript.model import Evidence, Turn
from transcript.reviewing.decisions import Decision
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
        """What an answer decides.

        Args:
            answer: One of the candidates, or other words.
            words: "candidates" if only those are an answer; "free" if other words are one, too: a name or `职务 姓名` for a speaker, else what should stand.

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
    """How sure it is that a turn begins where it does and is its speaker's."""
    return min(turn.confidence, turn.speaker_confidence)
