"""A text prepared for search by sound: its syllables, its breaks, and the hashes of its windows."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.hash_table import Places, Prefixes
from transcript.lexicon.index import read_codes, spelling
from transcript.lexicon.ngram_keys import exact_values, loose_values
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
        """Prepare a text.

        Args:
            text: As it stands.
            folded: In simplified script.
            closed: Characters that are no speech.
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
        """Every unbroken window of two characters and more that starts *within* some offsets, by size: sizes and starts."""
        reach = self.reach[within.start : within.stop]
        sizes = np.arange(2, min(longest, int(reach.max(initial=0))) + 1)
        rows, starts = np.divmod(np.flatnonzero(reach >= sizes[:, None]), max(len(reach), 1))
        return rows + 2, starts + within.start

    def unbroken(self, starts: Places, ends: Places) -> NDArray[np.bool_]:
        """Which windows lie in the text, are said without a break, and cut no latin word or number."""
        in_text = (starts >= 0) & (ends <= len(self.codes))
        begins, past = np.where(in_text, starts, 0), np.where(in_text, ends, 0)
        return in_text & (self.reach[begins] >= past - begins) & ~self.inside[begins] & ~self.inside[past]

    def in_one_breath(self, start: int, end: int) -> bool:
        """Whether a stretch is said without a break; a space or a hyphen between two latin words is none."""
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
