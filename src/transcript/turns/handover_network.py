"""Find changes of speaker inside what looks like one sentence: “有请方校长大家好今天我讲三点”.

A recogniser that detects no pause writes no full stop, so that no candidate stands at the change. A small convolutional network over letters, which sees some
thirty on either side, returns for each letter the log odds that another speaker begins with it. Its peaks are added to the candidates, and the other models
then score them like all others. `handover_network.npz` holds the weights, fitted by `scripts/fit_handovers.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from transcript.phonetics.readings import code_points
from transcript.turns.boundary_network import load_tables, product, rows_of_letters

DILATIONS = (1, 2, 4, 8, 16)  # of the convolutions over letters
LIKELY = -1.7  # log odds of a peak that is proposed; by hand
APART = 4  # letters between a proposal and any other candidate
_AT_ONCE = 1 << 12  # letters
_REACH = 1 + sum(DILATIONS) + 1  # letters on either side that are seen

SHIPPED = files(__package__).joinpath("handover_network.npz")

Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


def find_peaks(odds: Table, *, known: Sequence[int]) -> list[int]:
    """Find letters with which another speaker seems to begin, at least `APART` letters from any known candidate.

    Args:
        odds: Log odds for each letter.
        known: Positions of the candidates, in order.

    Returns:
        Positions, in order; of peaks that are near each other the highest.

    >>> find_peaks(np.array([0, -9, -9, -9, -9, -9, -1, 2, -9, -9, -9, -9, 1], dtype=np.float32), known=[0, 12])
    [7]
    """
    near = np.asarray(known, dtype=np.int64)[:, None] + np.arange(-APART, APART + 1)
    taken = np.zeros(len(odds), dtype=bool)
    taken[np.clip(near, 0, len(odds) - 1)] = True
    best: list[int] = []
    for peak in np.flatnonzero((odds > LIKELY) & ~taken).tolist():
        if not best or peak - best[-1] > APART:
            best.append(peak)
        elif odds[peak] > odds[best[-1]]:
            best[-1] = peak
    return best


def handover_odds(text: str) -> Table:
    """Run the network on a stream.

    Args:
        text: The stream, in simplified script.

    Returns:
        For each letter the log odds that another speaker begins with it.
    """
    codes = letter_table()[np.minimum(code_points(text), len(letter_table()) - 1)]
    out = np.empty(len(codes), dtype=np.float32)
    for first in range(0, len(codes), _AT_ONCE):
        low, high = max(0, first - _REACH), min(len(codes), first + _AT_ONCE + _REACH)
        out[first : first + _AT_ONCE] = _odds(codes[low:high])[first - low : first - low + _AT_ONCE]
    return out


def _odds(codes: Numbers) -> Table:
    weights = read_weights()
    before, here, behind = _first_convolution()
    seen: Table = here[codes]
    seen[1:] += before[codes[:-1]]
    seen[:-1] += behind[codes[1:]]
    np.maximum(seen, 0, out=seen)
    for number, dilation in enumerate(DILATIONS):
        left, middle, right = np.split(weights[f"c.{number}"], 3)
        new = product(seen, middle) + weights[f"c.{number}.bias"]
        new[dilation:] += product(seen[:-dilation], left)
        new[:-dilation] += product(seen[dilation:], right)
        seen = seen + np.maximum(new, 0, out=new)
    last, begun = np.split(weights["o"][:, 0], 2)
    odds: Table = seen @ begun + weights["o.bias"]
    odds[1:] += seen[:-1] @ last
    return odds


@lru_cache(maxsize=1)
def read_weights() -> dict[str, Table]:
    """Load the weights of the network.

    Returns:
        Arrays by name; `letters` holds the sorted code points that have an embedding of their own.
    """
    return load_tables(SHIPPED)


@lru_cache(maxsize=1)
def letter_table() -> Numbers:
    """Build the table from code points to rows of the embedding.

    Returns:
        One row number a code point; the last entry is for all code points beyond.
    """
    return rows_of_letters(read_weights()["letters"])


@lru_cache(maxsize=1)
def _first_convolution() -> tuple[Table, Table, Table]:
    """What a letter adds to the one behind it, to itself and to the one before it: a row of float32 a letter."""
    weights = read_weights()
    before, here, behind = (weights["emb"] @ part for part in np.split(weights["c0"], 3))
    return before, here + weights["c0.bias"], behind
