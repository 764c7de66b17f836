"""A table from hashes to the forms that have them: sorted arrays and a bitmap before them, made to be mapped from a file."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.hashing import Hashes

Forms = NDArray[np.int32]

_BITS_A_KEY = 16
_ONE = np.uint8(1)


@attrs.frozen(eq=False, kw_only=True)
class Keys:
    """Hashes, sorted, with a form each; a hash may have several forms.

    Attributes:
        hashes: Ascending.
        forms: Number of the form with the hash at the same place.
        bitmap: A bit for the top bits of each hash, so that most questions are answered without a search.
    """

    hashes: Hashes
    forms: Forms
    bitmap: NDArray[np.uint8]

    @classmethod
    def of(cls, hashes: Hashes, forms: Forms, *, most: int | None = None) -> Keys:
        """A table of hashes and forms.

        Args:
            hashes: In any order, repeated pairs allowed.
            forms: One for each hash.
            most: A hash with more forms than this says too little and is left out.
        """
        order = np.lexsort((forms, hashes))
        hashes, forms = hashes[order], forms[order]
        fresh = np.ones(len(hashes), dtype=bool)
        fresh[1:] = (hashes[1:] != hashes[:-1]) | (forms[1:] != forms[:-1])
        hashes, forms = hashes[fresh], forms[fresh]
        if most is not None and len(hashes):
            kept = _group_sizes(hashes) <= most
            hashes, forms = hashes[kept], forms[kept]
        return cls(hashes=hashes, forms=forms, bitmap=_bitmap(hashes))

    def find(self, hashes: Hashes) -> tuple[NDArray[np.int64], Forms]:
        """The questions that have an answer, by number, and a form that answers; several forms make several rows."""
        asked = np.flatnonzero(self._may_have(hashes))
        if not len(asked):
            return asked, np.zeros(0, dtype=np.int32)
        first = np.searchsorted(self.hashes, hashes[asked], side="left")
        past = np.searchsorted(self.hashes, hashes[asked], side="right")
        counts = past - first
        questions = np.repeat(asked, counts)
        within = np.arange(len(questions)) - np.repeat(np.cumsum(counts) - counts, counts)
        return questions, self.forms[np.repeat(first, counts) + within]

    def _may_have(self, hashes: Hashes) -> NDArray[np.bool_]:
        top = hashes >> np.uint64(64 - _address_bits(self.bitmap))
        bits = self.bitmap[top >> np.uint64(3)] >> (top & np.uint64(7)).astype(np.uint8)
        set_bits: NDArray[np.bool_] = (bits & _ONE).astype(np.bool_)
        return set_bits

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """What is saved."""
        return {"hashes": self.hashes, "forms": self.forms, "bitmap": self.bitmap}


def _group_sizes(hashes: Hashes) -> NDArray[np.int64]:
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.append(starts, len(hashes)))
    return np.repeat(sizes, sizes)


def _bitmap(hashes: Hashes) -> NDArray[np.uint8]:
    bits = max(6, (len(hashes) * _BITS_A_KEY).bit_length())
    bitmap = np.zeros(1 << (bits - 3), dtype=np.uint8)
    top = hashes >> np.uint64(64 - bits)
    np.bitwise_or.at(bitmap, top >> np.uint64(3), _ONE << (top & np.uint64(7)).astype(np.uint8))
    return bitmap


def _address_bits(bitmap: NDArray[np.uint8]) -> int:
    return len(bitmap).bit_length() - 1 + 3
