"""One decision over the whole document: who speaks in each stretch between candidates.

A state is who speaks and who spoke before: in a dialogue the floor goes back and forth between two, whether one of them is the host
or not. Those who may speak are the host (0), the guests of the cast, and somebody unknown (the last). Viterbi finds the row of
states with the highest sum of change scores, what the calls say of the people, and the habits of a meeting.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from transcript.turns.testimony import Testimony

HOST = 0
RESUMED = 0.5  # for whoever had the floor before the last speaker
TEMPO = -0.1  # for any change, since most of them are such returns
OPENING_GUEST = -1.5  # against a guest who opens the meeting
_NEVER = -1e9
_AT_ONCE = 2048  # candidates whose ways are kept in memory; those of longer documents are worked out twice

Row = npt.NDArray[np.float64]


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
    change: npt.NDArray[np.float64],
    *,
    members: int,
    testimony: Testimony | None = None,
    asking: npt.NDArray[np.int64] | None = None,
) -> list[Stretch]:
    """The best row of states.

    Args:
        change: For each candidate what speaks for host>guest, guest>host, guest>guest.
        members: How many may speak: the host, the named guests, and last somebody unknown.
        testimony: What is said of each at each candidate: beginning there, having spoken until there, speaking there.
        asking: Who plays the host's part at each candidate, if it is not always the host.

    Returns:
        The stretches in order; neighbours differ in state, or are two unknown people.
    """
    if not len(change):
        return []
    none = np.zeros((len(change), members))
    said = testimony or Testimony(arriving=none, leaving=none, holding=none)
    passing = _passings(members, np.zeros(len(change), dtype=np.int64) if asking is None else asking)
    best = _opening(said, members)
    came = np.empty((0, members, members), dtype=np.int16)
    marks = []
    for first in range(1, len(change), _AT_ONCE):
        marks.append((first, best))
        best, came = _advanced(best, change, passing, said, first)
    now, before = (int(at) for at in np.unravel_index(best.argmax(), best.shape))
    changes: list[tuple[int, int]] = []  # (first candidate, speaker), the last first
    for number, (first, start) in enumerate(reversed(marks)):
        if number:  # only the rows of the last part are still at hand
            _, came = _advanced(start, change, passing, said, first)
        now, before = _traced(came, first, now, before, changes)
    changes.append((0, now))
    ends = [len(change), *(row for row, _ in changes)]
    return [Stretch(first=row, last=last, state=state) for (row, state), last in zip(changes, ends, strict=False)][::-1]


def _advanced(
    best: Row, change: Row, passing: Sequence[npt.NDArray[np.int64]], said: Testimony, first: int
) -> tuple[Row, npt.NDArray[np.int16]]:
    """Scores after `_AT_ONCE` candidates from *first* on, and where each state came from."""
    members = len(best)
    last = min(first + _AT_ONCE, len(change))
    came = np.empty((last - first, members, members), dtype=np.int16)
    for row in range(first, last):
        best, came[row - first] = _step(best, change[row][passing[row]], said.arriving[row], said.leaving[row])
        best += said.holding[row][:, None]
    return best, came


def _passings(members: int, asking: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """For each candidate, which column of the change scores holds for a change to (row) from (column)."""
    tables = {}
    for host in np.unique(asking).tolist():
        table = np.full((members, members), 2)
        table[:, host] = 0
        table[host, :] = 1
        tables[host] = table
    return [tables[host] for host in asking.tolist()]


def _opening(said: Testimony, members: int) -> Row:
    """Scores of (who speaks, who spoke before) at the beginning: before the first, somebody unknown."""
    best = np.full((members, members), _NEVER)
    best[:, -1] = OPENING_GUEST + said.arriving[0] + said.holding[0]
    best[HOST, -1] -= OPENING_GUEST
    return best


def _step(best: Row, change: Row, arriving: Row, leaving: Row) -> tuple[Row, npt.NDArray[np.int16]]:
    """Scores after a candidate, and for each state who spoke before its predecessor; -1 where nothing changed.

    Whoever speaks now becomes the one before; of whom spoke before them only the best counts, or the very one who returns.
    """
    members = len(arriving)
    before = best.argmax(axis=1)
    done = best[np.arange(members), before]
    again = best.T + RESUMED
    again[-1] -= RESUMED  # nobody knows whether two unknown people are one
    returns = again > done[None, :]
    moved = np.where(returns, again, done[None, :]) + leaving[None, :] + change + arriving[:, None] + TEMPO
    stay = np.arange(members - 1)
    moved[stay, stay] = _NEVER  # nobody follows themselves, but for two unknown people
    better = moved > best
    origin = np.where(returns, np.arange(members)[:, None], before[None, :])
    return np.where(better, moved, best), np.where(better, origin, -1).astype(np.int16)


def _traced(
    came: npt.NDArray[np.int16], first: int, now: int, before: int, changes: list[tuple[int, int]]
) -> tuple[int, int]:
    """Go back through *came* from the state (*now*, *before*); each change found is added to *changes*."""
    for row in range(len(came) - 1, -1, -1):
        origin = int(came[row, now, before])
        if origin >= 0:
            changes.append((first + row, now))
            now, before = before, origin
    return now, before
