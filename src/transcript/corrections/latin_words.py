"""The Latin words of a text, letters and digits in a row: which of them stand side by side, and how they differ from a form.

What an editor would never change is no difference at all: a digit, a letter that stands by itself (Model S is not Model X), a Roman
numeral, an inflection (towers, modeled).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, cached_property, lru_cache
from itertools import accumulate, takewhile

import attrs
import numpy as np
from rapidfuzz.distance import OSA

from transcript.corrections.term_candidates import PhoneticText
from transcript.lexicon.form_keys import (
    LONGEST_LATIN,
    SHORTEST_SOUND,
    Flags,
    Points,
    consonants,
    is_digit,
    is_letter,
)
from transcript.lexicon.hash_table import Places, Prefixes
from transcript.phonetics import character_cost
from transcript.phonetics.readings import code_points
from transcript.words import is_english

MOST_WORDS = 4  # of a stretch

_SPACE, _HYPHEN = 0x20, 0x2D  # code points
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
        """Find the Latin words in the speech of a text.

        Args:
            phonetic: The text, prepared for search by sound.

        Returns:
            The words.
        """
        latin = (is_letter(phonetic.points) | is_digit(phonetic.points)) & (phonetic.codes != 0)
        return cls._at(np.flatnonzero(latin), phonetic.points, latin) if latin.any() else cls.none()

    @classmethod
    @cache
    def none(cls) -> LatinWords:
        """Return an empty list of words.

        Returns:
            No words.
        """
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
        """Return a word in lower case.

        Args:
            number: Number of the word.

        Returns:
            The word.
        """
        return self._text[self.begins[number] : self.begins[number + 1]]

    def said(self, first: int, past: int) -> tuple[str, ...]:
        """Return words that follow each other.

        Args:
            first: The first of the words, by number.
            past: The number past the last.

        Returns:
            The words, in lower case.
        """
        return tuple(map(self.word, range(first, past)))

    def windows(self) -> tuple[Places, Places]:
        """List every stretch of up to `MOST_WORDS` words side by side.

        Returns:
            The first word of each stretch, and the number past its last.
        """
        found = []
        firsts = np.arange(len(self))
        for count in range(1, MOST_WORDS + 1):
            sizes = self.begins[firsts + count] - self.begins[firsts]
            found.append(firsts[self.before[firsts] & self.after[firsts + count - 1] & (sizes <= LONGEST_LATIN)])
            firsts = firsts[self.linked[firsts + count]]
        counts = np.repeat(np.arange(1, MOST_WORDS + 1), [len(part) for part in found])
        whole = np.concatenate(found)
        return whole, whole + counts

    def stretch(self, number: int) -> tuple[int, int] | None:
        """Find all words side by side around one, if they are few and may be changed.

        Args:
            number: Number of the word.

        Returns:
            The first word and the number past the last; None if there are too many.
        """
        first, past = number, number + 1
        while self.linked[first] and past - first <= MOST_WORDS:
            first -= 1
        while self.linked[past] and past - first <= MOST_WORDS:
            past += 1
        whole = past - first <= MOST_WORDS and self.before[first] and self.after[past - 1]
        return (first, past) if whole else None

    def in_a_phrase(self, first: int, past: int) -> bool:
        """Tell whether another word stands side by side with a stretch; a number does not count.

        Args:
            first: The first of the words, by number.
            past: The number past the last.

        Returns:
            True if so.
        """
        beside = [i for i, linked in ((first - 1, self.linked[first]), (past, self.linked[past])) if linked]
        return not all(self.word(i).isdigit() for i in beside)

    def company(self, number: int, text: str) -> set[str]:
        """List the words beside one, also where both are listed together (AR、VR).

        Args:
            number: Of the word.
            text: In which the words stand.

        Returns:
            The words.
        """
        pairs = [(other, max(other, number)) for other in (number - 1, number + 1) if 0 <= other < len(self)]
        return {self.word(other) for other, later in pairs if self.linked[later] or self._listed(later, text)}

    def _listed(self, later: int, text: str) -> bool:
        return text[self.ends[later - 1] : self.starts[later]] in _LISTED


def _glued(beside: Points, beyond: Flags) -> Flags:
    """Return where a word is a piece of something else."""
    other = (beside >= _OTHER_LETTERS[0]) & (beside < _OTHER_LETTERS[1])
    return (np.isin(beside, _GLUE) & beyond) | other


Change = tuple[str, str]  # what a word is, and what it would be

_DIGITS = re.compile("[0-9]+")
_BREAKS = re.compile("[ .-]+")
_ROMAN = re.compile("[ivx]+")
_NEAR = 0.5  # cost up to which the names of two letters sound alike; by hand

# What an inflection has instead of what the other form ends in.
_ENDINGS = (
    ("", "s"),
    ("", "d"),
    ("", "r"),
    ("", "n"),
    ("", "y"),
    ("d", "s"),
    ("d", "r"),
    ("r", "s"),
    ("an", "en"),
    ("is", "es"),
)


@attrs.frozen(kw_only=True)
class Difference:
    """The difference between words of a text and a form.

    Attributes:
        letters: How many letters the shorter of both has, or its word that would change if that is a code with digits in it; one less where
            they are two apart.
        apart: How many letters would change.
        first, past: Which words of the text hold the difference; all of them where it is only how they are cut.
        before: The word that would change; all of them joined where they are cut otherwise.
        change: The one word that would become another, and that other; None where words are cut otherwise.
        plain: Whether what would change is English as it stands.
        partly: Whether a word of it is, where words are cut otherwise.
        begins: Whether both begin alike: with the same letter, or letters whose names sound alike.
        near: Whether one letter is another whose name sounds alike.
    """

    letters: int
    apart: int
    first: int
    past: int
    before: str
    change: Change | None = None
    plain: bool
    partly: bool = False
    begins: bool = True
    near: bool = False

    @property
    def same(self) -> bool:
        """True if the words are only cut differently."""
        return self.apart == 0


@lru_cache(maxsize=1 << 16)
def difference(said: tuple[str, ...], form: str) -> Difference | None:
    """Compare words with a form that they may stand for.

    Args:
        said: The words, in lower case.
        form: In lower case.

    Returns:
        The difference; None if it is too large.

    >>> difference(("chat", "gpt"), "chatgpt").same
    True
    >>> difference(("ar", "harbour"), "ai harbour").change
    ('ar', 'ai')
    >>> difference(("gpt", "3"), "gpt-4"), difference(("harbours",), "harbour")
    (None, None)
    """
    meant = tuple(filter(None, _BREAKS.split(form)))
    one, other = "".join(said), "".join(meant)
    if _DIGITS.findall(" ".join(said)) != _DIGITS.findall(" ".join(meant)):
        return None
    letters = min(_letters(one), _letters(other))
    if one == other:
        plain = all(map(is_english, said))
        return Difference(letters=letters, apart=0, first=0, past=len(said), before=one, plain=plain)
    apart = OSA.distance(one, other, score_cutoff=2)
    if apart > 2 or (apart == 2 and not _sound_alike(one, other)):
        return None
    return _of_letters(said, meant, letters + 1 - apart, apart)


def _sound_alike(one: str, other: str) -> bool:
    """Return whether words that differ in two letters have the same consonants, in the same order, and no digits."""
    return len(one) >= SHORTEST_SOUND and consonants(one) == consonants(other) and not _DIGITS.search(one)


def _of_letters(said: tuple[str, ...], meant: tuple[str, ...], letters: int, apart: int) -> Difference | None:
    one, other = "".join(said), "".join(meant)
    at = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    if len(said) == len(meant):
        places = [i for i, (a, b) in enumerate(zip(said, meant, strict=True)) if a != b]
        first, past, there = places[0], places[-1] + 1, places[0]
    elif apart == 1:
        first, there = _word_at(said, at), _word_at(meant, at)
        past = first + 1
    else:
        first, there, past = 0, 0, len(said)
    whole = len(said) == len(meant) and past - first == 1
    before, after = (said[first], meant[there]) if whole else (one, other)
    if _never(said[first], meant[there]) or (not whole and 1 in map(len, (*said, *meant))) or _inflects(before, after):
        return None
    code = _DIGITS.search(said[first] + meant[there])
    swapped = len(one) == len(other) and one[at + 1 :] == other[at + 1 :]
    near = swapped and character_cost(one[at], other[at]) <= _NEAR
    return Difference(
        letters=min(letters, _letters(said[first])) if code else letters,
        apart=apart,
        first=first,
        past=past,
        before=before,
        change=(before, after) if whole else None,
        plain=is_english(before) if whole else all(map(is_english, said)),
        partly=not whole and any(map(is_english, said)),
        begins=at > 0 or near,
        near=near,
    )


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))


def _word_at(words: tuple[str, ...], at: int) -> int:
    """Return which word holds a letter of all of them joined; the last one if it is past the end."""
    return next((i for i, end in enumerate(accumulate(map(len, words))) if at < end), len(words) - 1)


def _never(before: str, after: str) -> bool:
    """Return whether one word is never misheard for the other: letters by themselves, and Roman numerals."""
    numerals = _ROMAN.fullmatch(before) is not None and _ROMAN.fullmatch(after) is not None
    return numerals or 1 in (len(before), len(after))


def _inflects(before: str, after: str) -> bool:
    """Return whether what was said is another form of the same word; a lost ending, or one for another, is one only of an English word."""
    for one, other in _ENDINGS:
        for a, b in ((one, other), (other, one)):
            stem = before.removesuffix(a)
            if len(stem) > 1 and before.endswith(a) and stem + b == after:
                gained = bool(a) and not b
                return gained or "s" in (a, b) or is_english(before) or (bool(a) and is_english(after))
    return False
