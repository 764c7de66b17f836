"""How sure each change of speaker is, over all ways in which the whole document may be parted.

The forward-backward algorithm over two roles, host and guest: the chance that the floor passes at a candidate is the share of all
partings, weighted by their scores, in which it does. That is a chance for the very candidate, without what calls say of the people;
where a change has been decided on, one within a few letters is surer than that.
"""

from __future__ import annotations

from math import exp, log, log1p

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
_OPENING_GUEST = -1.5
DECIDED = 0.75  # log odds that a change which was decided on is surer than its chance
DOUBTFUL = 0.75  # the share of a chance's log odds that is to be believed
_LEAST = 1e-3


def change_chances(change: Table, *, host: Table) -> Table:
    """The chance of a change at each candidate.

    Args:
        change: For each candidate log odds for host>guest, guest>host, guest>guest.
        host: For each candidate log odds that the host speaks from it to the next.

    >>> chances = change_chances(np.array([[0, 0, 0], [3.0, 3, 3], [-4, -4, -4]]), host=np.zeros(3))
    >>> [round(float(chance), 2) for chance in chances]
    [0.0, 0.96, 0.03]
    """
    if not len(change):
        return np.zeros(0)
    rows, manner = change.tolist(), host.tolist()
    before = _forward(rows, manner)
    behind = _backward(rows, manner)
    total = _either(*(a + b for a, b in zip(before[-1], behind[-1], strict=True)))
    chances = [0.0]
    for row in range(1, len(rows)):
        to_guest, to_host, between = rows[row]
        (was_host, was_guest), (is_host, is_guest) = before[row - 1], behind[row]
        opened = is_host + manner[row]
        passed = _either(was_guest + to_host + opened, _either(was_host + to_guest, was_guest + between) + is_guest)
        chances.append(exp(min(0.0, passed - total)))
    return np.array(chances)


def start_confidence(chance: float) -> float:
    """How sure a turn is to start within 15 letters of a candidate with this *chance*, once it was decided on.

    `benchmarks/turns.py` shows what is said beside what is true.

    >>> [round(start_confidence(chance), 2) for chance in (0.0, 0.1, 0.5, 0.9, 1.0)]
    [0.01, 0.29, 0.68, 0.92, 1.0]
    """
    kept = min(1 - _LEAST, max(_LEAST, chance))
    return 1 / (1 + exp(-DECIDED - DOUBTFUL * log(kept / (1 - kept))))


def _forward(rows: list[list[float]], manner: list[float]) -> list[tuple[float, float]]:
    """For each candidate, the weight of all that may come before if the host, or a guest, speaks from it on."""
    now = (manner[0], _OPENING_GUEST)
    found = [now]
    for (to_guest, to_host, between), heard in zip(rows[1:], manner[1:], strict=True):
        host, guest = now
        now = (
            _either(host, guest + to_host) + heard,
            _either(_either(guest, guest + between), host + to_guest),
        )
        found.append(now)
    return found


def _backward(rows: list[list[float]], manner: list[float]) -> list[tuple[float, float]]:
    """For each candidate, the weight of all that may come behind it."""
    now = (0.0, 0.0)
    found = [now]
    for (to_guest, to_host, between), heard in zip(rows[:0:-1], manner[:0:-1], strict=True):
        host, guest = now
        now = (
            _either(host + heard, guest + to_guest),
            _either(_either(guest, guest + between), host + heard + to_host),
        )
        found.append(now)
    return found[::-1]


def _either(a: float, b: float) -> float:
    """The logarithm of the sum of two numbers whose logarithms these are."""
    if a < b:
        a, b = b, a
    return a + log1p(exp(b - a))
