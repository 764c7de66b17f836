"""How the windows of a text are looked up by sound: every unbroken one by hashes of its syllables, in several ways."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np

from transcript.corrections.heard import Heard
from transcript.lexicon.hashing import Hashes, Places
from transcript.lexicon.tables import APART, LONGEST_NEAR, NEAR, PAIR, ROW, RUN, SHORTEST_NEAR

# By all its syllables, all of a form that has lost one, all but one, all but one of which is too many; by two of a form, or four.
SAME, LOST, OTHER, PUT_IN, LAID = range(5)

Part = tuple[int, int, Hashes]


@attrs.frozen(eq=False, kw_only=True)
class Probes:
    """Windows and how each is looked up.

    A part is all windows of one size, looked up in one way: once, or once for each syllable that is left out.

    Attributes:
        starts: Of the windows, size after size.
        bases: Where the windows of each size begin in `starts`; one more at the end.
        hashes: Of all parts, in the order of their ways.
        firsts: Where each part begins in `hashes`; one more at the end.
        ways, sizes: Of each part.
    """

    starts: Places
    bases: Places
    hashes: Hashes
    firsts: Places
    ways: Places
    sizes: Places

    @classmethod
    def of(cls, heard: Heard, *, longest: int, within: range) -> Probes:
        """All windows of two characters and more that start *within* some offsets."""
        windows = list(heard.windows_by_size(longest, within=within))
        parts = sorted((part for starts in windows for part in _parts(heard, *starts)), key=lambda part: part[0])
        bases = np.zeros(longest + 2, dtype=np.int64)
        for size, starts in windows:
            bases[size + 1 :] += len(starts)
        return cls(
            starts=np.concatenate([bases[:0], *(starts for _, starts in windows)]),
            bases=bases,
            hashes=np.concatenate([np.zeros(0, dtype=np.uint64), *(hashes for _, _, hashes in parts)]),
            firsts=np.cumsum([0, *(len(hashes) for _, _, hashes in parts)]),
            ways=np.array([way for way, _, _ in parts], dtype=np.int64),
            sizes=np.array([size for _, size, _ in parts], dtype=np.int64),
        )

    def places(self, asked: Places) -> tuple[Places, Places, Places]:
        """The windows behind some hashes.

        Args:
            asked: Numbers of hashes, ascending.

        Returns:
            Start and end of each, and where the hits of each way begin; one more at the end.
        """
        part = np.repeat(np.arange(len(self.ways)), np.diff(np.searchsorted(asked, self.firsts)))
        sizes = self.sizes.take(part)
        first, past = self.bases.take(sizes), self.bases.take(sizes + 1)
        starts = self.starts.take(first + (asked - self.firsts.take(part)) % (past - first))
        return starts, starts + sizes, np.searchsorted(self.ways.take(part), np.arange(LAID + 2))


def _parts(heard: Heard, size: int, starts: Places) -> Iterator[Part]:
    loose = heard.loose.whole(starts, starts + size)
    yield SAME, size, heard.exact.whole(starts, starts + size) if size == 2 else loose
    if size < LONGEST_NEAR:
        yield LOST, size, loose ^ NEAR
    for laid, mark in ((2, PAIR), (RUN, ROW)):
        if size == laid:
            yield LAID, size, loose ^ mark
    if SHORTEST_NEAR <= size <= LONGEST_NEAR:
        yield from _gapped(size, heard.loose.without_each(starts, size))


def _gapped(size: int, hashes: Hashes) -> Iterator[Part]:
    """Windows with one syllable inside left out; of three characters too few are left to say that one is too many."""
    yield OTHER, size, hashes ^ NEAR
    if size > SHORTEST_NEAR:
        yield PUT_IN, size, hashes
    else:
        yield LAID, size, hashes ^ APART
