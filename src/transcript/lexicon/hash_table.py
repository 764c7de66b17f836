"""The arrays that a lexicon of a million entries is made of, all of them made to be mapped from a file.

`Keys` is a table from hashes to forms: sorted arrays with a bitmap before them. A window's hash is a polynomial in its values, so that it comes from
two prefix sums; with one value left out, from three. Sequences are arrays of small positive numbers (syllables, code points); results are spread over
64 bits. `Column` maps row numbers to texts, none, one or several a row: one long string and two arrays, so that a million terms cost their
characters and a few bytes each, and a saved column is read back without making a single object per row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import attrs
import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15 | 1  # 2^64 divided by the golden ratio: a multiplier that spreads (Knuth, TAOCP 3, 6.4)
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
        """Hash each window from *starts* to *ends*.

        Args:
            starts: Where each window begins.
            ends: Where each window ends.

        Returns:
            The hashes.
        """
        hashes = self._sums.take(ends)
        hashes -= self._sums.take(starts)
        hashes *= self._shifts.take(starts)
        return hashes

    def without(self, starts: Places, ends: Places, gaps: Places) -> Hashes:
        """Hash each window with the value at *gaps* left out.

        Args:
            starts: Where each window begins.
            ends: Where each window ends.
            gaps: The place that is left out of each window.

        Returns:
            The hashes, equal to those of the windows that are left.
        """
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


Forms = NDArray[np.int32]
Numbers = NDArray[np.int64]

BESIDE = np.uint64(4)
"""Hashes that differ in this alone lie in the same bucket and in the same byte of the bitmap: both are asked for at once."""

# Of the bitmap; small tables take more, so that fewer keys collide.
_BITS_A_KEY, _BITS_A_KEY_OF_FEW = 16, 64
_FEW = 1 << 17  # bytes of a bitmap that stays at hand


@attrs.frozen(eq=False, kw_only=True)
class Keys:
    """Hashes, sorted, with the forms of each.

    Attributes:
        hashes: Ascending, each once.
        firsts: Where the forms of each hash begin in `forms`; one more at the end.
        forms: Numbers of forms.
        buckets: Where the hashes begin that start with the same bits; one more at the end.
        bitmap: A bit for each hash, so that most questions are answered without a search: of the byte that its top bits name that which
            its three low bits name.
    """

    hashes: Hashes
    firsts: NDArray[np.int32]
    forms: Forms
    buckets: NDArray[np.int32]
    bitmap: NDArray[np.uint8]

    @classmethod
    def of(cls, hashes: Hashes, forms: Forms) -> Keys:
        """Build a table of hashes and a form for each, in any order; pairs may repeat.

        Args:
            hashes: The hashes.
            forms: A form for each hash.

        Returns:
            The table.
        """
        hashes, forms = _in_order(hashes, forms)
        firsts = np.flatnonzero(fresh(hashes))
        unique = hashes[firsts]
        return cls(
            hashes=unique,
            firsts=np.append(firsts, len(hashes)).astype(np.int32),
            forms=forms,
            buckets=_buckets(unique),
            bitmap=_bitmap(unique),
        )

    def find(self, hashes: Hashes, *, beside: bool = False) -> tuple[Numbers, Forms]:
        """Look up hashes.

        Args:
            hashes: What is asked.
            beside: Whether all that is `BESIDE` is asked, too, numbered after *hashes*.

        Returns:
            The number of each question with an answer, and a form that answers it; several forms make several rows.
        """
        asked = np.flatnonzero(self._may_have(hashes, beside=beside))
        hashes, count = hashes.take(asked), len(hashes)
        if beside:
            asked, hashes = np.concatenate([asked, asked + count]), np.concatenate([hashes, hashes ^ BESIDE])
            rows = np.flatnonzero(self._may_have(hashes))
            asked, hashes = asked.take(rows), hashes.take(rows)
        if not len(asked):
            return asked, self.forms[:0]
        known, place = self._places(hashes)
        asked = asked.take(known)
        first = self.firsts.take(place)
        rows, at = ranges(first, self.firsts.take(place + 1) - first)
        return asked.take(rows), self.forms.take(at)

    def _places(self, hashes: Hashes) -> tuple[Numbers, Numbers]:
        """Return which hashes are here, and where."""
        bucket = _top(hashes, _address_bits(len(self.buckets) - 1))
        first = self.buckets.take(bucket)
        rows, at = ranges(first, self.buckets.take(bucket + 1) - first)
        here = np.flatnonzero(self.hashes.take(at) == hashes.take(rows))
        return rows.take(here), at.take(here)

    def _may_have(self, hashes: Hashes, *, beside: bool = False) -> NDArray[np.bool_]:
        """Return whether the bit of each hash is set, or of what is beside it; in place, for it is asked of a million hashes at a time."""
        found = self.bitmap.take(_top(hashes, _address_bits(len(self.bitmap))))
        found &= _bits(hashes, beside=beside)
        has: NDArray[np.bool_] = found != 0
        return has


def _bits(hashes: Hashes, *, beside: bool = False) -> NDArray[np.uint8]:
    """The bit of each hash in its byte, together with that of what is beside it."""
    bits = hashes.astype(np.uint8)
    bits &= np.uint8(3 if beside else 7)
    return np.left_shift(np.uint8(0x11 if beside else 0x01), bits, out=bits)


def _top(hashes: Hashes, bits: int) -> Numbers:
    """The top bits of each hash, as numbers to take by; fewer than all 64."""
    return (hashes >> np.uint64(64 - bits)).view(np.int64)


def distinctive(hashes: Hashes, forms: Forms, *, most: int) -> tuple[Hashes, Forms]:
    """Remove the hashes that more than *most* forms share: they distinguish nothing.

    Args:
        hashes: The hashes.
        forms: A form for each hash.
        most: How many forms may share a hash.

    Returns:
        The remaining hashes and forms.
    """
    hashes, forms = _in_order(hashes, forms)
    if not len(hashes):
        return hashes, forms
    sizes = np.diff(np.append(np.flatnonzero(fresh(hashes)), len(hashes)))
    kept = np.repeat(sizes <= most, sizes)
    return hashes[kept], forms[kept]


def _in_order(hashes: Hashes, forms: Forms) -> tuple[Hashes, Forms]:
    """Sorted by hash and form, each pair once."""
    order = np.lexsort((forms, hashes))
    hashes, forms = hashes[order], forms[order]
    kept = fresh(hashes) | fresh(forms)
    return hashes[kept], forms[kept]


def fresh(ordered: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Find the values that differ from those before them.

    Args:
        ordered: Sorted values.

    Returns:
        A flag for each value.
    """
    differs = np.ones(len(ordered), dtype=np.bool_)
    differs[1:] = ordered[1:] != ordered[:-1]
    return differs


def _bitmap(hashes: Hashes) -> NDArray[np.uint8]:
    many, few = len(hashes) * _BITS_A_KEY, min(len(hashes) * _BITS_A_KEY_OF_FEW, _FEW)
    bits = max(6, many.bit_length(), few.bit_length()) - 3
    bitmap = np.zeros(1 << bits, dtype=np.uint8)
    np.bitwise_or.at(bitmap, _top(hashes, bits), _bits(hashes))
    return bitmap


def _buckets(hashes: Hashes) -> NDArray[np.int32]:
    """Return where each bucket begins; there is about one for every two hashes."""
    bits = max(1, (len(hashes) // 2).bit_length())
    counts = np.bincount((hashes >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


def _address_bits(count: int) -> int:
    return count.bit_length() - 1


def ranges(firsts: NDArray[np.integer], counts: NDArray[np.integer]) -> tuple[Numbers, Numbers]:
    """Enumerate numbers from each first on, as many as its count says.

    Args:
        firsts: The first number of each row.
        counts: How many numbers each row gets.

    Returns:
        The row of each number, and the numbers.
    """
    rows = np.repeat(np.arange(len(firsts)), counts)
    return rows, np.arange(len(rows)) + (firsts - np.cumsum(counts) + counts).take(rows)


@attrs.frozen(eq=False, kw_only=True)
class Column:
    """Texts at rows, packed.

    Attributes:
        rows: Row of each text, ascending; a row may have several texts, or none.
        ends: Where each text ends in `text`.
        text: All texts, one after the other.
    """

    rows: NDArray[np.int64]
    ends: NDArray[np.int64]
    text: str

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[str]:
        start = 0
        for end in self.ends.tolist():
            yield self.text[start:end]
            start = end

    def at(self, row: int) -> tuple[str, ...]:
        """Return the texts of one row.

        Args:
            row: Number of the row.

        Returns:
            The texts, in the order they were given.

        >>> column = pack([(0, "石桥镇"), (2, "柳溪村"), (2, "柳西村")])
        >>> column.at(2), column.at(1)
        (('柳溪村', '柳西村'), ())
        """
        first, past = self.rows.searchsorted((row, row + 1)).tolist()
        return tuple(self._text(number) for number in range(first, past))

    def pairs(self) -> Iterator[tuple[int, str]]:
        """List row and text.

        Yields:
            The pairs, in order.
        """
        return zip(self.rows.tolist(), self, strict=True)

    def _text(self, number: int) -> str:
        start = int(self.ends[number - 1]) if number else 0
        return self.text[start : int(self.ends[number])]


def pack(pairs: Iterable[tuple[int, str]]) -> Column:
    """Build a column of row and text pairs whose rows ascend.

    Args:
        pairs: Row and text, by row.

    Returns:
        The column.
    """
    rows: list[int] = []
    texts: list[str] = []
    for row, text in pairs:
        rows.append(row)
        texts.append(text)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return Column(rows=np.array(rows, dtype=np.int64), ends=np.cumsum(lengths), text="".join(texts))
