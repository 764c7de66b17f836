"""Hashes of the windows of a sequence, all at once.

A window's hash is a polynomial in its values, so that it comes from two prefix sums; with one value left out, from three. Sequences are
arrays of small positive numbers (syllables, code points); results are spread over 64 bits, ready for a table.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15 | 1
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


class Prefixes:
    """Prefix sums over a sequence, from which the hash of any window follows.

    Args:
        values: The sequence.
    """

    def __init__(self, values: NDArray[np.integer]) -> None:
        powers, self._shifts = _powers(max(64, 1 << len(values).bit_length()))
        self._sums = np.zeros(len(values) + 1, dtype=np.uint64)
        np.cumsum(values.astype(np.uint64) * powers[: len(values)], out=self._sums[1:])

    @cached_property
    def _nearer(self) -> Hashes:
        """The sums with all values one place nearer."""
        return self._sums * np.uint64(_INVERSE)

    @cached_property
    def _gaps(self) -> Hashes:
        """What the sum of a window loses with the value at each place, once what follows is one place nearer."""
        return self._sums[:-1] - self._nearer[1:]

    def whole(self, starts: Places, ends: Places) -> Hashes:
        """Hash of each window from *starts* to *ends*."""
        hashes = self._sums.take(ends)
        hashes -= self._sums.take(starts)
        hashes *= self._shifts.take(starts)
        return hashes

    def without(self, starts: Places, ends: Places, gaps: Places) -> Hashes:
        """Hash of each window with the value at *gaps* left out: that of the window that is left."""
        hashes = self._gaps.take(gaps)
        hashes += self._nearer.take(ends) - self._sums.take(starts)
        hashes *= self._shifts.take(starts)
        return hashes


@lru_cache(maxsize=4)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """Powers of the base, and what moves a window from each place to the start and spreads its hash.

    Spread, for tables are addressed by the top bits, which then depend on every value.
    """
    both = []
    for base in (_BASE, _INVERSE):
        steps = np.full(count, base, dtype=np.uint64)
        steps[0] = 1
        both.append(np.cumprod(steps))
    return both[0], both[1] * _MIX
