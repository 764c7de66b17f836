"""Candidates: which stretches of a text may be which forms of the lexicon, found through tables, never by a scan.

The text is prepared for search by sound: its syllables, its breaks, and the hashes of its windows. Every unbroken window is looked up by its
syllables: all of them, all but one on either side or both, two of them, or four in a row of a long form. The forms that the text itself has, spelled
right (`ExactMatches`), are searched once more in tables of their own: what is talked about is found however large the lexicon is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.form_keys import APART, LONGEST_NEAR, PAIR, ROW, RUN, SHORTEST_NEAR, exact_values, loose_values
from transcript.lexicon.hash_table import Forms, Hashes, Keys, Numbers, Places, Prefixes, fresh, ranges
from transcript.lexicon.index import Index, read_codes, sounds_of, spelling
from transcript.phonetics.readings import Codes

LONGEST = 64  # no form is looked for in longer windows, by sound


@attrs.frozen(eq=False, kw_only=True)
class PhoneticText:
    """A text and its sounds.

    Attributes:
        text: As it stands.
        folded: In simplified script, character for character.
        points: Code point of each character, for comparing spellings.
        codes: Toned code of each character; 0 where nothing is said, and wherever nothing may be changed.
        kinds: For each character the number of all syllables that sound almost like its own.
        reach: How many characters from each on are said without a break.
        inside: Whether each place lies inside a latin word or a number.
        spelled, loose, exact: Prefix sums of spellings, of kinds of syllables, of syllables.
    """

    text: str
    folded: str
    points: NDArray[np.uint32]
    codes: Codes
    kinds: NDArray[np.uint16]
    reach: NDArray[np.int64]
    inside: NDArray[np.bool_]
    spelled: Prefixes
    loose: Prefixes
    exact: Prefixes

    @classmethod
    def of(cls, text: str, *, folded: str, closed: NDArray[np.bool_] | None = None) -> PhoneticText:
        """Prepare a text for search by sound.

        Args:
            text: As it stands.
            folded: In simplified script.
            closed: Characters that are no speech.

        Returns:
            The prepared text.
        """
        codes = read_codes(text, folded=folded)
        if closed is not None:
            codes = np.where(closed, 0, codes)
        points, kinds = spelling(folded), loose_values(codes)
        return cls(
            text=text,
            folded=folded,
            points=points,
            codes=codes,
            kinds=kinds,
            reach=_reach(codes),
            inside=_inside(points),
            spelled=Prefixes(points),
            loose=Prefixes(kinds),
            exact=Prefixes(exact_values(codes)),
        )

    def windows(self, longest: int, *, within: range) -> tuple[Places, Places]:
        """List every unbroken window of two characters and more that starts *within* some offsets.

        Args:
            longest: The most characters of a window.
            within: The offsets at which a window may start.

        Returns:
            Sizes and starts, by size.
        """
        reach = self.reach[within.start : within.stop]
        sizes = np.arange(2, min(longest, int(reach.max(initial=0))) + 1)
        rows, starts = np.divmod(np.flatnonzero(reach >= sizes[:, None]), max(len(reach), 1))
        return rows + 2, starts + within.start

    def unbroken(self, starts: Places, ends: Places) -> NDArray[np.bool_]:
        """Find the windows that lie in the text, are said without a break, and cut no Latin word or number.

        Args:
            starts: Where each stretch begins.
            ends: Where each stretch ends.

        Returns:
            A flag for each window.
        """
        in_text = (starts >= 0) & (ends <= len(self.codes))
        begins, past = np.where(in_text, starts, 0), np.where(in_text, ends, 0)
        return in_text & (self.reach[begins] >= past - begins) & ~self.inside[begins] & ~self.inside[past]

    def in_one_breath(self, start: int, end: int) -> bool:
        """Tell whether a stretch is said without a break. A space or a hyphen between two Latin words is no break.

        Args:
            start: Where the stretch begins.
            end: Where the stretch ends.

        Returns:
            True if so.
        """
        breaks = start + np.flatnonzero(self.codes[start:end] == 0)
        between = np.isin(self.points[breaks], (0x20, 0x2D)) & (breaks > start) & (breaks < end - 1)
        return bool(between.all()) and all(self._latin(i - 1) and self._latin(i + 1) for i in breaks.tolist())

    def _latin(self, place: int) -> bool:
        return bool(self.codes[place]) and self.text[place].isascii()


def _reach(codes: Codes) -> NDArray[np.int64]:
    places = np.arange(len(codes))
    breaks = np.where(codes == 0, places, len(codes))
    reach: NDArray[np.int64] = np.minimum.accumulate(breaks[::-1])[::-1] - places
    return reach


def _inside(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    latin = ((points >= 0x30) & (points <= 0x39)) | ((points >= 0x61) & (points <= 0x7A))
    inside = np.zeros(len(points) + 1, dtype=bool)
    inside[1:-1] = latin[1:] & latin[:-1]
    return inside


Part = tuple[Hashes, Places]  # some hashes and the number of the window of each


@attrs.frozen(eq=False, kw_only=True)
class Queries:
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
    def of(cls, phonetic: PhoneticText, *, longest: int, within: range) -> Queries:
        """Hash all windows of two characters and more that start *within* some offsets.

        Args:
            phonetic: The text, prepared for search by sound.
            longest: The most characters of a window.
            within: The offsets at which a window may start.

        Returns:
            The queries.
        """
        sizes, starts = phonetic.windows(longest, within=within)
        parts, laid = _parts(phonetic, sizes, starts)
        hashes, windows = zip(*parts, *laid, strict=True)
        return cls(
            starts=starts,
            sizes=sizes,
            hashes=np.concatenate(hashes),
            windows=np.concatenate(windows),
            laid=sum(len(some) for some, _ in parts),
        )


def _parts(phonetic: PhoneticText, sizes: Places, starts: Places) -> tuple[list[Part], list[Part]]:
    """The hashes of all or all but one of the syllables of windows, and of some syllables of long forms."""
    three, four, five, long = np.searchsorted(sizes, (SHORTEST_NEAR, RUN, RUN + 1, LONGEST_NEAR + 1)).tolist()
    numbers = np.arange(len(sizes))
    whole = phonetic.loose.whole(starts, starts + sizes)
    rows, gaps = ranges(starts[three:long] + 1, sizes[three:long] - 2)
    rows += three
    gapped = phonetic.loose.without(starts.take(rows), (starts + sizes).take(rows), gaps)
    exact = phonetic.exact.whole(starts[:three], starts[:three] + 2)
    parts = [(whole, numbers), (gapped, rows), (exact, numbers[:three])]
    laid = [
        (whole[:three] ^ PAIR, numbers[:three]),
        (whole[four:five] ^ ROW, numbers[four:five]),
        (gapped[: four - three] ^ APART, numbers[three:four]),
    ]
    return parts, laid


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
        """Select rows.

        Args:
            kept: A flag for each row, or the numbers of the rows.

        Returns:
            The rows that are kept.
        """
        rows = np.flatnonzero(kept) if kept.dtype == np.bool_ else kept
        return Hits(self.starts.take(rows), self.ends.take(rows), self.forms.take(rows))

    def between(self, first: int, past: int) -> Hits:
        """Select rows that follow each other.

        Args:
            first: The first row.
            past: The row past the last.

        Returns:
            The rows.
        """
        return Hits(self.starts[first:past], self.ends[first:past], self.forms[first:past])

    def moved(self, start: int, end: int) -> Hits:
        """Move both ends of each stretch.

        Args:
            start: By how much the starts move.
            end: By how much the ends move.

        Returns:
            The same forms at the moved stretches.
        """
        return Hits(self.starts + start, self.ends + end, self.forms)

    def unique(self) -> Hits:
        """Remove repeated rows.

        Returns:
            Each row once, in order of place.
        """
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
    """Join tables of candidates.

    Args:
        parts: Tables of candidates.

    Returns:
        All rows.
    """
    parts = [_NONE, *parts]
    return Hits(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("starts", "ends", "forms")))


def as_spelled(phonetic: PhoneticText, index: Index) -> Hits:
    """Find where forms of the lexicon, right or wrong, stand as they are spelled.

    Args:
        phonetic: The text, prepared for search by sound.
        index: The index of the lexicon.

    Returns:
        The places.
    """
    found = []
    for block in _blocks(phonetic):
        sizes, starts = phonetic.windows(min(LONGEST, index.longest), within=block)
        asked, forms = index.spelled.find(phonetic.spelled.whole(starts, starts + sizes))
        begins = starts.take(asked)
        found.append(Hits(begins, begins + sizes.take(asked), forms))
    for size in index.broken_sizes:
        starts = np.arange(len(phonetic.codes) - size + 1)
        asked, forms = index.spelled.find(phonetic.spelled.whole(starts, starts + size))
        found.append(Hits(starts[asked], starts[asked] + size, forms))
    hits = joined(found)
    return hits.where(~phonetic.inside[hits.starts] & ~phonetic.inside[hits.ends]).unique()


def by_sound(phonetic: PhoneticText, index: Index, *, attested: Forms) -> Hits:
    """Find stretches that sound like a form, or like one with syllables wrong, lost, added or moved.

    Args:
        phonetic: The text.
        index: The lexicon.
        attested: Forms that the text has, spelled right.

    Returns:
        The candidates, some of them twice.
    """
    longest = min(LONGEST, index.longest + 1)
    tables = [index.sounds, sounds_of(index, attested)] if len(attested) else [index.sounds]
    found = []
    for block in _blocks(phonetic):
        probes = Queries.of(phonetic, longest=longest, within=block)
        found += [part for keys in tables for part in _search(phonetic, index, probes, keys)]
    hits = joined(found)
    return hits.where(phonetic.unbroken(hits.starts, hits.ends)).unique()


def _blocks(phonetic: PhoneticText) -> Iterator[range]:
    """The offsets of a text, so many at a time that what is searched there stays at hand; one block of an empty text."""
    count = len(phonetic.codes)
    for first in range(0, max(count, 1), _AT_ONCE):
        yield range(first, min(first + _AT_ONCE, count))


def _search(phonetic: PhoneticText, index: Index, probes: Queries, keys: Keys) -> Iterator[Hits]:
    asked, forms = keys.find(probes.hashes, beside=True)
    if not len(asked):
        return
    count = len(probes.hashes)
    window = probes.windows.take(np.where(asked < count, asked, asked - count))
    starts = probes.starts.take(window)
    hits = Hits(starts, starts + probes.sizes.take(window), forms)
    laid, near, rest = np.searchsorted(asked, [probes.laid, count, count + len(probes.starts)]).tolist()
    yield from (hits.between(0, laid), _laid(phonetic, index, hits.between(laid, near)), hits.between(near, len(hits)))
    lost = hits.between(near, rest)
    lost = lost.where(index.sizes(lost.forms) > 2)
    if not len(lost):
        return
    yield lost.moved(-1, 0).where(_alike(phonetic, index, lost.starts, index.starts.take(lost.forms) + 1))
    yield lost.moved(0, 1).where(_alike(phonetic, index, lost.ends - 1, index.starts.take(lost.forms + 1) - 3))


def _laid(phonetic: PhoneticText, index: Index, hits: Hits) -> Hits:
    """Forms laid over the text where some of their syllables stand."""
    if not len(hits):
        return hits
    sizes, spans = index.sizes(hits.forms), hits.ends - hits.starts
    firsts = index.starts.take(hits.forms)
    rows, meant = ranges(firsts, np.maximum(sizes - spans + 1, 0))
    begins = hits.starts.take(rows)
    same = np.flatnonzero(_alike(phonetic, index, begins, meant))
    last = (spans - 1).take(rows.take(same))
    same = same[_alike(phonetic, index, begins.take(same) + last, meant.take(same) + last)]
    spread = np.flatnonzero(spans.take(rows.take(same)) == RUN)
    apart = np.zeros(len(same), dtype=np.bool_)
    for step in range(1, RUN - 1) if len(spread) else ():
        inner = same.take(spread)
        apart[spread] |= ~_alike(phonetic, index, begins.take(inner) + step, meant.take(inner) + step)
    same = same[~apart]
    rows = rows.take(same)
    begins = begins.take(same) - (meant.take(same) - firsts.take(rows))
    return Hits(begins, begins + sizes.take(rows), hits.forms.take(rows))


def _alike(phonetic: PhoneticText, index: Index, said: Places, meant: Places) -> NDArray[np.bool_]:
    alike: NDArray[np.bool_] = phonetic.kinds.take(said) == loose_values(index.codes.take(meant))
    return alike


@attrs.frozen(eq=False, kw_only=True)
class ExactMatches:
    """Right forms of a text.

    Attributes:
        hits: Where they stand, overlapping ones too.
        forms: Each form once, ascending.
        counts: How often each stands there.
        short: Forms too short to be looked for by sound, once for each place where they stand.
    """

    hits: Hits
    forms: Forms
    counts: Numbers
    short: Forms

    @classmethod
    def of(cls, hits: Hits, *, short: Forms | None = None) -> ExactMatches:
        """Count right forms and settle which stretches are theirs.

        Args:
            hits: Where right forms stand.
            short: Forms that stand in the text and are too short to own their characters.

        Returns:
            The matches.
        """
        short = hits.forms[:0] if short is None else short
        if not len(hits):
            return cls(hits=hits, forms=hits.forms, counts=hits.starts, short=short)
        forms, counts = np.unique(hits.forms, return_counts=True)
        return cls(hits=hits, forms=forms, counts=counts, short=short)

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The longest of the hits that overlap, in order of place."""
        return _settled(self.hits)

    def mentions(self, index: Index, forms: Forms) -> Numbers:
        """Count how often the text has the entry of each form, in any of its forms.

        Args:
            index: The index of the lexicon.
            forms: Numbers of the forms.

        Returns:
            A count for each form.
        """
        rows = index.rows.take(np.concatenate([self.hits.forms, self.short]))
        counts = np.bincount(rows, minlength=int(index.rows.max(initial=0)) + 1)
        return counts.take(index.rows.take(forms))

    def times(self, forms: Forms) -> Numbers:
        """Count how often each form stands in the text.

        Args:
            forms: Numbers of the forms.

        Returns:
            A count for each form.
        """
        if not len(self.forms):
            return np.zeros(len(forms), dtype=np.int64)
        known = np.zeros(self.forms[-1] + 2, dtype=np.bool_)
        known[self.forms] = True
        rows = np.flatnonzero(known.take(forms, mode="clip"))
        times = np.zeros(len(forms), dtype=np.int64)
        times[rows] = self.counts.take(np.searchsorted(self.forms, forms.take(rows)))
        return times

    def owned(self, size: int) -> NDArray[np.bool_]:
        """Find the characters that an exact match owns.

        Args:
            size: The length of the text.

        Returns:
            A flag for each character.
        """
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
