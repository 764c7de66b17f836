"""Forms of the lexicon that a text already spells right: which, how often, and the spans they occupy."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits
from transcript.lexicon.hash_table import Forms, Numbers
from transcript.lexicon.index import Index


@attrs.frozen(eq=False, kw_only=True)
class ExactMatches:
    """Right forms of a text.

    Attributes:
        hits: Where they stand, overlapping ones too.
        forms: Each form once, ascending.
        counts: How often each stands there.
        stretches: The longest of those that overlap, in order of place.
        short: Forms too short to be looked for by sound, once for each place where they stand.
    """

    hits: Hits
    forms: Forms
    counts: Numbers
    stretches: tuple[tuple[int, int], ...]
    short: Forms

    @classmethod
    def of(cls, hits: Hits, *, short: Forms | None = None) -> ExactMatches:
        """Count right forms and settle which stretches are theirs."""
        short = hits.forms[:0] if short is None else short
        if not len(hits):
            return cls(hits=hits, forms=hits.forms, counts=hits.starts, stretches=(), short=short)
        forms, counts = np.unique(hits.forms, return_counts=True)
        return cls(hits=hits, forms=forms, counts=counts, stretches=_settled(hits), short=short)

    def mentions(self, index: Index, forms: Forms) -> Numbers:
        """How often the text has the entry of each form, in whatever form."""
        rows = index.rows.take(np.concatenate([self.hits.forms, self.short]))
        counts = np.bincount(rows, minlength=int(index.rows.max(initial=0)) + 1)
        return counts.take(index.rows.take(forms))

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
