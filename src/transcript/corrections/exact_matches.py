"""Forms of the lexicon that a text already spells right: which, how often, and the spans they occupy."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits
from transcript.lexicon.hash_table import Forms, Numbers


@attrs.frozen(eq=False, kw_only=True)
class ExactMatches:
    """Right forms of a text.

    Attributes:
        hits: Where they stand, overlapping ones too.
        forms: Each form once, ascending.
        counts: How often each stands there.
        stretches: The longest of those that overlap, in order of place.
    """

    hits: Hits
    forms: Forms
    counts: Numbers
    stretches: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, hits: Hits) -> ExactMatches:
        """Count right forms and settle which stretches are theirs."""
        if not len(hits):
            return cls(hits=hits, forms=hits.forms, counts=hits.starts, stretches=())
        forms, counts = np.unique(hits.forms, return_counts=True)
        return cls(hits=hits, forms=forms, counts=counts, stretches=_settled(hits))

    def times(self, forms: Forms) -> Numbers:
        """How often each form stands in the text."""
        if not len(self.forms):
            return np.zeros(len(forms), dtype=np.int64)
        known = np.zeros(self.forms[-1] + 2, dtype=np.bool_)
        known[self.forms] = True
        rows = np.flatnonzero(known.take(forms, mode="clip"))
        times = np.zeros(len(forms), dtype=np.int64)
        times[rows] = self.counts.take(np.searchsorted(self.forms, forms.take(rows)))
        return times

    def owned(self, size: int) -> NDArray[np.bool_]:
        """Which of *size* characters something right already owns."""
        steps = np.zeros(size + 1, dtype=np.int64)
        np.add.at(steps, self.hits.starts, 1)
        np.add.at(steps, self.hits.ends, -1)
        owned: NDArray[np.bool_] = np.cumsum(steps)[:-1] > 0
        return owned


def _settled(hits: Hits) -> tuple[tuple[int, int], ...]:
    chosen: list[tuple[int, int]] = []
    order = np.lexsort((-hits.ends, hits.starts))
    for start, end in zip(hits.starts[order].tolist(), hits.ends[order].tolist(), strict=True):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return tuple(chosen)
