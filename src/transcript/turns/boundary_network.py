"""A small convolutional network that scores each candidate boundary for a change of speaker.

A stretch runs from one candidate to the next, mostly a sentence. The network reads the letters at both ends of a stretch, the mean of all its letters, and
the stretches around it. It returns for each candidate the log odds of a change of each kind (in the order of `cues.PASSINGS`), and for each stretch the log
odds that the host speaks it. `boundary_network.npz` holds the weights in eight bits: scripts/fit_turns.py fits them on minutes, then
scripts/fit_boundaries.py on invented meetings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from transcript.phonetics.readings import code_points

EDGE = 12  # letters at either edge of a stretch that are looked at closely
HEAD, TAIL = 256, 24  # letters that are read at the beginning and the end of a longer stretch
AROUND = 48  # stretches before and behind whose manner is taken together
REACH = 4  # letters that an edge is blurred by its neighbours
_AT_ONCE = 1 << 12  # letters: as many as a processor has at hand
_ALONE = (
    1 << 18
)  # multiplications that OpenBLAS gives to one thread (its SMP_THRESHOLD_MIN times GEMM_MULTITHREAD_THRESHOLD)
_APART = 4  # stretches between two that are looked at again, up to which those between are looked at as well
_DILATIONS = (1, 2, 4, 8, 16)  # of the convolutions over stretches
UNKNOWN = 1  # the row of a character without a row of its own

SHIPPED = files(__package__).joinpath("boundary_network.npz")

Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Reading:
    """What the network says.

    Attributes:
        change: For each candidate and each way in which the floor may pass, log odds against no change.
        host: For each stretch, log odds of being the host's.
        codes: The letters that were read, by their rows in the table.
        looks: What each stretch looks like by itself: a row of float32 a stretch.
    """

    change: npt.NDArray[np.float64]
    host: npt.NDArray[np.float64]
    codes: Numbers
    looks: Table


def load_tables(path: Traversable | Path) -> dict[str, Table]:
    """Load the weights of a small network, stored in eight bits with their scales.

    Args:
        path: A file of NumPy arrays; `NAME.scale` is the scale of `NAME`.

    Returns:
        Arrays by name, multiplied by their scales.
    """
    with path.open("rb") as file, np.load(file) as stored:
        tables = {name: stored[name] for name in stored.files}
    scales = {name: tables.pop(f"{name}.scale") for name in list(tables) if f"{name}.scale" in tables}
    return {name: table * scales[name] if name in scales else table for name, table in tables.items()}


def rows_of_letters(letters: npt.NDArray[Any]) -> Numbers:
    """Build the table from code points to rows of an embedding.

    Args:
        letters: Sorted code points that have a row of their own.

    Returns:
        One row number a code point, `UNKNOWN` for those without; the last entry is for all code points beyond.
    """
    rows = np.full(int(letters.max()) + 2, UNKNOWN, dtype=np.int64)
    rows[letters] = np.arange(len(letters)) + UNKNOWN + 1
    return rows


@lru_cache(maxsize=1)
def read_weights() -> dict[str, Table]:
    """Load the weights of the network.

    Returns:
        Arrays by name; `letters` holds the sorted code points that have an embedding of their own.
    """
    return load_tables(SHIPPED)


def read_network(text: str, *, positions: Sequence[int], known: Reading | None = None) -> Reading:
    """Run the network on a stream that candidates divide into stretches.

    Args:
        text: The stream, in simplified script.
        positions: Positions of the candidates, in order, the first of them 0.
        known: A result for a text of the same length with the same candidates; only stretches in which a letter
            changed are computed again.

    Returns:
        Log odds for each candidate and stretch, and what a further run can reuse.
    """
    if not len(positions):
        return Reading(change=np.zeros((0, 3)), host=np.zeros(0), codes=np.zeros(0, dtype=np.int64), looks=_NOTHING)
    weights = read_weights()
    codes, starts, ends = _shortened(_codes(text), np.asarray(positions, dtype=np.int64))
    looks = _look(codes, starts, ends) if known is None else _look_again(codes, starts, ends, known)
    seen = _in_context(looks)
    before = np.vstack([np.zeros_like(seen[:1]), seen[:-1]])
    hidden = _rectified(product(np.hstack([before, seen]), weights["out.0"]) + weights["out.0.bias"])
    change = product(hidden, weights["out.2"]) + weights["out.2.bias"]
    host = product(seen, weights["role"]) + weights["role.bias"]
    return Reading(change=change.astype(np.float64), host=host[:, 0].astype(np.float64), codes=codes, looks=looks)


_NOTHING: Table = np.zeros((0, 0), dtype=np.float32)


def _codes(text: str) -> Numbers:
    """The row of each letter in the table."""
    points = code_points(text)
    rows: Numbers = letter_table()[np.minimum(points, len(letter_table()) - 1)]
    return rows


@lru_cache(maxsize=1)
def letter_table() -> Numbers:
    """Build the table from code points to rows of the embedding.

    Returns:
        One row number a code point; the last entry is for all code points beyond.
    """
    return rows_of_letters(read_weights()["letters"])


def _shortened(codes: Numbers, starts: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The codes without the middle of long stretches, and where each stretch now starts and ends."""
    lengths = np.diff(np.append(starts, len(codes)))
    behind = np.arange(len(codes)) - np.repeat(starts, lengths)
    kept = (behind < HEAD) | (np.repeat(lengths, lengths) - behind <= TAIL)
    ends = np.cumsum(np.minimum(lengths, HEAD + TAIL))
    return codes[kept], np.append(0, ends[:-1]), ends


def _batches(starts: Numbers, ends: Numbers) -> Iterator[tuple[int, int]]:
    """Rows of stretches of about `_AT_ONCE` letters, so that memory stays bounded."""
    first = 0
    while first < len(starts):
        last = max(first + 1, int(np.searchsorted(ends, starts[first] + _AT_ONCE, side="right")))
        yield first, last
        first = last


def _look(codes: Numbers, starts: Numbers, ends: Numbers) -> Table:
    """What each stretch looks like by itself."""
    return np.concatenate([_glance(codes, starts[a:b], ends[a:b]) for a, b in _batches(starts, ends)])


def _look_again(codes: Numbers, starts: Numbers, ends: Numbers, known: Reading) -> Table:
    """The same, where the letters are others than those that are *known*."""
    changed = np.concatenate(([0], np.cumsum(codes != known.codes)))
    low, high = np.maximum(starts - REACH, 0), np.minimum(ends + REACH, len(codes))
    others = np.flatnonzero(changed[high] > changed[low])
    looks = known.looks.copy()
    for run in np.split(others, np.flatnonzero(np.diff(others) > _APART) + 1) if len(others) else ():
        first, last = int(run[0]), int(run[-1]) + 1
        looks[first:last] = _look(codes, starts[first:last], ends[first:last])
    return looks


def _glance(codes: Numbers, starts: Numbers, ends: Numbers) -> Table:
    weights = read_weights()
    low = max(0, int(starts[0]) - REACH)
    narrow = _rectified(_letters(codes[low : int(ends[-1]) + REACH]))
    seen = _rectified(_convolved(narrow, weights["c2"], weights["c2.bias"], dilation=2))
    seen += narrow
    starts, ends = starts - low, ends - low
    steps = np.arange(EDGE)
    head = seen[np.minimum(starts[:, None] + steps, ends[:, None] - 1)]
    tail = seen[np.maximum(ends[:, None] - 1 - steps, starts[:, None])]
    lengths = (ends - starts).astype(np.float32)[:, None]
    mean = np.add.reduceat(seen[: ends[-1]], starts, axis=0) / lengths
    shape = [np.log(lengths) - 3, (lengths < 6).astype(np.float32)]
    features = [head[:, 0], head.max(axis=1), head.mean(axis=1), tail[:, 0], tail.max(axis=1), mean, *shape]
    return _rectified(product(np.hstack(features), weights["inp"]) + weights["inp.bias"])


def _letters(codes: Numbers) -> Table:
    """The first convolution, three letters wide, of which each part is looked up."""
    before, here, behind = _first_convolution()
    out: Table = here[codes]
    out[1:] += before[codes[:-1]]
    out[:-1] += behind[codes[1:]]
    return out


@lru_cache(maxsize=1)
def _first_convolution() -> tuple[Table, Table, Table]:
    """What a letter adds to the one behind it, to itself and to the one before it: a row of float32 a letter."""
    weights = read_weights()
    before, here, behind = (product(weights["emb"], part) for part in np.split(weights["c1"], 3))
    return before, here + weights["c1.bias"], behind


def _in_context(stretches: Table) -> Table:
    """What each stretch looks like among its neighbours."""
    weights = read_weights()
    rows = np.arange(len(stretches))
    low, high = np.maximum(rows - AROUND, 0), np.minimum(rows + AROUND + 1, len(rows))
    summed = np.vstack([np.zeros_like(stretches[:1]), stretches.cumsum(axis=0, dtype=np.float64)])
    manner = ((summed[high] - summed[low]) / (high - low)[:, None]).astype(np.float32)
    known: Table = stretches + product(manner, weights["glob"]) + weights["glob.bias"]
    for number, dilation in enumerate(_DILATIONS):
        table, bias = weights[f"s.{number}"], weights[f"s.{number}.bias"]
        known = known + _rectified(_convolved(known, table, bias, dilation=dilation))
    return known


def _convolved(rows: Table, table: Table, bias: Table, *, dilation: int) -> Table:
    """A convolution three rows wide; beyond the ends stand zeros."""
    before, here, behind = np.split(table, 3)
    out: Table = product(rows, here) + bias
    out[dilation:] += product(rows[:-dilation], before)
    out[:-dilation] += product(rows[dilation:], behind)
    return out


def product(rows: Table, table: Table) -> Table:
    """The product of two tables, some rows at a time, so few that no BLAS shares them out among threads.

    Threads wait for each other: with other work on the machine three times as long as one takes alone. And the sums are the same with any number of them.

    Args:
        rows: A table of float32.
        table: One with as many rows as the first has columns.

    Returns:
        Their product.
    """
    out: Table = np.empty((len(rows), table.shape[1]), dtype=np.float32)
    step = max(1, _ALONE // table.size)
    for first in range(0, len(rows), step):
        np.matmul(rows[first : first + step], table, out=out[first : first + step])
    return out


def _rectified(rows: Table) -> Table:
    """*rows* themselves, changed in place."""
    return np.maximum(rows, 0, out=rows)
