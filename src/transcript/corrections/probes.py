"""How the windows of a text are looked up by sound: every unbroken one by hashes of its syllables, in several ways."""

from __future__ import annotations

from itertools import pairwise

import attrs
import numpy as np

from transcript.corrections.heard import Heard
from transcript.lexicon.hashing import Hashes, Places
from transcript.lexicon.tables import APART, LONGEST_NEAR, PAIR, ROW, RUN, SHORTEST_NEAR

Part = tuple[Hashes, Places]  # some hashes and the number of the window of each


@attrs.frozen(eq=False, kw_only=True)
class Probes:
    """Windows and the hashes by which each is looked up.

    First come all windows by all their syllables, then with one left out, then those of two by their very syllables; at last those by which
    long forms are found. All are asked for as they are (a form has these syllables) and as `NEAR` (it has one more).

    Attributes:
        starts, sizes: Of the windows, size after size.
        hashes: What is looked up.
        windows: The number of the window of each hash.
        laid: The first of the hashes of some syllables of a long form.
    """

    starts: Places
    sizes: Places
    hashes: Hashes
    windows: Places
    laid: int

    @classmethod
    def of(cls, heard: Heard, *, longest: int, within: range) -> Probes:
        """All windows of two characters and more that start *within* some offsets."""
        sizes, starts = heard.windows_by_size(longest, within=within)
        parts, laid = _parts(heard, sizes, starts)
        hashes, windows = zip(*parts, *laid, strict=True)
        return cls(
            starts=starts,
            sizes=sizes,
            hashes=np.concatenate(hashes),
            windows=np.concatenate(windows),
            laid=sum(len(some) for some, _ in parts),
        )


def _parts(heard: Heard, sizes: Places, starts: Places) -> tuple[list[Part], list[Part]]:
    """The hashes of all or all but one of the syllables of windows, and of some syllables of long forms."""
    numbers, firsts = np.arange(len(sizes)), np.searchsorted(sizes, np.arange(LONGEST_NEAR + 2)).tolist()
    by_size = [numbers[first:past] for first, past in pairwise(firsts)]
    whole = heard.loose.whole(starts, starts + sizes)
    gapped = [
        (hashes, windows)
        for size, windows in enumerate(by_size)
        if size >= SHORTEST_NEAR and len(windows)
        for hashes in heard.loose.without_each(starts.take(windows), size)
    ]
    two = starts.take(by_size[2])
    parts = [(whole, numbers), *gapped, (heard.exact.whole(two, two + 2), by_size[2])]
    laid = [(whole.take(by_size[size]) ^ mark, by_size[size]) for size, mark in ((2, PAIR), (RUN, ROW))]
    return parts, laid + [(hashes ^ APART, windows) for hashes, windows in gapped[:1]]
