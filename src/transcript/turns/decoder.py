"""One decision over the whole document: who speaks in each stretch between candidates.

The states are the people who may speak: the host (0), the guests of the cast, and somebody unknown. Viterbi finds the
row of states with the highest sum of change scores, evidence for the people and the habits of a meeting.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

HOST = 0
_NEVER = -1e9


@attrs.frozen(kw_only=True)
class Stretch:
    """Consecutive candidates given to one state.

    Attributes:
        first: Index of the candidate that opens it.
        last: Index of the candidate that opens the next, or their number.
        state: Who speaks.
    """

    first: int
    last: int
    state: int


def decode(
    change: npt.NDArray[np.float64], *, members: int, favour: npt.NDArray[np.float64] | None = None
) -> list[Stretch]:
    """The best row of states.

    Args:
        change: For each candidate what speaks for host>guest, guest>host, guest>guest.
        members: How many states: the host, the named guests, and last somebody unknown.
        favour: For each candidate and state, what speaks for its beginning to speak there.

    Returns:
        The stretches in order; neighbours differ in state, or are two unknown people.
    """
    count = len(change)
    if not count:
        return []
    favour = np.zeros((count, members)) if favour is None else favour
    table = np.full((members, members), 2)
    table[HOST, :], table[:, HOST] = 0, 1
    closed = np.diag([_NEVER] * members)
    closed[members - 1, members - 1] = 0.0  # two unknown people may follow each other
    closed[HOST, HOST] = _NEVER
    best = np.full(members, -1.5)
    best[HOST] = 0.0
    came = np.zeros((count, members), dtype=np.int32)
    states = np.arange(members)
    for row in range(1, count):
        moved = best[:, None] + change[row][table] + closed + favour[row]
        origin = moved.argmax(axis=0)
        arrived = moved[origin, states]
        change_here = arrived > best
        came[row] = np.where(change_here, origin, -1)
        best = np.where(change_here, arrived, best)
    return _traced(came, int(best.argmax()))


def _traced(came: npt.NDArray[np.int32], state: int) -> list[Stretch]:
    stretches: list[Stretch] = []
    last = len(came)
    for row in range(len(came) - 1, 0, -1):
        if came[row, state] >= 0:
            stretches.append(Stretch(first=row, last=last, state=state))
            last, state = row, int(came[row, state])
    stretches.append(Stretch(first=0, last=last, state=state))
    return stretches[::-1]
