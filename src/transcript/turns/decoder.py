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
# states whose ways are kept in memory, at two bits each; those of longer documents are worked out twice
_KEPT = 1 << 28

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
    best, ways = _opening(said, members), _Ways.of(0, members)
    marks = []
    at_once = max(1, _KEPT // members**2)
    for first in range(1, len(change), at_once):
        marks.append((first, best))
        best, ways = _advanced(best, change[first : first + at_once], passing, said, first)
    now, before = (int(at) for at in np.unravel_index(best.argmax(), best.shape))
    changes: list[tuple[int, int]] = []  # (first candidate, speaker), the last first
    for number, (first, start) in enumerate(reversed(marks)):
        if number:  # only the ways of the last part are still at hand
            _, ways = _advanced(start, change[first : first + at_once], passing, said, first)
        now, before = ways.traced(first, now, before, changes)
    changes.append((0, now))
    ends = [len(change), *(row for row, _ in changes)]
    return [Stretch(first=row, last=last, state=state) for (row, state), last in zip(changes, ends, strict=False)][::-1]


@attrs.frozen(eq=False)
class _Ways:
    """How each state was reached, a row a candidate: a bit each for whether the speaker changed there, and to one who returns.

    Attributes:
        changed: Whether the speaker changed.
        returned: Whether it was the one before last who came back; else whoever was likeliest before the last.
        before: Who that is, for each last speaker.
    """

    changed: npt.NDArray[np.uint8]
    returned: npt.NDArray[np.uint8]
    before: npt.NDArray[np.int64]

    @classmethod
    def of(cls, rows: int, members: int) -> _Ways:
        """Room for so many candidates."""
        bits = (rows, -(-(members**2) // 8))
        return cls(
            np.empty(bits, dtype=np.uint8), np.empty(bits, dtype=np.uint8), np.empty((rows, members), dtype=np.int64)
        )

    def traced(self, first: int, now: int, before: int, changes: list[tuple[int, int]]) -> tuple[int, int]:
        """Go back from the state (*now*, *before*) to candidate *first*; each change found is added to *changes*."""
        members = self.before.shape[1]
        for row in range(len(self.before) - 1, -1, -1):
            state = now * members + before
            if _bit(self.changed[row], state):
                changes.append((first + row, now))
                now, before = before, now if _bit(self.returned[row], state) else int(self.before[row, before])
        return now, before


def _bit(packed: npt.NDArray[np.uint8], at: int) -> bool:
    return bool(packed[at >> 3] & 0x80 >> (at & 7))


def _advanced(
    best: Row, change: Row, passing: Sequence[npt.NDArray[np.int64]], said: Testimony, first: int
) -> tuple[Row, _Ways]:
    """Scores after the candidates from *first* on whose *change* is given, and how each state was reached."""
    ways = _Ways.of(len(change), len(best))
    for row, costs in enumerate(change):
        at = first + row
        before = best.argmax(axis=1)
        best, changed, returned = _step(best, before, costs[passing[at]], said.arriving[at], said.leaving[at])
        best += said.holding[at][:, None]
        ways.changed[row], ways.returned[row] = np.packbits(changed), np.packbits(returned)
        ways.before[row] = before
    return best, ways


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


def _step(
    best: Row, before: npt.NDArray[np.int64], change: Row, arriving: Row, leaving: Row
) -> tuple[Row, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Scores after a candidate, and for each state whether the speaker changed, and to one who returns.

    Whoever speaks now becomes the one before; of whom spoke *before* them only the best counts, or the very one who returns.
    """
    members = len(arriving)
    done = best[np.arange(members), before]
    again = best.T + RESUMED
    again[-1] -= RESUMED  # nobody knows whether two unknown people are one
    returned = again > done
    moved = np.maximum(again, done, out=again)
    moved += leaving
    moved += change
    moved += arriving[:, None]
    moved += TEMPO
    stay = np.arange(members - 1)
    moved[stay, stay] = _NEVER  # nobody follows themselves, but for two unknown people
    changed = moved > best
    return np.maximum(moved, best, out=moved), changed, returned
