"""How strongly the words around a candidate speak for a change of speaker, for each way in which the floor passes.

One score from all evidence, in log odds: what the network reads in the dialogue, and a share of what each cue of the table adds.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from transcript.turns.cues import Cue, find_strikes
from transcript.turns.flow import Flow
from transcript.turns.network import Reading, read_network

CUES = 0.1  # the share of a cue's weight that the network has not seen already
SELDOM = -0.1  # against any change: meetings turn less often than the talks that the network was fitted on
MANNER = 0.5  # the share of the log odds of being the host's: neighbouring stretches do not speak independently

Table = npt.NDArray[np.float64]


@attrs.frozen
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
        change: Log odds for each candidate and each of `cues.PASSINGS`.
        host: For each candidate, log odds that what follows to the next is the host's.
        strikes: The cues that strike at each candidate.
        reading: What the network read.
    """

    positions: Sequence[int]
    change: Table
    host: Table
    strikes: Sequence[tuple[Strike, ...]]
    reading: Reading


def score_candidates(flow: Flow, *, positions: Sequence[int]) -> Scores:
    """Score each position of *flow*, the first of which is 0."""
    reading = read_network(flow.text, positions=positions)
    strikes = [tuple(Strike(*strike) for strike in find_strikes(flow.text, at)) for at in positions]
    cued = np.array([sum((np.array(s.cue.weights) for s in found), start=np.zeros(3)) for found in strikes])
    return Scores(
        positions=positions,
        change=reading.change + SELDOM + CUES * cued,
        host=MANNER * reading.host,
        strikes=strikes,
        reading=reading,
    )
