"""What the layout of a source says of changes: in some, paragraphs begin with a new voice, in others where the recorder breathed.

Nobody says which, so the document itself is asked: do the changes that its words show fall on the starts of paragraphs more often than
elsewhere? As far as they do, a start of a paragraph speaks for a change and every other place against it. Where paragraphs know nothing of
speakers, both rates are one and nothing is added.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
import numpy.typing as npt

from transcript.turns.confidence import change_chances

ROUNDS = 3  # the changes found with the help of the layout tell more of the layout
DOUBT = 1.0  # so many times its squared error must the square of what is found exceed
_BOUND = 5.0  # log odds

Table = npt.NDArray[np.float64]


def layout_weights(change: Table, *, host: Table, positions: Sequence[int], starts: Sequence[int]) -> Table:
    """For each candidate, the log odds that the layout adds to any change there.

    Args:
        change: For each candidate log odds for host>guest, guest>host, guest>guest.
        host: For each candidate log odds that the host speaks from it to the next.
        positions: The candidates, in order.
        starts: Where paragraphs start, in the same stream.

    >>> told = np.array([[0.0] * 3, [-4] * 3, [6] * 3, [-4] * 3, [6] * 3, [-4] * 3, [-1] * 3, [-4] * 3])
    >>> layout_weights(told, host=np.zeros(8), positions=range(8), starts=[0, 2, 4, 6]).round(1).tolist()
    [1.7, -1.3, 1.7, -1.3, 1.7, -1.3, 1.7, -1.3]
    """
    starting = np.isin(np.asarray(positions), np.asarray(starts))
    later = np.arange(len(positions)) > 0  # nothing changes at the first
    weights = np.zeros(len(positions))
    for _ in range(ROUNDS):
        chances = change_chances(change + weights[:, None], host=host)
        apart = _apart(chances[later & starting], chances[later & ~starting])
        share = float(starting[later].mean()) if later.any() else 0.0
        weights = np.where(starting, apart * (1 - share), -apart * share)
    return weights


def _apart(starting: Table, others: Table) -> float:
    """By how many log odds changes are more frequent among the first than among the second, as far as that is no chance.

    An estimate no larger than its own error is worth nothing, one much larger nearly all of itself.
    """
    if not len(starting) or not len(others):
        return 0.0
    hits, misses = float(starting.sum()) + 0.5, float(others.sum()) + 0.5
    found = log(hits / (len(starting) + 1 - hits)) - log(misses / (len(others) + 1 - misses))
    error = 1 / hits + 1 / misses
    return min(_BOUND, found * (1 - DOUBT * error / found**2)) if found > 0 and found**2 > DOUBT * error else 0.0
