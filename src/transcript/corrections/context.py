"""How well a candidate and what stands there fit between their neighbours, by the n-grams of the document itself.

A cache language model: trigrams of characters, each order interpolated with the next lower one. What stands at a place does not support itself:
its own n-grams are left out, and so are those of every other place where the same stretch is a candidate for the same form, so that a term that is
misheard thirty times the same way is judged as one that is misheard once.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.alignment import Compared
from transcript.corrections.candidates import Hits
from transcript.corrections.document_features import places
from transcript.corrections.phonetic_text import PhoneticText
from transcript.lexicon.hash_table import Numbers, ranges
from transcript.lexicon.index import Index

Scores = NDArray[np.float64]
Points = NDArray[np.uint64]

_ORDER = 3
_BACKGROUND = 1 / 4000  # probability of a character that the document does not have
_PRIOR = 2.0  # occurrences that the next lower order counts as
_BITS = 21  # of a code point
_LEAST, _MOST = -2.0, 8.0  # of the difference, in nats: that a form is not in the document yet says little


@attrs.frozen(eq=False, kw_only=True)
class NgramCounts:
    """How often each n-gram of characters stands in a text, for each order up to `_ORDER`.

    Attributes:
        keys: For each order its n-grams, as numbers, ascending.
        counts: How often each occurs.
    """

    keys: tuple[Points, ...]
    counts: tuple[Numbers, ...]

    @classmethod
    def of(cls, points: Points) -> NgramCounts:
        """Count the n-grams of a text."""
        found = [np.unique(_ngrams(points, order), return_counts=True) for order in range(1, _ORDER + 1)]
        return cls(keys=tuple(keys for keys, _ in found), counts=tuple(counts for _, counts in found))

    def times(self, ngrams: Points, order: int) -> Scores:
        """How often each n-gram of one order occurs."""
        keys = self.keys[order - 1]
        if not len(keys):
            return np.zeros(len(ngrams))
        at = np.minimum(np.searchsorted(keys, ngrams), len(keys) - 1)
        return np.where(keys.take(at) == ngrams, self.counts[order - 1].take(at), 0).astype(np.float64)


def _ngrams(points: Points, order: int) -> Points:
    size = max(0, len(points) - order + 1)
    ngrams = np.zeros(size, dtype=np.uint64)
    for step in range(order):
        ngrams = (ngrams << np.uint64(_BITS)) | points[step : step + size]
    return ngrams


def context_gain(phonetic: PhoneticText, index: Index, hits: Hits, compared: Compared) -> Scores:
    """For each candidate how much better its form fits the document than what stands there, in nats, cut at `_LEAST` and `_MOST`."""
    if not len(hits):
        return np.zeros(0)
    points = np.where(phonetic.codes == 0, 0, phonetic.points).astype(np.uint64)
    counts = NgramCounts.of(points)
    padded = np.concatenate([np.zeros(2, np.uint64), points, np.zeros(2, np.uint64)])
    first, past = compared.first, np.maximum(compared.past, compared.first)
    meant = index.starts.take(hits.forms) + (first - hits.starts)
    meant_size = index.starts.take(hits.forms + 1) - 1 - (hits.ends - past) - meant
    own = _log_probability(
        counts,
        len(points),
        _joined(padded, padded, first + 2, past - first, first, past),
        past - first,
        places(phonetic, hits).astype(np.float64),
    )
    meant_points = _joined(padded, index.points.astype(np.uint64), meant, meant_size, first, past)
    other = _log_probability(counts, len(points), meant_points, meant_size, None)
    gain: Scores = np.clip(other - own, _LEAST, _MOST)
    return gain


def _joined(padded: Points, source: Points, begins: Numbers, sizes: Numbers, first: Numbers, past: Numbers) -> Points:
    """For each candidate two characters before the change, the characters of *source*, two behind the change; all in a row."""
    lengths = sizes + 4
    row, offset = ranges(np.zeros_like(lengths), lengths)
    size = sizes.take(row)
    inner = (offset >= 2) & (offset < size + 2)
    at = np.where(
        offset < 2, first.take(row) + offset, past.take(row) + offset - size
    )  # in padded, which is two further
    inside = np.where(inner, begins.take(row) + offset - 2, 0)
    return np.where(inner, source.take(inside), padded.take(at))


def _log_probability(counts: NgramCounts, total: int, points: Points, sizes: Numbers, own: Scores | None) -> Scores:
    """Log probability of what is put between the two characters on either side, and of those behind it."""
    lengths = sizes + 4
    begins = np.cumsum(lengths) - lengths
    row, at = ranges(begins + 2, sizes + 2)
    offset = at - begins.take(row) - 2  # of the predicted character, counted from the change
    probability = np.full(len(at), _BACKGROUND)
    ngram = history = np.zeros(len(at), dtype=np.uint64)
    for back in range(_ORDER):
        point = points.take(at - back)
        ngram = ngram | (point << np.uint64(_BITS * back))
        times = counts.times(ngram, back + 1)
        base = np.full(len(at), float(total))
        if back:
            history = history | (point << np.uint64(_BITS * (back - 1)))
            base = counts.times(history, back)
        if own is not None:
            times = times - _own(own, row, offset - back, offset, sizes)
            base = base - (_own(own, row, offset - back, offset - 1, sizes) if back else 0)
        times = np.maximum(times, 0.0)
        probability = (times + _PRIOR * probability) / (np.maximum(base, times) + _PRIOR)
    logs: Scores = np.bincount(row, weights=np.log(probability), minlength=len(sizes)).astype(np.float64)
    return logs


def _own(own: Scores, row: Numbers, first: Numbers, last: Numbers, sizes: Numbers) -> Scores:
    """How often the n-grams from *first* to *last* may be those of the stretch itself, at any of its places; 0 of those that do not touch it."""
    return np.where((last >= 0) & (first < sizes.take(row)), own.take(row), 0.0)
