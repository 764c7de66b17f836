"""Who speaks like whom: a long turn of somebody unknown, compared with the long turns of those who are known.

At a panel everybody has a subject of their own, their company, their school, and comes back to its words. The pairs of letters that two
turns share, the rarer ones counting more, tell how much they are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from transcript.phonetics.readings import code_points
from transcript.turns.cast import HOST
from transcript.turns.decoder import Stretch

LONG = 120  # letters of a turn that says enough
NEAREST = 3  # so many turns of somebody are compared, those that are most alike
AHEAD = 0.02  # so much more alike must a turn be to somebody's than to anybody else's
KNOWN = 1.2  # so many times as much as to those of others who are unknown
STRANGERS = 0.3  # from this share of turns of unknown people on, whoever is most alike is mostly somebody else
AROUND = 64  # long turns before and behind that are compared
_PAIRS = 1 << 13  # kinds of pairs of letters; rarer ones share one
_AT_ONCE = 128
_MIXER = 7919

Table = npt.NDArray[np.float32]


def like_others(stretches: Sequence[Stretch], *, text: str, positions: Sequence[int], unknown: int) -> list[Stretch]:
    """The stretches, with long ones of somebody unknown given to whoever has spoken like that.

    Args:
        stretches: The turns as rows of candidates.
        text: The stream.
        positions: Candidates, positions in the stream.
        unknown: The state of somebody unknown.
    """
    ends = [*positions, len(text)]
    spans = [(ends[s.first], ends[s.last]) for s in stretches]
    long = [row for row, (start, end) in enumerate(spans) if end - start >= LONG]
    states = np.array([stretches[row].state for row in long])
    found = list(stretches)
    if sum(s.state == unknown for s in stretches) >= STRANGERS * len(stretches):
        return found
    if not (states == unknown).any() or not ((states != unknown) & (states != HOST)).any():
        return found
    for at, others, likeness in _compared(text, [spans[row] for row in long], states == unknown):
        row = long[at]
        state = _speaker(states[others], likeness, unknown)
        beside = {s.state for s in (*stretches[max(0, row - 1) : row], *stretches[row + 1 : row + 2])}
        if state not in beside:
            found[row] = attrs.evolve(found[row], state=state)
    return found


def _compared(
    text: str, spans: Sequence[tuple[int, int]], asked: npt.NDArray[np.bool_]
) -> Iterator[tuple[int, npt.NDArray[np.int64], Table]]:
    """For each span that is *asked* for: its number, those of its neighbours, and how much it is like each of them."""
    often = np.ones(_PAIRS, dtype=np.float32)
    for start, end in spans:
        often[np.unique(_pairs(text[start:end]))] += 1
    rare = np.where(often > 2, np.log((len(spans) + 1) / often), 0).astype(np.float32)
    for first in range(0, len(spans), _AT_ONCE):
        low, high = max(0, first - AROUND), min(len(spans), first + _AT_ONCE + AROUND)
        vectors = np.stack([_vector(_pairs(text[start:end]), rare) for start, end in spans[low:high]])
        for at in range(first, min(first + _AT_ONCE, len(spans))):
            if asked[at]:
                others = np.arange(max(0, at - AROUND), min(len(spans), at + AROUND + 1))
                others = others[others != at]
                yield at, others, vectors[others - low] @ vectors[at - low]


def _pairs(text: str) -> npt.NDArray[np.int64]:
    """The kind of each pair of neighbouring letters."""
    points = code_points(text).astype(np.int64)
    return (points[:-1] * _MIXER + points[1:]) % _PAIRS


def _vector(pairs: npt.NDArray[np.int64], rare: Table) -> Table:
    counts = np.bincount(pairs, minlength=_PAIRS)
    vector: Table = np.log1p(counts).astype(np.float32) * rare
    return vector / max(1e-6, float(np.sqrt(vector @ vector)))


def _speaker(states: npt.NDArray[np.int64], likeness: Table, unknown: int) -> int:
    """Whom of those that stand for *states* the likeness means, or somebody unknown."""
    score = {state: float(np.sort(likeness[states == state])[-NEAREST:].mean()) for state in set(states.tolist())}
    least = KNOWN * score.pop(unknown, 0.0)
    if not score:
        return unknown
    first = max(score, key=score.__getitem__)
    second = max((how for state, how in score.items() if state != first), default=0.0)
    return first if first != HOST and score[first] >= max(least, second + AHEAD) else unknown
