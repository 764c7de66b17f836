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
from transcript.lexicon.index import Index, tables_of
from transcript.lexicon.keys import Forms, Keys
from transcript.lexicon.tables import LONGEST_NEAR, RUN, SHORTEST_NEAR, Tables, apart, loose_values

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
        return Hits(self.starts[kept], self.ends[kept], self.forms[kept])

    def moved(self, start: int, end: int) -> Hits:
        """The same forms with both ends of each stretch moved."""
        return Hits(self.starts + start, self.ends + end, self.forms)


def joined(parts: list[Hits]) -> Hits:
    """All rows, each once, in order of place."""
    starts, ends, forms = (np.concatenate([getattr(p, name) for p in parts]) for name in ("starts", "ends", "forms"))
    if len(starts) < 2:
        return Hits(starts, ends, forms)
    count = int(forms.max()) + 1
    rows = np.unique((starts * _SIZES + (ends - starts)) * count + forms)
    stretches, forms = np.divmod(rows, count)
    starts = stretches // _SIZES
    return Hits(starts, starts + stretches % _SIZES, forms.astype(np.int32))


def as_spelled(heard: Heard, index: Index) -> Hits:
    """Where forms of the lexicon, right or wrong, stand as they are spelled."""
    starts, ends = heard.windows(2, min(LONGEST, index.longest))
    found = [
        Hits(starts[asked], ends[asked], forms)
        for asked, forms in [index.spelled.find(heard.spelled.whole(starts, ends))]
    ]
    for size in index.broken_sizes:
        starts = np.arange(len(heard.codes) - size + 1)
        asked, forms = index.spelled.find(heard.spelled.whole(starts, starts + size))
        found.append(Hits(starts[asked], starts[asked] + size, forms))
    hits = joined(found)
    return hits.where(~heard.inside[hits.starts] & ~heard.inside[hits.ends])


def by_sound(heard: Heard, index: Index, *, attested: Forms) -> Hits:
    """Stretches that sound like a form, or like one with syllables wrong, lost, put in or moved.

    Args:
        heard: The text.
        index: The lexicon.
        attested: Forms that the text has, spelled right.
    """
    probes = _Probes.of(heard, longest=min(LONGEST, index.longest + 1))
    tables = [index.sounds, index.called]
    if len(attested):
        tables.append(tables_of(index, attested.astype(np.int64)))
    hits = joined(
        [part for some in tables if len(some.same.hashes) for part in _search(heard, index, probes, some)] or [_NONE]
    )
    return hits.where(heard.unbroken(hits.starts, hits.ends))


_NONE = Hits(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32))


@attrs.frozen(eq=False, kw_only=True)
class _Probe:
    """Windows and their hashes."""

    starts: Places
    ends: Places
    hashes: Hashes

    def where(self, kept: NDArray[np.bool_]) -> _Probe:
        return _Probe(starts=self.starts[kept], ends=self.ends[kept], hashes=self.hashes[kept])

    def asked(self, keys: Keys) -> Hits:
        asked, forms = keys.find(self.hashes)
        return Hits(self.starts[asked], self.ends[asked], forms)


@attrs.frozen(eq=False, kw_only=True)
class _Probes:
    """What a text is looked up by.

    Attributes:
        two: Windows of two characters by their very syllables.
        more: Longer windows by syllables of which those that sound alike are one.
        short: Those that may be a near form with a syllable lost, and pairs.
        gapped: Windows with one syllable inside left out.
        pairs: Two syllables, next to each other or with one between them.
        runs: Four syllables.
    """

    two: _Probe
    more: _Probe
    short: _Probe
    gapped: _Probe
    pairs: _Probe
    runs: _Probe

    @classmethod
    def of(cls, heard: Heard, *, longest: int) -> _Probes:
        starts, ends = heard.windows(2, longest)
        whole = _Probe(starts=starts, ends=ends, hashes=heard.loose.whole(starts, ends))
        sizes = ends - starts
        two = whole.where(sizes == 2)
        gapped = _gapped(heard, starts, ends)
        wide = gapped.where(gapped.ends - gapped.starts == 3)
        wide = attrs.evolve(wide, hashes=apart(wide.hashes))
        return cls(
            two=attrs.evolve(two, hashes=heard.exact.whole(two.starts, two.ends)),
            more=whole.where(sizes > 2),
            short=whole.where(sizes < LONGEST_NEAR),
            gapped=gapped,
            pairs=_Probe(
                **{n: np.concatenate([getattr(two, n), getattr(wide, n)]) for n in ("starts", "ends", "hashes")}
            ),
            runs=whole.where(sizes == RUN),
        )


def _gapped(heard: Heard, starts: Places, ends: Places) -> _Probe:
    sizes = ends - starts
    kept = (sizes >= SHORTEST_NEAR) & (sizes <= LONGEST_NEAR)
    rows, offsets = ranges(sizes[kept] - 2)
    starts, ends = starts[kept][rows], ends[kept][rows]
    return _Probe(starts=starts, ends=ends, hashes=heard.loose.without(starts, ends, starts + 1 + offsets))


def _search(heard: Heard, index: Index, probes: _Probes, tables: Tables) -> Iterator[Hits]:
    yield probes.two.asked(tables.same)
    yield probes.more.asked(tables.same)
    yield probes.gapped.asked(tables.near)
    put_in = probes.gapped.asked(tables.same)
    yield put_in.where(index.sizes(put_in.forms) > 2)
    lost = probes.short.asked(tables.near)
    yield lost
    more = lost.where(index.sizes(lost.forms) > 2)
    yield more.moved(-1, 0)
    yield more.moved(0, 1)
    yield _laid(heard, index, probes.pairs.asked(tables.pairs))
    yield _laid(heard, index, probes.runs.asked(tables.runs))


def _laid(heard: Heard, index: Index, hits: Hits) -> Hits:
    """Forms laid over the text where some of their syllables stand."""
    sizes = index.sizes(hits.forms)
    spans = hits.ends - hits.starts
    rows, offsets = ranges(np.maximum(sizes - spans + 1, 0))
    same = np.ones(len(rows), dtype=bool)
    for step in range(RUN):
        checked = (step < spans[rows]) & ~((spans[rows] == 3) & (step == 1))
        at = np.where(checked, step, 0)
        said = heard.codes[hits.starts[rows] + at]
        meant = index.codes[index.starts[hits.forms[rows]] + offsets + at]
        same &= loose_values(said) == loose_values(meant)
    rows, offsets = rows[same], offsets[same]
    begins = hits.starts[rows] - offsets
    return Hits(begins, begins + sizes[rows], hits.forms[rows])


def ranges(counts: Places) -> tuple[Places, Places]:
    """0, 1, … below each count, one after the other, with the number of the count."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
