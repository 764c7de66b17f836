"""A table from hashes to the forms that have them: sorted arrays and a bitmap before them, made to be mapped from a file."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.hashing import Hashes

Forms = NDArray[np.int32]
Numbers = NDArray[np.int64]

_BITS_A_KEY, _BITS_A_KEY_OF_FEW = 16, 64
_SMALL = 1 << 15  # bytes of a bitmap that stays at hand with a byte for each bit
_ONE, _SEVEN = np.uint8(1), np.uint8(7)


@attrs.frozen(eq=False, kw_only=True)
class Keys:
    """Hashes, sorted, with the forms of each.

    Attributes:
        hashes: Ascending, each once.
        firsts: Where the forms of each hash begin in `forms`; one more at the end.
        forms: Numbers of forms.
        buckets: Where the hashes begin that start with the same bits; one more at the end.
        bitmap: A bit for the top bits of each hash, so that most questions are answered without a search.
    """

    hashes: Hashes
    firsts: NDArray[np.int32]
    forms: Forms
    buckets: NDArray[np.int32]
    bitmap: NDArray[np.uint8]

    @classmethod
    def of(cls, hashes: Hashes, forms: Forms) -> Keys:
        """A table of hashes and a form for each, in any order, repeated pairs allowed."""
        hashes, forms = _in_order(hashes, forms)
        firsts = np.flatnonzero(_fresh(hashes))
        unique = hashes[firsts]
        return cls(
            hashes=unique,
            firsts=np.append(firsts, len(hashes)).astype(np.int32),
            forms=forms,
            buckets=_buckets(unique),
            bitmap=_bitmap(unique),
        )

    def find(self, hashes: Hashes) -> tuple[Numbers, Forms]:
        """The questions that have an answer, by number, and a form that answers; several forms make several rows."""
        asked = np.flatnonzero(self._may_have(hashes))
        if not len(asked):
            return asked, self.forms[:0]
        known, place = self._places(hashes.take(asked))
        asked = asked.take(known)
        if not len(asked):
            return asked, self.forms[:0]
        counts = self.firsts[place + 1] - self.firsts[place]
        if (counts == 1).all():
            return asked, self.forms[self.firsts[place]]
        ends = np.cumsum(counts)
        within = np.arange(ends[-1]) - np.repeat(ends - counts, counts)
        return np.repeat(asked, counts), self.forms[np.repeat(self.firsts[place], counts) + within]

    def _places(self, hashes: Hashes) -> tuple[Numbers, NDArray[np.int32]]:
        """Which hashes are here, and where."""
        bucket = _top(hashes, _address_bits(len(self.buckets) - 1))
        place, past = self.buckets.take(bucket), self.buckets.take(bucket + 1)
        rows = np.flatnonzero(place < past)
        asked, place, past = hashes.take(rows), place.take(rows), past.take(rows)
        known, places = [rows[:0]], [place[:0]]
        while len(rows):
            here = self.hashes.take(place) == asked
            known.append(rows[here])
            places.append(place[here])
            place += 1
            more = np.flatnonzero((place < past) & ~here)
            rows, asked, place, past = rows.take(more), asked.take(more), place.take(more), past.take(more)
        found = np.concatenate(known)
        order = np.argsort(found)
        return found.take(order), np.concatenate(places).take(order)

    def _may_have(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Whether the bit of each hash is set; in place, for it is asked of a million hashes at a time."""
        top = _top(hashes, _address_bits(8 * len(self.bitmap)))
        if len(self.bitmap) <= _SMALL:
            return np.unpackbits(self.bitmap, bitorder="little").view(np.bool_).take(top)
        within = top.astype(np.uint8)
        within &= _SEVEN
        top >>= 3
        bits = self.bitmap.take(top)
        bits >>= within
        bits &= _ONE
        return bits.view(np.bool_)


def _top(hashes: Hashes, bits: int) -> Numbers:
    """The top bits of each hash, as numbers to take by; fewer than all 64."""
    return (hashes >> np.uint64(64 - bits)).view(np.int64)


def told_apart(hashes: Hashes, forms: Forms, *, most: int) -> tuple[Hashes, Forms]:
    """Hashes and forms without the hashes that more than *most* forms share: those tell nothing apart."""
    hashes, forms = _in_order(hashes, forms)
    if not len(hashes):
        return hashes, forms
    sizes = np.diff(np.append(np.flatnonzero(_fresh(hashes)), len(hashes)))
    kept = np.repeat(sizes <= most, sizes)
    return hashes[kept], forms[kept]


def _in_order(hashes: Hashes, forms: Forms) -> tuple[Hashes, Forms]:
    """Sorted by hash and form, each pair once."""
    order = np.lexsort((forms, hashes))
    hashes, forms = hashes[order], forms[order]
    fresh = _fresh(hashes)
    fresh[1:] |= forms[1:] != forms[:-1]
    return hashes[fresh], forms[fresh]


def _fresh(hashes: Hashes) -> NDArray[np.bool_]:
    fresh = np.ones(len(hashes), dtype=np.bool_)
    fresh[1:] = hashes[1:] != hashes[:-1]
    return fresh


def _bitmap(hashes: Hashes) -> NDArray[np.uint8]:
    many, few = len(hashes) * _BITS_A_KEY, min(len(hashes) * _BITS_A_KEY_OF_FEW, 4 * _SMALL)
    bits = max(6, many.bit_length(), few.bit_length())
    bitmap = np.zeros(1 << (bits - 3), dtype=np.uint8)
    top = hashes >> np.uint64(64 - bits)
    np.bitwise_or.at(bitmap, top >> np.uint64(3), _ONE << (top & np.uint64(7)).astype(np.uint8))
    return bitmap


def _buckets(hashes: Hashes) -> NDArray[np.int32]:
    """Where each bucket begins; there is about one for every two hashes."""
    bits = max(1, (len(hashes) // 2).bit_length())
    counts = np.bincount((hashes >> np.uint64(64 - bits)).astype(np.int64), minlength=1 << bits)
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int32)


def _address_bits(count: int) -> int:
    return count.bit_length() - 1
