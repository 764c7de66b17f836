"""One decision over the whole document: who speaks in each stretch between candidates.

The states are the guests of the cast, somebody unknown, and the host, who remembers whose floor it was: the host who puts in a word
gives the floor back to the same guest more often than not. Viterbi finds the row of states with the highest sum of change
scores, what the calls say of the people, and the habits of a meeting.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from transcript.turns.testimony import Testimony

HOST = 0
RESUMED = 1.0
OPENING_GUEST = -1.5  # against a guest who opens the meeting
_NEVER = -1e9
_STAYED = -1

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


@attrs.frozen(kw_only=True, eq=False)
class _Step:
    """The best scores after a candidate, and where each state came from.

    Attributes:
        guests: For each member, of rows that end with them speaking; the host's place is closed.
        hosts: For each member, of rows that end with the host speaking after them; the host's own place is for no guest yet.
        guest_came: For each member the state before, or `_STAYED`; a host's state is counted on from the members.
        host_came: For each member whether the host took over from them here.
    """

    guests: Row
    hosts: Row
    guest_came: npt.NDArray[np.int64]
    host_came: npt.NDArray[np.bool_]


def decode(change: npt.NDArray[np.float64], *, members: int, testimony: Testimony | None = None) -> list[Stretch]:
    """The best row of states.

    Args:
        change: For each candidate what speaks for host>guest, guest>host, guest>guest.
        members: How many states: the host, the named guests, and last somebody unknown.
        testimony: What is said of each state at each candidate: beginning there, having spoken until there, speaking there.

    Returns:
        The stretches in order; neighbours differ in state, or are two unknown people.
    """
    if not len(change):
        return []
    none = np.zeros((len(change), members))
    said = testimony or Testimony(arriving=none, leaving=none, holding=none)
    steps = [_opening(said, members)]
    for row in range(1, len(change)):
        steps.append(_step(steps[-1], change[row], said.arriving[row], said.leaving[row], said.holding[row]))
    return _traced(steps)


def _opening(said: Testimony, members: int) -> _Step:
    guests = OPENING_GUEST + said.arriving[0] + said.holding[0]
    guests[HOST] = _NEVER
    hosts = np.full(members, _NEVER)
    hosts[HOST] = said.arriving[0, HOST] + said.holding[0, HOST]
    return _Step(
        guests=guests, hosts=hosts, guest_came=np.full(members, _STAYED), host_came=np.zeros(members, dtype=bool)
    )


def _step(last: _Step, change: Row, arriving: Row, leaving: Row, holding: Row) -> _Step:
    to_guest, to_host, between = change
    members = len(arriving)
    done = last.guests + leaving
    host = int(last.hosts.argmax())
    from_host = np.full(members, last.hosts[host])
    origin = np.full(members, members + host)
    again = last.hosts + RESUMED
    again[HOST] = _NEVER
    origin = np.where(again > from_host, members + np.arange(members), origin)
    from_host = np.maximum(again, from_host) + leaving[HOST] + to_guest
    best, second = _two_best(done)
    from_guest = np.full(members, done[best])
    rival = np.full(members, best)
    if best != members - 1:  # two unknown people may follow each other, nobody else follows themselves
        from_guest[best], rival[best] = done[second], second
    from_guest = from_guest + between
    origin = np.where(from_guest > from_host, rival, origin)
    arrived = np.maximum(from_guest, from_host) + arriving
    arrived[HOST] = _NEVER
    moved = arrived > last.guests
    taken = done + to_host + arriving[HOST]
    taken[HOST] = _NEVER
    took = taken > last.hosts
    return _Step(
        guests=np.where(moved, arrived, last.guests) + holding,
        hosts=np.where(took, taken, last.hosts) + holding[HOST],
        guest_came=np.where(moved, origin, _STAYED),
        host_came=took,
    )


def _two_best(scores: Row) -> tuple[int, int]:
    best = int(scores.argmax())
    rest = scores.copy()
    rest[best] = -np.inf
    return best, int(rest.argmax())


def _traced(steps: list[_Step]) -> list[Stretch]:
    members = len(steps[-1].guests)
    at = int(np.concatenate([steps[-1].guests, steps[-1].hosts]).argmax())
    stretches: list[Stretch] = []
    last = len(steps)
    for row in range(len(steps) - 1, 0, -1):
        before = _before(steps[row], at, members)
        if before != _STAYED:
            stretches.append(Stretch(first=row, last=last, state=HOST if at >= members else at))
            last, at = row, before
    stretches.append(Stretch(first=0, last=last, state=HOST if at >= members else at))
    return stretches[::-1]


def _before(step: _Step, at: int, members: int) -> int:
    if at < members:
        return int(step.guest_came[at])
    return at - members if step.host_came[at - members] else _STAYED
