"""Forms in Latin letters, found by their letters alone, lower case and joined: all of them, all but one, or their consonants.

ChatGPT, Chat GPT and chat-gpt have one key. That a letter differs, is lost, put in or moved shows in a key less one letter that both sides
share; that a word was written as it sounds (pie torch), in its consonants. Digits are never left out: no number is found by another.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.hash_table import BESIDE, Forms, Hashes, Keys, Numbers, Places, Prefixes, ranges, told_apart

Points = NDArray[np.uint32]
Flags = NDArray[np.bool_]

LONGEST = 64  # letters and digits of a key
FEWEST = 2  # letters of a form that is found so
SHORTEST_NEAR = 3  # letters of a key of which one may differ
SHORTEST_SOUND = 6  # letters of a key that is found by its consonants
FEWEST_CONSONANTS = 3

NEAR = BESIDE  # marks the keys less one letter
CONSONANTS = np.uint64(0xC2B2AE3D27D4EB40)  # marks those of consonants alone

# Consonants that are easily taken for each other count as one; vowels and what is hardly heard do not count.
_HEARD_ALIKE = {"b": "p", "d": "t", "g": "k", "c": "k", "q": "k", "z": "s", "v": "f"} | dict.fromkeys("aeiouyhw", "\0")
_SOUNDS = np.array([ord(_HEARD_ALIKE.get(chr(point), chr(point))) for point in range(128)], dtype=np.uint32)
_SPOKEN = str.maketrans(_HEARD_ALIKE)

_MOST_SHARED = 8
_LINE_FEED, _SPACE, _HYPHEN, _DOT = 0x0A, 0x20, 0x2D, 0x2E


def is_letter(points: Points) -> Flags:
    """Which characters of a spelling are Latin letters."""
    return (points >= 0x61) & (points <= 0x7A)


def is_digit(points: Points) -> Flags:
    """Which characters of a spelling are digits."""
    return (points >= 0x30) & (points <= 0x39)


def is_latin(form: str) -> bool:
    """Whether a form in lower case holds enough Latin letters and nothing else but digits, spaces, hyphens and dots.

    >>> is_latin("gpt-4"), is_latin("h5"), is_latin("gpt模型")
    (True, False, False)
    """
    letters = sum("a" <= c <= "z" for c in form)
    return letters >= FEWEST and letters + sum(c in "0123456789 .-" for c in form) == len(form)


def consonants(word: str) -> str:
    """What is heard of a word in lower case, without its vowels; a double letter is one.

    >>> consonants("deepsick"), consonants("deepseek")
    ('tpsk', 'tpsk')
    """
    return "".join(sound for sound, _ in groupby(word.translate(_SPOKEN))).replace("\0", "")


def latin_keys(points: Points, starts: Numbers, *, near: Flags, same: Flags) -> Keys:
    """The table of the forms that hold Latin letters, digits, spaces, hyphens and dots alone.

    Args:
        points: Spelling of all forms, each followed by a line feed.
        starts: Where each begins; one more at the end.
        near: Forms that are found by all letters but one.
        same: Forms that are found by all their letters.
    """
    letters = is_letter(points)
    if not letters.any():
        return Keys.of(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32))
    joined = letters | is_digit(points)
    allowed = joined | np.isin(points, (_LINE_FEED, _SPACE, _HYPHEN, _DOT))
    latin = _all_of(allowed, starts) & (_many(letters, starts) >= FEWEST) & (_many(joined, starts) <= LONGEST)
    numbers = np.cumsum(np.append(0, joined))
    spread = points[joined]
    whole, forms = _whole(spread, numbers[starts], np.flatnonzero(latin & same))
    parts, others = _less_one(spread, numbers[starts], np.flatnonzero(latin & near))
    sounds, spoken = _sounding(spread, numbers[starts], np.flatnonzero(latin & near))
    return Keys.of(np.concatenate([whole, parts, sounds]), np.concatenate([forms, others, spoken]))


def sounding(letters: Points, begins: Places, *, starts: Places, ends: Places) -> tuple[Places, Hashes]:
    """Hashes of the consonants of those stretches of letters and digits that are long enough, with the number of the stretch.

    Args:
        letters: In which the stretches lie.
        begins: Where words begin there: a letter is no double of one before.
        starts: Where each stretch begins.
        ends: Where each ends.
    """
    sounds = _SOUNDS.take(letters)
    single = np.diff(sounds, prepend=0) != 0
    single[begins[begins < len(letters)]] = True
    single &= sounds > 0
    counts = np.cumsum(np.append(0, single))
    first, past = counts.take(starts), counts.take(ends)
    rows = np.flatnonzero((ends - starts >= SHORTEST_SOUND) & (past - first >= FEWEST_CONSONANTS))
    return rows, Prefixes(sounds[single]).whole(first.take(rows), past.take(rows)) ^ CONSONANTS


def less_one(letters: Points, starts: Places, ends: Places) -> tuple[Places, Hashes]:
    """Hashes of stretches of letters and digits, each letter left out in turn, with the number of the stretch.

    Args:
        letters: In which the stretches lie.
        starts: Where each begins.
        ends: Where each ends.
    """
    rows, gaps = ranges(starts, ends - starts)
    kept = np.flatnonzero(is_letter(letters.take(gaps)))
    rows, gaps = rows.take(kept), gaps.take(kept)
    return rows, Prefixes(letters).without(starts.take(rows), ends.take(rows), gaps)


def _all_of(flags: Flags, starts: Numbers) -> Flags:
    every: Flags = np.logical_and.reduceat(flags, starts[:-1])
    return every


def _many(flags: Flags, starts: Numbers) -> NDArray[Any]:
    return np.add.reduceat(flags.view(np.uint8), starts[:-1], dtype=np.int64)


def _whole(letters: Points, starts: Numbers, forms: Numbers) -> tuple[Hashes, Forms]:
    hashes = Prefixes(letters).whole(starts[forms], starts[forms + 1])
    return told_apart(hashes, forms.astype(np.int32), most=_MOST_SHARED)


def _less_one(letters: Points, starts: Numbers, forms: Numbers) -> tuple[Hashes, Forms]:
    """Only of forms with letters enough; a key that many forms share tells nothing apart."""
    counts = np.cumsum(np.append(0, is_letter(letters)))
    forms = forms[counts[starts[forms + 1]] - counts[starts[forms]] >= SHORTEST_NEAR]
    rows, hashes = less_one(letters, starts[forms], starts[forms + 1])
    return told_apart(hashes ^ NEAR, forms.astype(np.int32)[rows], most=_MOST_SHARED)


def _sounding(letters: Points, starts: Numbers, forms: Numbers) -> tuple[Hashes, Forms]:
    rows, hashes = sounding(letters, starts, starts=starts[forms], ends=starts[forms + 1])
    return told_apart(hashes, forms.astype(np.int32)[rows], most=_MOST_SHARED)
