"""The Latin words of a text: letters and digits in a row, and which of them stand side by side."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property

import attrs
import numpy as np

from transcript.corrections.phonetic_text import PhoneticText
from transcript.lexicon.hash_table import Places, Prefixes
from transcript.lexicon.latin_keys import LONGEST, Flags, Points, is_digit, is_letter
from transcript.phonetics.readings import code_points

MOST_WORDS = 4  # of a stretch

_SPACE, _HYPHEN = 0x20, 0x2D
_GLUE = code_points("._'’@#&+/\\=~%$:")  # makes one thing of the characters on its sides: a.b, user@host
_OTHER_LETTERS = (0xC0, 0x530)  # é, ß, Greek, Cyrillic
_LISTED = frozenset(("、", "/", " / ", "和", " 和 ", "与", " 与 ", "及", " 及 "))


@attrs.frozen(eq=False, kw_only=True)
class LatinWords:
    """Words in order of place.

    Attributes:
        letters: Letters and digits of all words in a row, in lower case.
        begins: Where each word begins there; one more at the end.
        starts, ends: Where each stands in the text.
        linked: Whether one space or hyphen and nothing else parts each from the last; one more at the end.
        before, after: Whether a stretch may begin with each, or end with it: none is cut out of an address or a number with a point.
    """

    letters: Points
    begins: Places
    starts: Places
    ends: Places
    linked: Flags
    before: Flags
    after: Flags

    @classmethod
    def of(cls, phonetic: PhoneticText) -> LatinWords:
        """The words of the speech of a text."""
        latin = (is_letter(phonetic.points) | is_digit(phonetic.points)) & (phonetic.codes != 0)
        return cls._at(np.flatnonzero(latin), phonetic.points, latin) if latin.any() else cls.none()

    @classmethod
    @cache
    def none(cls) -> LatinWords:
        """No words."""
        return cls._at(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.bool_))

    @classmethod
    def _at(cls, places: Places, points: Points, latin: Flags) -> LatinWords:
        begins = np.append(np.flatnonzero(np.diff(places, prepend=-2) != 1), len(places))
        starts, ends = places[begins[:-1]], places[begins[1:] - 1] + 1
        padded = np.pad(points, 2)
        beyond = np.pad(latin, 2)
        beside = np.isin(padded[starts + 1], (_SPACE, _HYPHEN))
        beside[1:] &= starts[1:] == ends[:-1] + 1
        beside[:1] = False
        return cls(
            letters=points[places],
            begins=begins,
            starts=starts,
            ends=ends,
            linked=np.append(beside, False),
            before=~_glued(padded[starts + 1], beyond[starts]),
            after=~_glued(padded[ends + 2], beyond[ends + 3]),
        )

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the words that are spelled alike."""
        places = defaultdict(list)
        for number in range(len(self)):
            places[self.word(number)].append(number)
        return places

    @cached_property
    def prefixes(self) -> Prefixes:
        """Of the letters, for the hash of any stretch."""
        return Prefixes(self.letters)

    @cached_property
    def _text(self) -> str:
        return self.letters.astype("<u4").tobytes().decode("utf-32-le")

    def word(self, number: int) -> str:
        """A word in lower case."""
        return self._text[self.begins[number] : self.begins[number + 1]]

    def said(self, first: int, past: int) -> tuple[str, ...]:
        """Some words that follow each other."""
        return tuple(map(self.word, range(first, past)))

    def windows(self) -> tuple[Places, Places]:
        """First and past the last word of every stretch of up to `MOST_WORDS` words side by side."""
        found = []
        firsts = np.arange(len(self))
        for count in range(1, MOST_WORDS + 1):
            sizes = self.begins[firsts + count] - self.begins[firsts]
            found.append(firsts[self.before[firsts] & self.after[firsts + count - 1] & (sizes <= LONGEST)])
            firsts = firsts[self.linked[firsts + count]]
        counts = np.repeat(np.arange(1, MOST_WORDS + 1), [len(part) for part in found])
        whole = np.concatenate(found)
        return whole, whole + counts

    def stretch(self, number: int) -> tuple[int, int] | None:
        """First and past the last of all words side by side around one, if they are few and may be changed."""
        first, past = number, number + 1
        while self.linked[first] and past - first <= MOST_WORDS:
            first -= 1
        while self.linked[past] and past - first <= MOST_WORDS:
            past += 1
        whole = past - first <= MOST_WORDS and self.before[first] and self.after[past - 1]
        return (first, past) if whole else None

    def in_a_phrase(self, first: int, past: int) -> bool:
        """Whether another word stands side by side with a stretch; a number is none."""
        beside = [i for i, linked in ((first - 1, self.linked[first]), (past, self.linked[past])) if linked]
        return not all(self.word(i).isdigit() for i in beside)

    def company(self, number: int, text: str) -> set[str]:
        """The words beside one, be it that both are named in one breath (AR、VR).

        Args:
            number: Of the word.
            text: In which the words stand.
        """
        pairs = [(other, max(other, number)) for other in (number - 1, number + 1) if 0 <= other < len(self)]
        return {self.word(other) for other, later in pairs if self.linked[later] or self._listed(later, text)}

    def _listed(self, later: int, text: str) -> bool:
        return text[self.ends[later - 1] : self.starts[later]] in _LISTED


def _glued(beside: Points, beyond: Flags) -> Flags:
    """Where a word is a piece of something else."""
    other = (beside >= _OTHER_LETTERS[0]) & (beside < _OTHER_LETTERS[1])
    return (np.isin(beside, _GLUE) & beyond) | other
