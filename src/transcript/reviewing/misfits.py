"""Why a decision does not fit a record: one table of reasons, in English for the error and in Chinese for the problems of a record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from transcript.errors import DecisionError
from transcript.model import Problem
from transcript.reviewing.decisions import Accept, Decision, Place, Refuse, RemovePoint, Replace, Split, State
from transcript.text import Span

_SHOWN = 40  # characters of a fact in a message


@attrs.frozen
class Reason:
    """Why a decision does not fit, with gaps for what is the case."""

    english: str
    chinese: str


WORDS = Reason(
    "the source has {found!r} at {at}, not {words!r}",
    "原文位置{at}处是“{found}”，不是“{words}”",
)
NO_EDIT = Reason(
    "no edit {before!r} → {after!r} at {start} in this record",
    "位置{start}处已没有“{before}”改为“{after}”的改动",
)
BOTH_WAYS = Reason(
    "{before!r} → {after!r} at {start} is accepted and refused",
    "位置{start}处“{before}”改为“{after}”既被接受又被否定",
)
OVERLAP = Reason(
    "{before!r} → {after!r} at {start} meets {other_before!r} → {other_after!r} at {other_start}: refuse one of them",
    "位置{start}处“{before}”改为“{after}”与位置{other_start}处“{other_before}”改为“{other_after}”重叠，只能留一处",
)
ACROSS = Reason(
    "{before!r} at {start} reaches across the turn that begins at {turn}",
    "位置{start}处“{before}”跨越从位置{turn}开始的发言",
)
NO_SPEECH = Reason(
    "no word of speech begins at {at}",
    "位置{at}处没有发言文字",
)
NO_TURN = Reason(
    "no turn begins at {at}",
    "位置{at}处没有发言开始",
)
FIRST_TURN = Reason(
    "the turn at {at} is the first: there is none before it",
    "位置{at}处是第一段发言，前面没有可并入的发言",
)
OUT_OF_REACH = Reason(
    "{to} lies neither inside the turn that begins at {at} nor inside the one before",
    "位置{to}既不在从位置{at}开始的发言之内，也不在前一段发言之内",
)
BEGINS_ALREADY = Reason(
    "a turn begins at {at} already",
    "位置{at}处已经是一段发言的开始",
)
NO_POINT = Reason(
    "no numbered point begins at {at}",
    "位置{at}处没有编号要点",
)
SAME_SPEAKER = Reason(
    "the words from {at} on are already spoken by {speaker!r}: a new turn needs another speaker",
    "从位置{at}起本来就是{speaker}在说，拆分须换一位发言人",
)


@attrs.frozen(kw_only=True)
class Misfit:
    """A decision that cannot be carried out.

    Attributes:
        index: Its number in the list, from 0.
        decision: The decision.
        message: Why, in English.
        message_zh: Why, in Chinese.
    """

    index: int
    decision: Decision
    message: str
    message_zh: str

    def __str__(self) -> str:
        return f"$.decisions[{self.index}]: {self.message}"

    @property
    def problem(self) -> Problem:
        """The same for `MeetingRecord.problems`."""
        return Problem(
            kind="decision", message=f"第{self.index + 1}项决定未执行：{self.message_zh}。", span=_span(self.decision)
        )


class UnfitError(Exception):
    """Raised where a decision turns out not to fit."""

    def __init__(self, reason: Reason, **facts: Any) -> None:
        super().__init__(reason.english)
        self.reason = reason
        self.facts = {name: _short(fact) for name, fact in facts.items()}

    def misfit(self, index: int, decision: Decision) -> Misfit:
        """The value for whoever asked for the decision.

        Args:
            index: The number of the decision in the list.
            decision: The decision that does not fit.

        Returns:
            The value.
        """
        return Misfit(
            index=index,
            decision=decision,
            message=self.reason.english.format(**self.facts),
            message_zh=self.reason.chinese.format(**self.facts),
        )


def error_of(misfits: Iterable[Misfit], *, total: int) -> DecisionError:
    """All misfits of a file as one error.

    Args:
        misfits: What does not fit.
        total: How many decisions there are.

    Returns:
        The error, which is not raised here.
    """
    found = tuple(misfits)
    return DecisionError(f"{len(found)} of {total} decisions do not fit, none was applied", misfits=found)


def _short(fact: Any) -> Any:
    return f"{fact[:_SHOWN]}…" if isinstance(fact, str) and len(fact) > _SHOWN else fact


def _span(decision: Decision) -> Span | None:
    if isinstance(decision, Accept | Refuse):
        return Span(decision.edit.start, decision.edit.end)
    if isinstance(decision, Replace):
        return decision.span
    if isinstance(decision, State):
        return None
    if isinstance(decision, RemovePoint):
        return Span(decision.point.at, decision.point.at + len(decision.point.words))
    place: Place = decision.at if isinstance(decision, Split) else decision.turn
    return Span(place.at, place.at + len(place.words))
