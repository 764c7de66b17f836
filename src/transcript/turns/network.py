"""A small convolutional network that reads the speech stretch by stretch and says where another voice begins.

A stretch runs from one candidate to the next, mostly a sentence. The network looks at the letters at both its edges, at all its letters
together and at the stretches around it. It gives for each candidate the log odds of a change (in the order of `cues.PASSINGS`)
and for each stretch those of being the host's. `network.npz` holds its weights in eight bits; `scripts/fit_network.py` fits them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import attrs
import numpy as np
import numpy.typing as npt

EDGE = 12  # letters at either edge of a stretch that are looked at closely
HEAD, TAIL = 256, 24  # letters that are read at the beginning and the end of a longer stretch
AROUND = 48  # stretches before and behind whose manner is taken together
REACH = 4  # letters that an edge is blurred by its neighbours
_AT_ONCE = 1 << 15  # letters
_DILATIONS = (1, 2, 4, 8, 16)
_UNKNOWN = 1

Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@attrs.frozen(kw_only=True, eq=False)
class Reading:
    """What the network says.

    Attributes:
        change: For each candidate and each way in which the floor may pass, log odds against no change.
        host: For each stretch, log odds of being the host's.
    """

    change: npt.NDArray[np.float64]
    host: npt.NDArray[np.float64]


@lru_cache(maxsize=1)
def _weights() -> dict[str, Table]:
    """The tables by name; `letters` holds the code points that have a row of their own, in order."""
    with files(__package__).joinpath("network.npz").open("rb") as file, np.load(file) as stored:
        tables = {name: stored[name] for name in stored.files}
    scales = {name: tables.pop(f"{name}.scale") for name in list(tables) if f"{name}.scale" in tables}
    return {name: table * scales[name] if name in scales else table for name, table in tables.items()}


def read_network(text: str, *, positions: Sequence[int]) -> Reading:
    """Read folded speech between candidates.

    Args:
        text: The stream.
        positions: The candidates, in order, the first of them 0.
    """
    if not len(positions):
        return Reading(change=np.zeros((0, 3)), host=np.zeros(0))
    weights = _weights()
    codes, starts, ends = _shortened(_codes(text), np.asarray(positions, dtype=np.int64))
    stretches = np.concatenate([_look(codes, starts[a:b], ends[a:b]) for a, b in _batches(starts, ends)])
    known = _in_context(stretches)
    before = np.vstack([np.zeros_like(known[:1]), known[:-1]])
    hidden = _rectified(np.hstack([before, known]) @ weights["out.0"] + weights["out.0.bias"])
    change = hidden @ weights["out.2"] + weights["out.2.bias"]
    host = known @ weights["role"] + weights["role.bias"]
    return Reading(change=change.astype(np.float64), host=host[:, 0].astype(np.float64))


def _codes(text: str) -> Numbers:
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = _weights()["letters"]
    row = np.searchsorted(letters, points).clip(max=len(letters) - 1)
    return np.where(letters[row] == points, row + _UNKNOWN + 1, _UNKNOWN)


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
    weights = _weights()
    low = max(0, int(starts[0]) - REACH)
    letters = weights["emb"][codes[low : int(ends[-1]) + REACH]]
    narrow = _rectified(_convolved(letters, weights["c1"], weights["c1.bias"], dilation=1))
    seen = _rectified(_convolved(narrow, weights["c2"], weights["c2.bias"], dilation=2)) + narrow
    starts, ends = starts - low, ends - low
    steps = np.arange(EDGE)
    head = seen[np.minimum(starts[:, None] + steps, ends[:, None] - 1)]
    tail = seen[np.maximum(ends[:, None] - 1 - steps, starts[:, None])]
    lengths = (ends - starts).astype(np.float32)[:, None]
    mean = np.add.reduceat(seen[: ends[-1]], starts, axis=0) / lengths
    shape = [np.log(lengths) - 3, (lengths < 6).astype(np.float32)]
    features = [head[:, 0], head.max(axis=1), head.mean(axis=1), tail[:, 0], tail.max(axis=1), mean, *shape]
    return _rectified(np.hstack(features) @ weights["inp"] + weights["inp.bias"])


def _in_context(stretches: Table) -> Table:
    """What each stretch looks like among its neighbours."""
    weights = _weights()
    rows = np.arange(len(stretches))
    low, high = np.maximum(rows - AROUND, 0), np.minimum(rows + AROUND + 1, len(rows))
    summed = np.vstack([np.zeros_like(stretches[:1]), stretches.cumsum(axis=0, dtype=np.float64)])
    manner = ((summed[high] - summed[low]) / (high - low)[:, None]).astype(np.float32)
    known: Table = stretches + manner @ weights["glob"] + weights["glob.bias"]
    for number, dilation in enumerate(_DILATIONS):
        table, bias = weights[f"s.{number}"], weights[f"s.{number}.bias"]
        known = known + _rectified(_convolved(known, table, bias, dilation=dilation))
    return known


def _convolved(rows: Table, table: Table, bias: Table, *, dilation: int) -> Table:
    """A convolution three rows wide; beyond the ends stand zeros."""
    before, here, behind = np.split(table, 3)
    out: Table = rows @ here + bias
    out[dilation:] += rows[:-dilation] @ before
    out[:-dilation] += rows[dilation:] @ behind
    return out


def _rectified(rows: Table) -> Table:
    return np.maximum(rows, 0)
