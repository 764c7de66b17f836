"""Decide over the whole document who speaks in each stretch between candidates.

The states are the host (0), the guests of the cast, and an unknown speaker (the last). First a turn starts at each candidate whose probability of a change,
summed over all speakers, exceeds `LIKELY`; the single best path would start too few turns, because uncertainty about who begins divides the probability of a
change. Then `posteriors` computes the probability of each speaker of each turn, over all paths. A state of that chain is a pair of speakers, the present one
and the one before, so that whoever is interrupted by a question speaks again. Each turn is given to the state with the most letters expected to be right, and
to the unknown speaker if no guest is likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log1p

import attrs
import numpy as np
import numpy.typing as npt

from transcript.turns.speaker_scores import HOST, SpeakerScores, return_features

OPENING_GUEST = -1.5  # log odds against a guest who opens the meeting; by hand, judged on the minutes
# The chance of a change from which on a turn starts, chosen on meetings left out: near F1 .754 with .30, .757 with .35, .749 with .40, .736 with .50.
LIKELY = 0.35
# The least chance of a guest who is named; by hand, compared with .3 to .5 on the dev transcripts and the seed.
NAMED = 0.2
# Letters that a likely change must lose by to be no change after all. More of them find more changes, fewer more speakers: on meetings left out 10 gives near F1 .757
# and attributed .591, 4 gives .756 and .597, 2 gives .750 and .600; on minutes left out near F1 falls by .03 from 10 to 4.
SAME = 6.0
FIXED = 1e6  # log odds of a speaker whom a person has settled
_LARGEST = 30.0  # log odds; larger ones are as good as certain
_NEVER = -1e9  # log odds of what cannot be
_KEPT = 64  # rows

Table = npt.NDArray[np.float64]


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


def decode(scores: SpeakerScores, *, change: Table, lengths: npt.ArrayLike) -> tuple[list[Stretch], Table]:
    """Divide the document into stretches with one speaker each.

    Args:
        scores: Scores of each state at each candidate.
        change: For each candidate the probability that a turn starts there, whoever begins (see `change_chances`).
        lengths: Number of letters from each candidate to the next.

    Returns:
        The stretches, in order, where neighbours differ in state or are both unknown; and an array of shape
        (stretches, states) with the probability of each state.
    """
    count = len(change)
    if not count:
        return [], np.zeros((0, scores.holding.shape[1]))
    starts = likely_starts(change)
    parts = attrs.evolve(
        scores,
        change=scores.change[starts],
        arriving=scores.arriving[starts],
        leaving=scores.leaving[starts],
        holding=np.add.reduceat(scores.holding, starts, axis=0),
    )
    said = np.add.reduceat(np.asarray(lengths, dtype=np.float64), starts)
    returning = return_features(np.append(0.0, said[:-1]), scores.asks[starts]) @ scores.returns
    chances = posteriors(parts, returning=returning)
    unknown = chances.shape[1] - 1
    found: list[tuple[Stretch, Table]] = []
    states = _best_states(chances * said[:, None])
    for row, (first, last, state) in enumerate(
        zip(starts.tolist(), [*starts[1:].tolist(), count], states, strict=True)
    ):
        sure = state == HOST or chances[row, state] >= NAMED
        new = Stretch(first=first, last=last, state=state if sure else unknown)
        if found and found[-1][0].state == new.state != unknown:
            found[-1] = attrs.evolve(found[-1][0], last=last), np.maximum(found[-1][1], chances[row])
        else:
            found.append((new, chances[row]))
    return [stretch for stretch, _ in found], np.array([chance for _, chance in found])


def likely_starts(change: Table) -> npt.NDArray[np.int64]:
    """Select the candidates at which a turn starts.

    Args:
        change: For each candidate the probability of a change.

    Returns:
        Indices of the candidates above `LIKELY`, and always the first.
    """
    starts: npt.NDArray[np.int64] = np.append(0, np.flatnonzero(change[1:] > LIKELY) + 1)
    return starts


def _best_states(worth: Table) -> list[int]:
    """The state of each row with the highest sum, less `SAME` where one repeats; the last state may repeat freely."""
    count, members = worth.shape
    total, pointers = worth[0].copy(), np.zeros((count, members), dtype=np.int64)
    for row in range(1, count):
        best = int(total.argmax())
        second = int(np.where(np.arange(members) == best, _NEVER, total).argmax()) if members > 1 else best
        before, ahead = np.full(members, best), np.full(members, total[best])
        if best != members - 1:
            stays = total[best] - SAME >= total[second]
            before[best], ahead[best] = (best, total[best] - SAME) if stays else (second, total[second])
        pointers[row] = before
        total = worth[row] + ahead
    states = [int(total.argmax())]
    for row in range(count - 1, 0, -1):
        states.append(int(pointers[row, states[-1]]))
    return states[::-1]


def path_score(stretches: Sequence[Stretch], scores: SpeakerScores) -> float:
    """Sum the scores of a path, without those of the opening and of returns.

    Args:
        stretches: The path, in order.
        scores: Scores of each state at each candidate.

    Returns:
        Log odds.
    """
    total = 0.0
    for number, stretch in enumerate(stretches):
        total += float(scores.holding[stretch.first : stretch.last, stretch.state].sum())
        if not number:
            continue
        last, row = stretches[number - 1].state, stretch.first
        column = 1 if stretch.state == HOST else 0 if last == HOST else 2
        total += float(scores.change[row, column] + scores.arriving[row, stretch.state] + scores.leaving[row, last])
        unknown = scores.holding.shape[1] - 1
        total += scores.unknown_after_unknown if stretch.state == last == unknown else 0.0
    return total


def posteriors(scores: SpeakerScores, *, returning: Table) -> Table:
    """Compute the probability of each state by the forward-backward algorithm over pairs of speakers.

    A pair is who spoke before and who speaks now, so that whoever spoke before may return. It works in linear space and
    scales each row by its sum; the forward pass keeps one row in `_KEPT` and is repeated in between to save memory.

    Args:
        scores: Scores of each state at each candidate.
        returning: For each row and each of `RETURN_WAYS`, log odds that the speaker before the last one returns.

    Returns:
        An array of shape (rows, states); each row sums to 1.
    """
    count, members = scores.arriving.shape
    speaker = np.empty((count, members))
    if not count:
        return speaker
    chain = _Chain(scores, returning)
    kept = [chain.opening()]
    now = kept[0]
    for row in range(1, count):
        now = chain.ahead(now, row)
        if row % _KEPT == 0:
            kept.append(now)
    backward = np.ones((members, members))
    for first in range(_KEPT * (len(kept) - 1), -1, -_KEPT):
        forward = [kept[first // _KEPT]]
        for row in range(first + 1, min(first + _KEPT, count)):
            forward.append(chain.ahead(forward[-1], row))
        for row in range(first + len(forward) - 1, first - 1, -1):
            chances = (forward[row - first] * backward).sum(axis=0)
            speaker[row] = chances / chances.sum()
            backward = chain.behind(backward, row)
    return speaker


class _Chain:
    """The steps of the chain over pairs: a table of who spoke before (rows) and who speaks (columns)."""

    def __init__(self, scores: SpeakerScores, returning: Table) -> None:
        members = scores.arriving.shape[1]
        self._hold = np.exp(scores.holding - scores.holding.max(axis=1, keepdims=True))
        self._arrive = np.exp(np.minimum(scores.arriving, _LARGEST))
        self._leave = np.exp(np.minimum(scores.leaving, _LARGEST))
        self._passing = np.exp(np.minimum(scores.change, _LARGEST))
        self._return = np.expm1(np.minimum(returning, _LARGEST))
        # Which of the three ways each pair passes the floor by, and in which way the speaker before returns.
        self._way = np.full((members, members), 2)
        self._way[HOST], self._way[:, HOST] = 0, 1
        self._allowed = 1.0 - np.eye(members)
        self._allowed[-1, -1] = np.exp(min(scores.unknown_after_unknown, _LARGEST))
        self._back = np.ones((members, members), dtype=np.int64)
        self._back[:, HOST], self._back[HOST] = 2, 0
        self._returns = 1.0 - np.eye(members)
        self._returns[:, -1] = 0.0  # nobody knows whether the same unknown speaker returns

    def opening(self) -> Table:
        """Nobody spoke before: the first speaker is paired with themselves, whom nobody can follow."""
        now = self._hold[0] * exp(OPENING_GUEST)
        now[HOST] *= exp(-OPENING_GUEST)
        return np.diag(now / now.sum())

    def _moves(self, row: int) -> tuple[Table, Table]:
        """What each change is worth, and how much more if it brings back who spoke before."""
        worth = self._passing[row][self._way] * self._allowed * self._leave[row][:, None] * self._arrive[row]
        return worth, self._return[row][self._back] * self._returns

    def ahead(self, pairs: Table, row: int) -> Table:
        """The weights of the pairs at *row*, by those at the row before."""
        worth, more = self._moves(row)
        now: Table = (pairs + (pairs.sum(axis=0)[:, None] + more * pairs.T) * worth) * self._hold[row]
        now /= now.sum()
        return now

    def behind(self, pairs: Table, row: int) -> Table:
        """The weights of what follows each pair at the row before, by those at *row*."""
        if not row:
            return pairs
        worth, more = self._moves(row)
        held = pairs * self._hold[row]
        moved = worth * held
        before: Table = held + moved.sum(axis=1) + (more * moved).T
        before /= before.sum()
        return before


def change_chances(change: Table, *, host: Table) -> Table:
    """Compute the probability of a change at each candidate, with only the roles host and guest known.

    Args:
        change: For each candidate log odds for host>guest, guest>host, guest>guest.
        host: For each candidate log odds that the host speaks from it to the next.

    Returns:
        One probability a candidate; 0 at the first.

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


def _forward(rows: Sequence[Sequence[float]], manner: Sequence[float]) -> list[tuple[float, float]]:
    """For each candidate, the weight of all that may come before if the host, or a guest, speaks from it on."""
    now = (manner[0], OPENING_GUEST)
    found = [now]
    for (to_guest, to_host, between), heard in zip(rows[1:], manner[1:], strict=True):
        host, guest = now
        now = (
            _either(host, guest + to_host) + heard,
            _either(_either(guest, guest + between), host + to_guest),
        )
        found.append(now)
    return found


def _backward(rows: Sequence[Sequence[float]], manner: Sequence[float]) -> list[tuple[float, float]]:
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
