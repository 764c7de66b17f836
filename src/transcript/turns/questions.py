"""What the questions of journalists say of who speaks: the asker until the question ends, then whoever answers or hands it on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from transcript.turns.cast import HOST, Member
from transcript.turns.press import answers_thanks
from transcript.turns.testimony import Testimony

LAST = 40  # so many calls back may the speech be that is asked about
SURE = 3.0  # for a journalist where they begin and while they ask, against them behind the question

Numbers = npt.NDArray[np.int64]


def with_answers(
    testimony: Testimony, *, text: str, cast: Sequence[Member], positions: Sequence[int], asking: Numbers
) -> tuple[Testimony, Numbers]:
    """The testimony and who asks, where somebody thanks for a question and answers it: whoever had the floor before the asker.

    Args:
        testimony: What the calls say.
        text: The stream.
        cast: Who may speak.
        positions: Candidates, positions in the stream.
        asking: Who plays the host's part at each candidate.
    """
    calls = sorted(
        (c.mention.span.start, m.number, c.kind) for m in cast for c in m.calls if c.kind in {"next", "self"}
    )
    arriving, asking = testimony.arriving.copy(), asking.copy()
    for member in cast:
        for thanks in (c for c in member.calls if c.kind == "previous" and answers_thanks(text, c.mention.span.end)):
            row = bisect_right(positions, thanks.mention.span.start) - 1
            presides = int(asking[row])
            end = bisect_left(calls, (thanks.mention.span.start,))
            before = [(n, kind) for _, n, kind in calls[max(0, end - LAST) : end] if n not in {HOST, presides}]
            answers = _presenter(before, asker=member.number)
            if answers is not None:
                arriving[row, answers] = max(arriving[row, answers], SURE)
                arriving[row, presides] -= SURE
                asking[row] = member.number
    return attrs.evolve(testimony, arriving=arriving), asking


def _presenter(calls: Sequence[tuple[int, str]], *, asker: int) -> int | None:
    """Whose speech is asked about, if the last who was called asks: who last introduced themselves, else who had the floor before."""
    if not calls or calls[-1][0] != asker:
        return None
    others = [(kind == "self", at, number) for at, (number, kind) in enumerate(calls) if number != asker]
    return max(others)[2] if others else None


def with_questions(
    testimony: Testimony, *, cast: Sequence[Member], positions: Sequence[int], asking: Numbers
) -> tuple[Testimony, Numbers]:
    """The testimony and who asks, with what journalists ask; they play the host's part for those who answer at once.

    Args:
        testimony: What the calls say.
        cast: Who may speak.
        positions: Candidates, positions in the stream.
        asking: Who plays the host's part at each candidate.
    """
    asked = [(c.mention.span.start, m.number, c.question) for m in cast for c in m.calls if c.question]
    if not asked:
        return testimony, asking
    arriving, leaving, holding = testimony.arriving.copy(), testimony.leaving.copy(), testimony.holding.copy()
    found = Testimony(arriving=arriving, leaving=leaving, holding=holding)
    asking = asking.copy()
    held = _held_by_guests(cast, before=min(start for start, _, _ in asked))
    for start, number, question in asked:
        first = bisect_right(positions, start) - 1
        last = bisect_left(positions, question.end)
        found.arriving[first, number] = SURE
        found.holding[first + 1 : last, number] += SURE
        if last < len(positions):
            found.leaving[last, number] = SURE
            found.holding[last, number] -= SURE
            if question.answered and held:
                _answer(found, last)
                asking[last] = number
    return found, asking


def _held_by_guests(cast: Sequence[Member], *, before: int) -> bool:
    """Whether somebody has been given the floor before the first question; else who presides answers."""
    return any(c.kind == "next" and c.mention.span.start < before for m in cast if m.number != HOST for c in m.calls)


def _answer(testimony: Testimony, row: int) -> None:
    """Not the host, though they thank for the question."""
    testimony.arriving[row, HOST] -= SURE
    testimony.arriving[row, -1] = 0.0
