"""Tables from hashes of syllables to forms: what `Index` is searched by.

A table leads from the hash of some of a form's syllables to the form. Syllables that sound almost alike count as one. A hash that many
forms share tells nothing apart and is left out of all tables but `same`: this keeps the work flat in the size of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.hashing import Hashes, Prefixes
from transcript.lexicon.keys import Forms, Keys
from transcript.phonetics.confusions import alike
from transcript.phonetics.readings import Codes

SHORTEST_NEAR, LONGEST_NEAR = 3, 9
SHORTEST_PAIRED = 4
RUN = 4
SHORTEST_RUN = 6

_EXACT_OFFSET = 1024  # keeps syllable numbers apart from the numbers that stand for several
_APART = np.uint64(0x94D049BB133111EB)  # marks the hash of two syllables that are not neighbours

Numbers = NDArray[np.int64]


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


@attrs.frozen(eq=False, kw_only=True)
class Tables:
    """The tables of some forms.

    Attributes:
        same: All syllables; of forms of two characters the very syllables.
        near: All but one, whichever, so that one may be wrong, lost, put in, or moved; of forms of two characters all.
        pairs: Two syllables, next to each other or with one between them, so that several others may be wrong.
        runs: Four syllables in a row of a long form.
    """

    same: Keys
    near: Keys
    pairs: Keys
    runs: Keys


def loose_values(codes: Codes) -> NDArray[np.uint16]:
    """Of each code the number that stands for all syllables that sound almost alike."""
    values: NDArray[np.uint16] = alike()[codes >> 3]
    return values


def exact_values(codes: Codes) -> NDArray[np.uint16]:
    """Of each code its syllable, without tone."""
    values: NDArray[np.uint16] = np.add(codes >> 3, _EXACT_OFFSET, dtype=np.uint16)
    return values


def apart(hashes: Hashes) -> Hashes:
    """Hashes of two syllables, marked as having one between them."""
    return hashes * _APART


def tabulate(readings: Iterable[Reading], *, most: int) -> Tables:
    """Make the tables of some forms.

    Args:
        readings: The forms; one that is read in several ways comes several times.
        most: A hash that more forms share is left out of all tables but `same`.
    """
    found: dict[str, list[tuple[Hashes, Numbers]]] = {field.name: [] for field in attrs.fields(Tables)}
    for reading in readings:
        for name, hashes, numbers in _hashed(_audible(reading)):
            found[name].append((hashes, numbers))
    return Tables(**{name: _keys(rows, most=None if name == "same" else most) for name, rows in found.items()})


def _keys(rows: list[tuple[Hashes, Numbers]], *, most: int | None) -> Keys:
    hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *(hashes for hashes, _ in rows)])
    forms: Forms = np.concatenate([np.zeros(0, dtype=np.int64), *(numbers for _, numbers in rows)]).astype(np.int32)
    return Keys.of(hashes, forms, most=most)


def _audible(reading: Reading) -> Reading:
    """The forms of two characters and more that have nothing silent in them."""
    silent = np.concatenate(([0], np.cumsum(reading.codes == 0)))
    kept = (silent[reading.begins + reading.sizes] == silent[reading.begins]) & (reading.sizes > 1)
    return attrs.evolve(reading, begins=reading.begins[kept], sizes=reading.sizes[kept], numbers=reading.numbers[kept])


def _hashed(reading: Reading) -> Iterator[tuple[str, Hashes, Numbers]]:
    loose = Prefixes(loose_values(reading.codes))
    begins, sizes, numbers = reading.begins, reading.sizes, reading.numbers
    two, more = sizes == 2, sizes > 2
    exact = Prefixes(exact_values(reading.codes))
    yield "same", exact.whole(begins[two], begins[two] + 2), numbers[two]
    yield "same", loose.whole(begins[more], begins[more] + sizes[more]), numbers[more]
    yield "near", loose.whole(begins[two], begins[two] + 2), numbers[two]
    for size in range(SHORTEST_NEAR, LONGEST_NEAR + 1):
        at, of = begins[sizes == size], numbers[sizes == size]
        for gap in range(size if len(at) else 0):
            yield "near", loose.without(at, at + size, at + gap), of
    for offset in range(int(sizes.max(initial=0)) - 1):
        has = (sizes >= SHORTEST_PAIRED) & (sizes <= LONGEST_NEAR) & (sizes >= offset + 2)
        at = begins[has] + offset
        yield "pairs", loose.whole(at, at + 2), numbers[has]
        wider = has & (sizes >= offset + 3)
        at = begins[wider] + offset
        yield "pairs", apart(loose.without(at, at + 3, at + 1)), numbers[wider]
        long = (sizes >= SHORTEST_RUN) & (sizes >= offset + RUN)
        at = begins[long] + offset
        yield "runs", loose.whole(at, at + RUN), numbers[long]
