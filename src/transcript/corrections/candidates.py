"""Candidates: which stretches of a text may be which forms of the lexicon, by sound; found through the index, never by a scan.

First what is right already is found; it will own its characters. Then every unbroken window is looked up by its syllables: all of them, all
but one on either side or both, or four in a row of a long form.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.corrections.heard import LONGEST, Heard
from transcript.lexicon.hashing import Hashes, Places
from transcript.lexicon.index import ANCHOR, LONGEST_NEAR, SHORTEST_NEAR, Index, loose_values
from transcript.lexicon.keys import Forms, Keys

_SIZES = 128  # more than a window may have characters


@attrs.frozen(eq=False)
class Hits:
    """Stretches and the forms they may be, one a row."""

    starts: Places
    ends: Places
    forms: Forms

    def __len__(self) -> int:
        return len(self.starts)

    def where(self, kept: NDArray[np.bool_]) -> Hits:
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


def by_sound(heard: Heard, index: Index) -> Hits:
    """Stretches that sound like a form, or like one with a syllable wrong, lost, put in or moved, or like a part of a long one."""
    starts, ends = heard.windows(2, min(LONGEST, index.longest + 1))
    hashes = heard.loose.whole(starts, ends)
    sizes = ends - starts
    pairs = sizes == 2
    parts = [_found(index.sounding, starts[~pairs], ends[~pairs], hashes[~pairs])]
    parts.append(_found(index.sounding, starts[pairs], ends[pairs], heard.exact.whole(starts[pairs], ends[pairs])))
    short = sizes < LONGEST_NEAR
    lost = _found(index.near, starts[short], ends[short], hashes[short])
    parts += [lost, lost.moved(-1, 0), lost.moved(0, 1)]
    parts += _with_gap(heard, index, starts, ends)
    parts.append(_anchored(heard, index, starts[sizes == ANCHOR], hashes[sizes == ANCHOR]))
    hits = joined(parts)
    return hits.where(heard.unbroken(hits.starts, hits.ends))


def _found(keys: Keys, starts: Places, ends: Places, hashes: Hashes) -> Hits:
    asked, forms = keys.find(hashes)
    return Hits(starts[asked], ends[asked], forms)


def _with_gap(heard: Heard, index: Index, starts: Places, ends: Places) -> list[Hits]:
    """Windows with one syllable inside left out: it is wrong, or it was put in."""
    sizes = ends - starts
    kept = (sizes >= SHORTEST_NEAR) & (sizes <= LONGEST_NEAR)
    counts = sizes[kept] - 2
    starts, ends = np.repeat(starts[kept], counts), np.repeat(ends[kept], counts)
    gaps = starts + 1 + np.arange(len(starts)) - np.repeat(np.cumsum(counts) - counts, counts)
    hashes = heard.loose.without(starts, ends, gaps)
    put_in = _found(index.sounding, starts, ends, hashes)
    return [_found(index.near, starts, ends, hashes), put_in.where(index.sizes(put_in.forms) > 2)]


def _anchored(heard: Heard, index: Index, starts: Places, hashes: Hashes) -> Hits:
    """Long forms laid over the text where four of their syllables stand."""
    asked, forms = index.anchors.find(hashes)
    starts, sizes = starts[asked], index.sizes(forms)
    rows, offsets = ranges(sizes - ANCHOR + 1)
    same = np.ones(len(rows), dtype=bool)
    for step in range(ANCHOR):
        said = heard.codes[starts[rows] + step]
        meant = index.codes[index.starts[forms[rows]] + offsets + step]
        same &= loose_values(said) == loose_values(meant)
    rows, offsets = rows[same], offsets[same]
    begins = starts[rows] - offsets
    return Hits(begins, begins + sizes[rows], forms[rows])


def ranges(counts: Places) -> tuple[Places, Places]:
    """0, 1, … below each count, one after the other, with the number of the count."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
