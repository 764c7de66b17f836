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
from transcript.lexicon.hashing import Hashes, Places
from transcript.lexicon.index import Index, sounds_of
from transcript.lexicon.keys import Forms, Keys
from transcript.lexicon.tables import APART, LONGEST_NEAR, NEAR, PAIR, ROW, RUN, SHORTEST_NEAR, loose_values

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

    def moved(self, start: int, end: int) -> Hits:
        """The same forms with both ends of each stretch moved."""
        return Hits(self.starts + start, self.ends + end, self.forms)

    def unique(self) -> Hits:
        """Each row once, in order of place."""
        bits = int(self.forms.max(initial=0)).bit_length()
        keys = np.sort((self.starts * _SIZES + (self.ends - self.starts) << bits) + self.forms)
        keys = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
        stretches = keys >> bits
        starts = stretches // _SIZES
        return Hits(starts, starts + stretches % _SIZES, (keys & ((1 << bits) - 1)).astype(np.int32))


def joined(parts: list[Hits]) -> Hits:
    """All rows."""
    return Hits(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("starts", "ends", "forms")))


def as_spelled(heard: Heard, index: Index) -> Hits:
    """Where forms of the lexicon, right or wrong, stand as they are spelled."""
    found = []
    for block in _blocks(heard):
        starts, ends = heard.windows(2, min(LONGEST, index.longest), within=block)
        asked, forms = index.spelled.find(heard.spelled.whole(starts, ends))
        found.append(Hits(starts.take(asked), ends.take(asked), forms))
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
        probes = _probes(heard, longest=longest, within=block)
        found += [part for keys in tables for part in _search(heard, index, probes, keys)]
    hits = joined(found)
    return hits.where(heard.unbroken(hits.starts, hits.ends)).unique()


def _blocks(heard: Heard) -> Iterator[range]:
    """The offsets of a text, so many at a time that what is searched there stays at hand; one block of an empty text."""
    count = len(heard.codes)
    for first in range(0, max(count, 1), _AT_ONCE):
        yield range(first, min(first + _AT_ONCE, count))


# How a window is looked up: by all its syllables, all but one, all but one of which is too many, all of a form that has lost one; by two of
# a form, or four.
_SAME, _NEAR, _PUT_IN, _LOST, _LAID = range(5)


@attrs.frozen(eq=False)
class _Probe:
    """Windows that are looked up in one way, and their hashes."""

    way: int
    starts: Places
    ends: Places
    hashes: Hashes


@attrs.frozen(eq=False)
class _Probes:
    """All windows of a block and how each is looked up; the hashes of all parts in one row."""

    parts: tuple[_Probe, ...]
    hashes: Hashes

    @classmethod
    def of(cls, parts: tuple[_Probe, ...]) -> _Probes:
        return cls(parts, np.concatenate([part.hashes for part in parts]))

    def found(self, asked: Places, forms: Forms) -> Iterator[tuple[int, Hits]]:
        """The hits of each part.

        Args:
            asked: Numbers of hashes, ascending.
            forms: The form that each has found.
        """
        past = 0
        for part in self.parts:
            first, past = past, past + len(part.hashes)
            low, high = np.searchsorted(asked, (first, past)).tolist()
            rows = asked[low:high] - first
            yield part.way, Hits(part.starts.take(rows), part.ends.take(rows), forms[low:high])


def _probes(heard: Heard, *, longest: int, within: range) -> _Probes:
    starts, ends = heard.windows(2, longest, within=within)
    sizes = ends - starts
    loose = heard.loose.whole(starts, ends)
    two, short, row = np.flatnonzero(sizes == 2), np.flatnonzero(sizes < LONGEST_NEAR), np.flatnonzero(sizes == RUN)
    exact = loose.copy()
    exact[two] = heard.exact.whole(starts[two], ends[two])
    gap_starts, gap_ends, gapped = _gapped(heard, starts, ends)
    wide = np.flatnonzero(gap_ends - gap_starts == 3)
    return _Probes.of(
        (
            _Probe(_SAME, starts, ends, exact),
            _Probe(_LOST, starts[short], ends[short], loose[short] ^ NEAR),
            _Probe(_NEAR, gap_starts, gap_ends, gapped ^ NEAR),
            _Probe(_PUT_IN, gap_starts, gap_ends, gapped),
            _Probe(_LAID, starts[two], ends[two], loose[two] ^ PAIR),
            _Probe(_LAID, gap_starts[wide], gap_ends[wide], gapped[wide] ^ APART),
            _Probe(_LAID, starts[row], ends[row], loose[row] ^ ROW),
        )
    )


def _gapped(heard: Heard, starts: Places, ends: Places) -> tuple[Places, Places, Hashes]:
    """Windows with one syllable inside left out."""
    sizes = ends - starts
    kept = np.flatnonzero((sizes >= SHORTEST_NEAR) & (sizes <= LONGEST_NEAR))
    rows, offsets = ranges(sizes.take(kept) - 2)
    starts, ends = starts.take(kept).take(rows), ends.take(kept).take(rows)
    return starts, ends, heard.loose.without(starts, ends, starts + 1 + offsets)


def _search(heard: Heard, index: Index, probes: _Probes, keys: Keys) -> Iterator[Hits]:
    for way, hits in probes.found(*keys.find(probes.hashes)):
        if way == _LAID:
            yield _laid(heard, index, hits)
            continue
        longer = index.sizes(hits.forms) > 2
        yield hits.where(longer) if way == _PUT_IN else hits
        if way == _LOST:
            lost = hits.where(longer)
            yield lost.moved(-1, 0).where(_alike(heard, index, lost.starts, index.starts[lost.forms] + 1))
            yield lost.moved(0, 1).where(_alike(heard, index, lost.ends - 1, index.starts[lost.forms + 1] - 3))


def _laid(heard: Heard, index: Index, hits: Hits) -> Hits:
    """Forms laid over the text where some of their syllables stand."""
    sizes, spans = index.sizes(hits.forms), hits.ends - hits.starts
    rows, offsets = ranges(np.maximum(sizes - spans + 1, 0))
    begins, meant = hits.starts.take(rows), index.starts.take(hits.forms).take(rows) + offsets
    same = np.flatnonzero(_alike(heard, index, begins, meant))
    last = (spans - 1).take(rows.take(same))
    same = same[_alike(heard, index, begins.take(same) + last, meant.take(same) + last)]
    spread = np.flatnonzero(spans.take(rows.take(same)) == RUN)
    apart = np.zeros(len(same), dtype=np.bool_)
    for step in range(1, RUN - 1):
        inner = same.take(spread)
        apart[spread] |= ~_alike(heard, index, begins.take(inner) + step, meant.take(inner) + step)
    same = same[~apart]
    rows = rows.take(same)
    begins = begins.take(same) - offsets.take(same)
    return Hits(begins, begins + sizes.take(rows), hits.forms.take(rows))


def _alike(heard: Heard, index: Index, said: Places, meant: Places) -> NDArray[np.bool_]:
    alike: NDArray[np.bool_] = heard.kinds.take(said) == loose_values(index.codes.take(meant))
    return alike


def ranges(counts: Places) -> tuple[Places, Places]:
    """0, 1, … below each count, one after the other, with the number of the count."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
