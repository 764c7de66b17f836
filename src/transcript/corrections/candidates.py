"""Candidates: which stretches of a text may be which forms of the lexicon, by sound; found through tables, never by a scan.

Every unbroken window is looked up by its syllables: all of them, all but one on either side or both, two of them, or four in a row of a
long form. The forms that the text itself has, spelled right, are searched once more in tables of their own: what is talked about is found
however large the lexicon is.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.heard import LONGEST, Heard
from transcript.corrections.probes import Probes
from transcript.lexicon.hashing import Places
from transcript.lexicon.index import Index, sounds_of
from transcript.lexicon.keys import Forms, Keys, fresh, ranges
from transcript.lexicon.tables import RUN, loose_values

_AT_ONCE = 1 << 13  # characters that are searched at a time
_SIZES = 128  # more than a window may have characters


@attrs.frozen(eq=False)
class Hits:
    """Stretches and the forms they may be, one a row."""

    starts: Places
    ends: Places
    forms: Forms

    def __len__(self) -> int:
        return len(self.starts)

    def where(self, kept: NDArray[np.bool_] | Places) -> Hits:
        """The rows that are kept."""
        rows = np.flatnonzero(kept) if kept.dtype == np.bool_ else kept
        return Hits(self.starts.take(rows), self.ends.take(rows), self.forms.take(rows))

    def between(self, first: int, past: int) -> Hits:
        """Some rows that follow each other."""
        return Hits(self.starts[first:past], self.ends[first:past], self.forms[first:past])

    def moved(self, start: int, end: int) -> Hits:
        """The same forms with both ends of each stretch moved."""
        return Hits(self.starts + start, self.ends + end, self.forms)

    def unique(self) -> Hits:
        """Each row once, in order of place."""
        if not len(self):
            return self
        bits = int(self.forms.max(initial=0)).bit_length()
        keys = np.sort(
            (self.starts * _SIZES + (self.ends - self.starts) << bits) + self.forms, kind="stable"
        )  # many are in order
        keys = keys[fresh(keys)]
        stretches = keys >> bits
        starts = stretches // _SIZES
        return Hits(starts, starts + stretches % _SIZES, (keys & ((1 << bits) - 1)).astype(np.int32))


_NONE = Hits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32))


def joined(parts: list[Hits]) -> Hits:
    """All rows."""
    parts = [_NONE, *parts]
    return Hits(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("starts", "ends", "forms")))


def as_spelled(heard: Heard, index: Index) -> Hits:
    """Where forms of the lexicon, right or wrong, stand as they are spelled."""
    found = []
    for block in _blocks(heard):
        sizes, starts = heard.windows(min(LONGEST, index.longest), within=block)
        asked, forms = index.spelled.find(heard.spelled.whole(starts, starts + sizes))
        begins = starts.take(asked)
        found.append(Hits(begins, begins + sizes.take(asked), forms))
    for size in index.broken_sizes:
        starts = np.arange(len(heard.codes) - size + 1)
        asked, forms = index.spelled.find(heard.spelled.whole(starts, starts + size))
        found.append(Hits(starts[asked], starts[asked] + size, forms))
    hits = joined(found)
    return hits.where(~heard.inside[hits.starts] & ~heard.inside[hits.ends]).unique()


def by_sound(heard: Heard, index: Index, *, attested: Forms) -> Hits:
    """Stretches that sound like a form, or like one with syllables wrong, lost, put in or moved; some of them twice.

    Args:
        heard: The text.
        index: The lexicon.
        attested: Forms that the text has, spelled right.
    """
    longest = min(LONGEST, index.longest + 1)
    tables = [index.sounds, sounds_of(index, attested)] if len(attested) else [index.sounds]
    found = []
    for block in _blocks(heard):
        probes = Probes.of(heard, longest=longest, within=block)
        found += [part for keys in tables for part in _search(heard, index, probes, keys)]
    hits = joined(found)
    return hits.where(heard.unbroken(hits.starts, hits.ends)).unique()


def _blocks(heard: Heard) -> Iterator[range]:
    """The offsets of a text, so many at a time that what is searched there stays at hand; one block of an empty text."""
    count = len(heard.codes)
    for first in range(0, max(count, 1), _AT_ONCE):
        yield range(first, min(first + _AT_ONCE, count))


def _search(heard: Heard, index: Index, probes: Probes, keys: Keys) -> Iterator[Hits]:
    asked, forms = keys.find(probes.hashes, beside=True)
    if not len(asked):
        return
    count = len(probes.hashes)
    window = probes.windows.take(np.where(asked < count, asked, asked - count))
    starts = probes.starts.take(window)
    hits = Hits(starts, starts + probes.sizes.take(window), forms)
    laid, near, rest = np.searchsorted(asked, [probes.laid, count, count + len(probes.starts)]).tolist()
    yield from (hits.between(0, laid), _laid(heard, index, hits.between(laid, near)), hits.between(near, len(hits)))
    lost = hits.between(near, rest)
    lost = lost.where(index.sizes(lost.forms) > 2)
    if not len(lost):
        return
    yield lost.moved(-1, 0).where(_alike(heard, index, lost.starts, index.starts.take(lost.forms) + 1))
    yield lost.moved(0, 1).where(_alike(heard, index, lost.ends - 1, index.starts.take(lost.forms + 1) - 3))


def _laid(heard: Heard, index: Index, hits: Hits) -> Hits:
    """Forms laid over the text where some of their syllables stand."""
    if not len(hits):
        return hits
    sizes, spans = index.sizes(hits.forms), hits.ends - hits.starts
    firsts = index.starts.take(hits.forms)
    rows, meant = ranges(firsts, np.maximum(sizes - spans + 1, 0))
    begins = hits.starts.take(rows)
    same = np.flatnonzero(_alike(heard, index, begins, meant))
    last = (spans - 1).take(rows.take(same))
    same = same[_alike(heard, index, begins.take(same) + last, meant.take(same) + last)]
    spread = np.flatnonzero(spans.take(rows.take(same)) == RUN)
    apart = np.zeros(len(same), dtype=np.bool_)
    for step in range(1, RUN - 1) if len(spread) else ():
        inner = same.take(spread)
        apart[spread] |= ~_alike(heard, index, begins.take(inner) + step, meant.take(inner) + step)
    same = same[~apart]
    rows = rows.take(same)
    begins = begins.take(same) - (meant.take(same) - firsts.take(rows))
    return Hits(begins, begins + sizes.take(rows), hits.forms.take(rows))


def _alike(heard: Heard, index: Index, said: Places, meant: Places) -> NDArray[np.bool_]:
    alike: NDArray[np.bool_] = heard.kinds.take(said) == loose_values(index.codes.take(meant))
    return alike
