"""Candidates for forms in Latin letters: found by hashes of their letters, never by a scan, and how they differ.

What an editor would never change is no difference at all: a digit, a letter that stands by itself (Model S is not Model X), a Roman
numeral, an inflection (towers, modeled).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, takewhile

import attrs
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from transcript.corrections.latin_words import LatinWords
from transcript.lexicon.hash_table import Places, Prefixes
from transcript.lexicon.index import KEPT, Index
from transcript.lexicon.latin_keys import SHORTEST_SOUND, consonants, less_one, sounding
from transcript.phonetics import character_cost
from transcript.phonetics.readings import code_points

Change = tuple[str, str]  # what a word is, and what it would be

_DIGITS = re.compile("[0-9]+")
_BREAKS = re.compile("[ .-]+")
_ROMAN = re.compile("[ivx]+")
_NEAR = 0.5  # cost up to which the names of two letters sound alike

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
_STEMS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("er", ""),
    ("er", "e"),
    ("ly", ""),
)


@attrs.frozen(kw_only=True)
class Difference:
    """How words of a text differ from a form.

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
        """Whether words are but cut otherwise."""
        return self.apart == 0


@lru_cache(maxsize=1 << 16)
def difference(said: tuple[str, ...], form: str) -> Difference | None:
    """How words differ from a form, if they may have been said for it.

    Args:
        said: The words, in lower case.
        form: In lower case.

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
    """Whether words that differ in two letters have the same consonants, in the same order, and no digits."""
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
    """Which word holds a letter of all of them joined; the last one if it is past the end."""
    return next((i for i, end in enumerate(accumulate(map(len, words))) if at < end), len(words) - 1)


def _never(before: str, after: str) -> bool:
    """Whether one word is never misheard for the other: letters by themselves, and Roman numerals."""
    numerals = _ROMAN.fullmatch(before) is not None and _ROMAN.fullmatch(after) is not None
    return numerals or 1 in (len(before), len(after))


def _inflects(before: str, after: str) -> bool:
    """Whether what was said is another form of the same word; a lost ending, or one for another, is one only of an English word."""
    for one, other in _ENDINGS:
        for a, b in ((one, other), (other, one)):
            stem = before.removesuffix(a)
            if len(stem) > 1 and before.endswith(a) and stem + b == after:
                gained = bool(a) and not b
                return gained or "s" in (a, b) or is_english(before) or (bool(a) and is_english(after))
    return False


@lru_cache(maxsize=1 << 14)
def is_english(word: str) -> bool:
    """Whether a word in lower case is English as it stands, or a number.

    >>> is_english("planning"), is_english("plannimg")
    (True, False)
    """
    return word in _english() or word.isdigit() or any(stem in _english() for stem in _stems(word))


def _stems(word: str) -> set[str]:
    stems = {word.removesuffix(ending) + base for ending, base in _STEMS if word.endswith(ending)}
    return stems | {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    lines = files(__package__).joinpath("english.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


FEW = 5  # letters of what may differ in one without the names of the letters being alike
_SHORT = 4  # letters that by chance stand side by side in any English
_AT_ONCE = 1 << 13  # windows that are looked up at a time


@attrs.frozen(kw_only=True)
class Candidate:
    """Words side by side and a form that they may be.

    Attributes:
        first, past: Numbers of the words.
        start, end: Where they stand in the text.
        form: Number of the form.
        key: Their letters and digits, lower case and joined.
        found: How they differ.
    """

    first: int
    past: int
    start: int
    end: int
    form: int
    key: str
    found: Difference

    @property
    def place(self) -> int:
        """The number of the first word that changes."""
        return self.first + self.found.first


def latin_candidates(words: LatinWords, index: Index, *, owned: NDArray[np.bool_]) -> Iterator[Candidate]:
    """Every stretch of words that may be a form, in order of place; one whose letters are all those of a form is that.

    Args:
        words: Of the text.
        index: The lexicon.
        owned: Which characters something right already owns: these stay.
    """
    if not len(words):
        return
    firsts, pasts = words.windows()
    begins, ends = words.begins[firsts], words.begins[pasts]
    for block in range(0, len(firsts), _AT_ONCE):
        some = slice(block, block + _AT_ONCE)
        for row, forms in _found(words, index, begins[some], ends[some]).items():
            first, past = int(firsts[block + row]), int(pasts[block + row])
            yield from (c for c in _of_stretch(words, index, first, past, forms) if not _changes_right(words, c, owned))


def form_of(index: Index, said: tuple[str, ...]) -> int | None:
    """The right form that has all letters of some words."""
    points = code_points("".join(said))
    _, forms = index.latin.find(Prefixes(points).whole(np.array([0]), np.array([len(points)])))
    same = [form for form in forms.tolist() if _is_same(said, latin_form(index, form))]
    return min(same) if same and not any(index.kinds[form] == KEPT for form in same) else None


def latin_form(index: Index, form: int) -> str:
    """A form in lower case and usual width."""
    text = index.simplified(form)
    if text.isascii():
        return text.lower()
    points = index.points[index.starts[form] : index.starts[form + 1] - 1]
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def _found(words: LatinWords, index: Index, begins: Places, ends: Places) -> dict[int, list[int]]:
    """Numbers of windows with the forms that share a key with them, both ascending."""
    rows, shorter = less_one(words.letters, begins, ends)
    asked = np.concatenate([np.arange(len(begins)), rows])
    known, forms = index.latin.find(np.concatenate([words.prefixes.whole(begins, ends), shorter]), beside=True)
    spoken, sounds = sounding(words.letters, words.begins, starts=begins, ends=ends)
    heard, others = index.latin.find(sounds)
    windows = np.concatenate([asked.take(known % max(len(asked), 1)), spoken.take(heard)])
    pairs = np.unique(np.stack([windows, np.concatenate([forms, others])]), axis=1)
    found: dict[int, list[int]] = {}
    for row, form in pairs.T.tolist():
        found.setdefault(row, []).append(form)
    return found


def _of_stretch(words: LatinWords, index: Index, first: int, past: int, forms: list[int]) -> Iterator[Candidate]:
    said = words.said(first, past)
    differ = [(form, difference(said, latin_form(index, form))) for form in forms]
    kept = any(found is not None and found.same and index.kinds[form] == KEPT for form, found in differ)
    named: set[str] = set()
    for form, found in sorted(differ, key=lambda pair: pair[1] is None or not pair[1].same):
        key = latin_form(index, form).translate(_JOINING)
        if found is None or kept or key in named or not _worth_it(words, first, past, found):
            continue
        named.add(key)
        yield Candidate(
            first=first,
            past=past,
            start=int(words.starts[first]),
            end=int(words.ends[past - 1]),
            form=form,
            key="".join(said),
            found=found,
        )
        if found.same:
            return


_JOINING = str.maketrans("", "", " .-")


def _worth_it(words: LatinWords, first: int, past: int, found: Difference) -> bool:
    """Whether there are letters enough for the stretch to mean anything."""
    if found.same:
        pieces = all(len(word) == 1 or is_english(word) for word in words.said(first, past))
        return found.letters > _SHORT or not (pieces and words.in_a_phrase(first, past))
    return found.letters >= FEW or (found.near and past - first == 1 and not found.plain)


def _is_same(said: tuple[str, ...], form: str) -> bool:
    found = difference(said, form)
    return found is not None and found.same


def _changes_right(words: LatinWords, candidate: Candidate, owned: NDArray[np.bool_]) -> bool:
    """Whether a word that is right would change; what is only cut otherwise keeps its words, and changes what is between them."""
    if candidate.found.same and candidate.past - candidate.first > 1:
        return any(owned[words.starts[i] - 1] for i in range(candidate.first + 1, candidate.past))
    last = candidate.first + candidate.found.past - 1
    return bool(owned[words.starts[candidate.place] : words.ends[last]].any())
