"""The keys by which forms are found: hashes of all their syllables, of all but one, of two, or of four in a row.

Syllables that sound almost alike count as one. The kinds of hashes are marked, so that one table holds them all. But for those of all syllables,
a hash that many forms share tells nothing apart and is left out: this keeps the work flat in the size of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.hash_table import BESIDE, Forms, Hashes, Numbers, Prefixes, ranges, told_apart
from transcript.phonetics.confusions import alike
from transcript.phonetics.readings import Codes

SHORTEST_NEAR, LONGEST_NEAR = 3, 9
SHORTEST_PAIRED = 4
RUN = 4
SHORTEST_RUN = 6

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
        """Several, one after the other."""
        moved = np.cumsum([0, *(len(reading.codes) for reading in readings)])
        return cls(
            codes=np.concatenate([reading.codes for reading in readings]),
            begins=np.concatenate([r.begins + by for r, by in zip(readings, moved, strict=False)]),
            sizes=np.concatenate([reading.sizes for reading in readings]),
            numbers=np.concatenate([reading.numbers for reading in readings]),
        )


def loose_values(codes: Codes) -> NDArray[np.uint16]:
    """Of each code the number that stands for all syllables that sound almost alike."""
    values: NDArray[np.uint16] = alike().take(codes >> 3)
    return values


def exact_values(codes: Codes) -> NDArray[np.uint16]:
    """Of each code its syllable, without tone."""
    values: NDArray[np.uint16] = np.add(codes >> 3, _EXACT_OFFSET, dtype=np.uint16)
    return values


def hashed(readings: Iterable[Reading], *, most: int) -> Hashed:
    """The hashes of some forms, with a form each.

    Args:
        readings: The forms; one that is read in several ways comes several times.
        most: A hash that more forms share is left out, unless it is of all syllables.
    """
    whole: list[Marked] = []
    parts: list[Marked] = []
    for reading in map(_audible, readings):
        whole += _whole(reading)
        parts += _parts(reading)
    return joined([joined(whole), told_apart(*joined(parts), most=most)])


def joined(rows: Iterable[Hashed | Marked]) -> Hashed:
    """Hashes and forms of several origins."""
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
    """Where windows of so many characters lie in some forms, and in which."""
    forms = np.flatnonzero(some)
    rows, at = ranges(reading.begins[forms], reading.sizes[forms] - window + 1)
    return forms[rows], at
