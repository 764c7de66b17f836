"""The keys by which forms are found.

By sound: hashes of all their syllables, of all but one, of two, or of four in a row. Syllables that sound almost alike count as one. The kinds of
hashes are marked, so that one table holds them all. But for those of all syllables, a hash that many forms share tells nothing apart and is left out:
this keeps the work flat in the size of the lexicon.

Forms in Latin letters are found by their letters alone, lower case and joined: all of them, all but one, or their consonants. ChatGPT, Chat GPT and
chat-gpt have one key. That a letter differs, is lost, put in or moved shows in a key less one letter that both sides share; that a word was written
as it sounds (pie torch), in its consonants. Digits are never left out: no number is found by another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.hash_table import BESIDE, Forms, Hashes, Keys, Numbers, Places, Prefixes, distinctive, ranges
from transcript.phonetics.phonetic_distance import alike
from transcript.phonetics.readings import Codes

SHORTEST_NEAR, LONGEST_NEAR = 3, 9  # syllables of a form of which one may differ
SHORTEST_PAIRED = 4  # syllables of a form that is found by two or three neighbouring ones
RUN = 4  # syllables in a row that must agree in a long form
SHORTEST_RUN = 6  # syllables of a form that is found by such a run

# Marks of the kinds of hashes. Of forms of two characters ALL is of the very syllables, NEAR of both as they sound.
ALL = np.uint64(0)
NEAR = BESIDE
PAIR = np.uint64(0x9E3779B97F4A7C15)
APART = np.uint64(0xD1B54A32D192ED03)  # two syllables with one between them
ROW = np.uint64(0xAEF17502108EF2D9)

_EXACT_OFFSET = 1024  # keeps syllable numbers apart from the numbers that stand for several

Hashed = tuple[Hashes, Forms]
Marked = tuple[NDArray[np.uint64], Numbers]


@attrs.frozen(eq=False, kw_only=True)
class Reading:
    """Some forms as they are read.

    Attributes:
        codes: Toned codes in which the forms lie.
        begins, sizes: Where each form lies.
        numbers: The number of each form.
    """

    codes: Codes
    begins: Numbers
    sizes: Numbers
    numbers: Numbers

    @classmethod
    def all_of(cls, readings: Sequence[Reading]) -> Reading:
        """Join readings.

        Args:
            readings: The readings.

        Returns:
            One reading of all forms.
        """
        moved = np.cumsum([0, *(len(reading.codes) for reading in readings)])
        return cls(
            codes=np.concatenate([reading.codes for reading in readings]),
            begins=np.concatenate([r.begins + by for r, by in zip(readings, moved, strict=False)]),
            sizes=np.concatenate([reading.sizes for reading in readings]),
            numbers=np.concatenate([reading.numbers for reading in readings]),
        )


def loose_values(codes: Codes) -> NDArray[np.uint16]:
    """Replace each code by the number of the group of syllables that sound almost alike.

    Args:
        codes: Phonetic codes.

    Returns:
        The numbers.
    """
    values: NDArray[np.uint16] = alike().take(codes >> 3)
    return values


def exact_values(codes: Codes) -> NDArray[np.uint16]:
    """Replace each code by its syllable, without tone.

    Args:
        codes: Phonetic codes.

    Returns:
        The numbers.
    """
    values: NDArray[np.uint16] = np.add(codes >> 3, _EXACT_OFFSET, dtype=np.uint16)
    return values


def hashed(readings: Iterable[Reading], *, most: int) -> Hashed:
    """Hash forms by their syllables.

    Args:
        readings: The forms; one that is read in several ways comes several times.
        most: A hash that more forms share is left out, unless it is of all syllables.

    Returns:
        Hashes, and a form for each.
    """
    whole: list[Marked] = []
    parts: list[Marked] = []
    for reading in map(_audible, readings):
        whole += _whole(reading)
        parts += _parts(reading)
    return joined([joined(whole), distinctive(*joined(parts), most=most)])


def joined(rows: Iterable[Hashed | Marked]) -> Hashed:
    """Join hashes of several origins.

    Args:
        rows: Hashes with their forms.

    Returns:
        Hashes, and a form for each.
    """
    rows = list(rows)
    hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *(hashes for hashes, _ in rows)])
    return hashes, np.concatenate([np.zeros(0, dtype=np.int32), *(forms for _, forms in rows)]).astype(np.int32)


def _audible(reading: Reading) -> Reading:
    """The forms of two characters and more that have nothing silent in them."""
    silent = np.concatenate(([0], np.cumsum(reading.codes == 0)))
    kept = (silent[reading.begins + reading.sizes] == silent[reading.begins]) & (reading.sizes > 1)
    return attrs.evolve(reading, begins=reading.begins[kept], sizes=reading.sizes[kept], numbers=reading.numbers[kept])


def _whole(reading: Reading) -> Iterator[Marked]:
    begins, sizes, numbers = reading.begins, reading.sizes, reading.numbers
    two, more = sizes == 2, sizes > 2
    yield Prefixes(exact_values(reading.codes)).whole(begins[two], begins[two] + 2), numbers[two]
    yield Prefixes(loose_values(reading.codes)).whole(begins[more], begins[more] + sizes[more]), numbers[more]


def _parts(reading: Reading) -> Iterator[Marked]:
    loose = Prefixes(loose_values(reading.codes))
    begins, sizes, numbers = reading.begins, reading.sizes, reading.numbers
    two = sizes == 2
    yield loose.whole(begins[two], begins[two] + 2) ^ NEAR, numbers[two]
    of, gaps = _places(reading, (sizes >= SHORTEST_NEAR) & (sizes <= LONGEST_NEAR))
    yield loose.without(begins[of], begins[of] + sizes[of], gaps) ^ NEAR, numbers[of]
    paired = (sizes >= SHORTEST_PAIRED) & (sizes <= LONGEST_NEAR)
    of, at = _places(reading, paired, window=2)
    yield loose.whole(at, at + 2) ^ PAIR, numbers[of]
    of, at = _places(reading, paired, window=3)
    yield loose.without(at, at + 3, at + 1) ^ APART, numbers[of]
    of, at = _places(reading, sizes >= SHORTEST_RUN, window=RUN)
    yield loose.whole(at, at + RUN) ^ ROW, numbers[of]


def _places(reading: Reading, some: NDArray[np.bool_], *, window: int = 1) -> tuple[Numbers, Numbers]:
    """Return where windows of so many characters lie in some forms, and in which."""
    forms = np.flatnonzero(some)
    rows, at = ranges(reading.begins[forms], reading.sizes[forms] - window + 1)
    return forms[rows], at


Points = NDArray[np.uint32]
Flags = NDArray[np.bool_]

LONGEST_LATIN = 64  # letters and digits of a key
FEWEST = 2  # letters of a form that is found so
_SHORTEST_LATIN = 3  # letters of a key of which one may differ
SHORTEST_SOUND = 6  # letters of a key that is found by its consonants
FEWEST_CONSONANTS = 3  # of such a key

CONSONANTS = np.uint64(0xC2B2AE3D27D4EB40)  # marks those of consonants alone

# Consonants that are easily taken for each other count as one; vowels and what is hardly heard do not count.
_HEARD_ALIKE = {"b": "p", "d": "t", "g": "k", "c": "k", "q": "k", "z": "s", "v": "f"} | dict.fromkeys("aeiouyhw", "\0")
_SOUNDS = np.array([ord(_HEARD_ALIKE.get(chr(point), chr(point))) for point in range(128)], dtype=np.uint32)
_SPOKEN = str.maketrans(_HEARD_ALIKE)

_MOST_SHARED = 8  # forms that may share a key; one that more share tells nothing apart
_LINE_FEED, _SPACE, _HYPHEN, _DOT = 0x0A, 0x20, 0x2D, 0x2E  # code points


def is_letter(points: Points) -> Flags:
    """Find the Latin letters of a spelling.

    Args:
        points: Code points of spellings.

    Returns:
        A flag for each code point.
    """
    return (points >= 0x61) & (points <= 0x7A)


def is_digit(points: Points) -> Flags:
    """Find the digits of a spelling.

    Args:
        points: Code points of spellings.

    Returns:
        A flag for each code point.
    """
    return (points >= 0x30) & (points <= 0x39)


def is_latin(form: str) -> bool:
    """Tell whether a form has enough Latin letters and nothing else but digits, spaces, hyphens and dots.

    Args:
        form: A form in lower case.

    Returns:
        True if so.

    >>> is_latin("gpt-4"), is_latin("h5"), is_latin("gpt模型")
    (True, False, False)
    """
    letters = sum("a" <= c <= "z" for c in form)
    return letters >= FEWEST and letters + sum(c in "0123456789 .-" for c in form) == len(form)


def consonants(word: str) -> str:
    """Reduce a word to the consonants that are heard; a double letter counts once.

    Args:
        word: A word in lower case.

    Returns:
        The consonants.

    >>> consonants("deepsick"), consonants("deepseek")
    ('tpsk', 'tpsk')
    """
    return "".join(sound for sound, _ in groupby(word.translate(_SPOKEN))).replace("\0", "")


def latin_keys(points: Points, starts: Numbers, *, near: Flags, same: Flags) -> Keys:
    """Build the table of the forms that consist of Latin letters, digits, spaces, hyphens and dots.

    Args:
        points: Spelling of all forms, each followed by a line feed.
        starts: Where each begins; one more at the end.
        near: Forms that are found by all letters but one.
        same: Forms that are found by all their letters.

    Returns:
        The table.
    """
    letters = is_letter(points)
    if not letters.any():
        return Keys.of(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32))
    joined = letters | is_digit(points)
    allowed = joined | np.isin(points, (_LINE_FEED, _SPACE, _HYPHEN, _DOT))
    latin = _all_of(allowed, starts) & (_many(letters, starts) >= FEWEST) & (_many(joined, starts) <= LONGEST_LATIN)
    numbers = np.cumsum(np.append(0, joined))
    spread = points[joined]
    whole, forms = _all_letters(spread, numbers[starts], np.flatnonzero(latin & same))
    parts, others = _less_one(spread, numbers[starts], np.flatnonzero(latin & near))
    sounds, spoken = _sounding(spread, numbers[starts], np.flatnonzero(latin & near))
    return Keys.of(np.concatenate([whole, parts, sounds]), np.concatenate([forms, others, spoken]))


def sounding(letters: Points, begins: Places, *, starts: Places, ends: Places) -> tuple[Places, Hashes]:
    """Hash the consonants of those stretches of letters and digits that are long enough.

    Args:
        letters: In which the stretches lie.
        begins: Where words begin there: a letter is no double of one before.
        starts: Where each stretch begins.
        ends: Where each ends.

    Returns:
        The number of each stretch, and its hash.
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
    """Hash stretches of letters and digits with each letter left out in turn.

    Args:
        letters: In which the stretches lie.
        starts: Where each begins.
        ends: Where each ends.

    Returns:
        The number of the stretch, and the hash, for each letter.
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


def _all_letters(letters: Points, starts: Numbers, forms: Numbers) -> tuple[Hashes, Forms]:
    hashes = Prefixes(letters).whole(starts[forms], starts[forms + 1])
    return distinctive(hashes, forms.astype(np.int32), most=_MOST_SHARED)


def _less_one(letters: Points, starts: Numbers, forms: Numbers) -> tuple[Hashes, Forms]:
    """Only of forms with letters enough; a key that many forms share tells nothing apart."""
    counts = np.cumsum(np.append(0, is_letter(letters)))
    forms = forms[counts[starts[forms + 1]] - counts[starts[forms]] >= _SHORTEST_LATIN]
    rows, hashes = less_one(letters, starts[forms], starts[forms + 1])
    return distinctive(hashes ^ NEAR, forms.astype(np.int32)[rows], most=_MOST_SHARED)


def _sounding(letters: Points, starts: Numbers, forms: Numbers) -> tuple[Hashes, Forms]:
    rows, hashes = sounding(letters, starts, starts=starts[forms], ends=starts[forms + 1])
    return distinctive(hashes, forms.astype(np.int32)[rows], most=_MOST_SHARED)
