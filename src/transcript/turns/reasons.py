"""Why a turn starts where it does, for whoever must answer for it: the cues, and what the rest of the dialogue adds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transcript.model import Evidence
from transcript.turns.flow import Flow
from transcript.turns.network import EDGE, read_network
from transcript.turns.scorer import SELDOM, Scores, Strike

DIALOGUE = "dialogue"  # the name of what is left when all cues are hidden
PLACES = 4  # decimals that are the same on every processor
_HIDDEN = "\x00"


def reasons_for(flow: Flow, *, scores: Scores, rows: Sequence[int]) -> list[tuple[Evidence, ...]]:
    """The reasons for a change at each of *rows* (candidates); their weights add up to the log odds of a change.

    The network is asked once more with the words of the cues hidden. What it then loses is shared out among the cues by the weights
    of their table; what it still has is the dialogue's.
    """
    text = list(flow.text)
    for row in rows:
        for strike in scores.strikes[row]:
            text[strike.start : strike.end] = _HIDDEN * (strike.end - strike.start)
    hidden = read_network("".join(text), positions=scores.positions, known=scores.reading)
    blind = _any(hidden.change + SELDOM)
    seen = _any(scores.change)
    return [
        (
            *_cues(flow, scores.strikes[row], float(seen[row] - blind[row])),
            _rest(flow, scores.positions[row], blind[row]),
        )
        for row in rows
    ]


def _any(change: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Log odds of a change of any kind."""
    total: npt.NDArray[np.float64] = np.logaddexp.reduce(change, axis=1)
    return total


def _cues(flow: Flow, strikes: Sequence[Strike], lost: float) -> list[Evidence]:
    weights = [max(strike.cue.weights) for strike in strikes]
    total = sum(weights) or 1.0
    return [
        Evidence(cue=s.cue.name, span=flow.span(s.start, s.end), weight=round(lost * weight / total, PLACES))
        for s, weight in zip(strikes, weights, strict=True)
    ]


def _rest(flow: Flow, at: int, weight: float) -> Evidence:
    span = flow.span(max(0, at - EDGE), min(len(flow.text), at + EDGE))
    return Evidence(cue=DIALOGUE, span=span, weight=round(float(weight), PLACES))
