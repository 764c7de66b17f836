"""How strongly the words around a candidate speak for a change of speaker, for each way in which the floor passes.

One score from all evidence, in log odds: a prior, and what each cue that strikes there adds.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from transcript.turns.cues import PASSINGS, Cue, cues
from transcript.turns.flow import Flow

_BEFORE, _AFTER = 70, 50
PRIOR = (-2.5, -2.5, -4.0)


@attrs.frozen(kw_only=True)
class Strike:
    """A cue that strikes at a candidate: which, and the stretch of the stream that shows it."""

    cue: Cue
    start: int
    end: int


@attrs.frozen(kw_only=True, eq=False)
class Scores:
    """What the words say at each candidate.

    Attributes:
        positions: The candidates, positions in the stream.
        change: Log odds for each candidate and each of `PASSINGS`.
        strikes: The cues that strike at each candidate.
    """

    positions: Sequence[int]
    change: npt.NDArray[np.float64]
    strikes: Sequence[tuple[Strike, ...]]


def score_candidates(flow: Flow, *, positions: Sequence[int]) -> Scores:
    """Score each position of *flow*."""
    strikes = [tuple(_strikes(flow.text, at)) for at in positions]
    change = np.tile(np.array(PRIOR), (len(positions), 1))
    for row, found in enumerate(strikes):
        for strike in found:
            change[row] += strike.cue.weights
    assert change.shape[1] == len(PASSINGS)  # noqa: S101 -- our own table
    return Scores(positions=positions, change=change, strikes=strikes)


def _strikes(text: str, at: int) -> list[Strike]:
    found = []
    for cue in cues():
        if cue.place == "before":
            match = cue.pattern.search(text, max(0, at - _BEFORE), at)
        else:
            match = cue.pattern.match(text, at, at + _AFTER)
        if match:
            found.append(Strike(cue=cue, start=match.start(), end=match.end()))
    return found
