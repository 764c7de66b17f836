"""The index over the sounds of a lexicon: which forms a stretch of text may be, found by hash and never by a scan.

A form is a term or an alias (right), a `heard_as` (known to be wrong), or a `not` (to be left alone). Four tables lead from a hash
to forms, the last three to right ones only:
- `spelled`: the characters, for what stands there right;
- `sounding`: the syllables, those that sound almost alike taken as one (for forms of two characters the very syllables);
- `near`: the same with any one syllable left out, so that one syllable may be wrong, lost, put in, or moved;
- `anchors`: any four syllables in a row of a long form, so that several may be wrong.
A hash of `near` or `anchors` that many forms share tells nothing apart and is left out: this, too, keeps the work flat in the size of the lexicon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.lexicon.columns import Column
from transcript.lexicon.hashing import Hashes, Prefixes
from transcript.lexicon.keys import Forms, Keys
from transcript.phonetics.confusions import alike
from transcript.phonetics.readings import Codes, character_codes, code_points, second_codes, toned_codes
from transcript.text import fold

TABLES = ("spelled", "sounding", "near", "anchors")
SHARED_TABLES = ("near", "anchors")
KINDS = {"term": 0, "aliases": 0, "heard_as": 1, "not": 2}
RIGHT, HEARD, KEPT = 0, 1, 2

SHORTEST_NEAR = 3
LONGEST_NEAR = 9
ANCHOR = 4
SHORTEST_ANCHORED = 6
MOST_SHARED = 4

_CHUNK = 50_000
_EXACT_OFFSET = 1024  # keeps syllable numbers apart from the numbers that stand for several

Numbers = NDArray[np.int64]


@attrs.frozen(eq=False, kw_only=True)
class Index:
    """Forms of a lexicon and the tables that find them.

    Attributes:
        rows: Row of the entry of each form.
        kinds: `RIGHT`, `HEARD` or `KEPT`.
        weights: Logarithm of the weight of each form's entry.
        starts: Where each form begins in `text` and `codes`; one more at the end.
        text: All forms as they are written, each followed by a line feed.
        folded: The same in simplified script.
        points: The code point of each character of `folded`, for comparing spellings.
        codes: The toned code of each character of `text`.
        spelled, sounding, near, anchors: As above.
        crowd: How many forms have each length.
        longest: Characters of the longest form.
        broken_sizes: The lengths of forms with something silent in them (a space, a dot).
    """

    rows: Forms
    kinds: NDArray[np.uint8]
    weights: NDArray[np.float32]
    starts: Numbers
    text: str
    folded: str
    points: NDArray[np.uint32]
    codes: Codes
    spelled: Keys
    sounding: Keys
    near: Keys
    anchors: Keys
    crowd: Numbers
    longest: int
    broken_sizes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def form(self, number: int) -> str:
        """A form as it is written."""
        return self.text[self.starts[number] : self.starts[number + 1] - 1]

    def simplified(self, number: int) -> str:
        """A form in simplified script."""
        return self.folded[self.starts[number] : self.starts[number + 1] - 1]

    def sizes(self, forms: Forms) -> Numbers:
        """Lengths of forms in characters."""
        sizes: Numbers = self.starts[forms + 1] - self.starts[forms] - 1
        return sizes


def spelling(text: str) -> NDArray[np.uint32]:
    """Code points for comparing spellings: letters and digits in any case and width count as one."""
    points = code_points(text)
    wide = (points >= 0xFF01) & (points <= 0xFF5E)
    if wide.any():
        points = np.where(wide, points - 0xFEE0, points)
    capital = (points >= 0x41) & (points <= 0x5A)
    return np.where(capital, points + 0x20, points) if capital.any() else points


def loose_values(codes: Codes) -> NDArray[np.uint16]:
    """Of each code the number that stands for all syllables that sound almost alike."""
    values: NDArray[np.uint16] = alike()[codes >> 3]
    return values


def exact_values(codes: Codes) -> NDArray[np.uint16]:
    """Of each code its syllable, without tone."""
    values: NDArray[np.uint16] = np.add(codes >> 3, _EXACT_OFFSET, dtype=np.uint16)
    return values


def read_codes(text: str, *, folded: str) -> Codes:
    """The codes of a text: phrases are read in simplified script, characters as they stand (乾 is not 干)."""
    codes = toned_codes(folded)
    if text == folded:
        return codes
    own, simplified = character_codes(code_points(text)), character_codes(code_points(folded))
    return np.where(own != simplified, own, codes)


def build(columns: Mapping[str, Column]) -> Index:
    """Index the forms in the columns of a lexicon."""
    keys = [key for key in KINDS if key in columns]
    texts = [text for key in keys for text in columns[key]]
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate(([0], np.cumsum(sizes + 1)))
    joined = "".join(f"{text}\n" for text in texts)
    folded = fold(joined)
    codes = read_codes(joined, folded=folded)
    points = spelling(folded)
    rows = np.concatenate([columns[key].rows for key in keys]).astype(np.int32)
    kinds = np.repeat([KINDS[key] for key in keys], [len(columns[key]) for key in keys]).astype(np.uint8)
    collected = _Collected()
    for first in range(0, len(texts), _CHUNK):
        numbers = np.arange(first, min(first + _CHUNK, len(texts)))
        part = slice(starts[first], starts[numbers[-1] + 1])
        begins = starts[numbers] - starts[first]
        collected.add_spelled(points[part], begins, sizes[numbers], numbers)
        right = kinds[numbers] == RIGHT
        for reading in _readings(points[part], codes[part], begins[right], sizes[numbers][right], numbers[right]):
            collected.add_sounding(*reading)
    return Index(
        rows=rows,
        kinds=kinds,
        weights=_weights(columns)[rows],
        starts=starts,
        text=joined,
        folded=folded,
        points=points,
        codes=codes,
        crowd=np.bincount(sizes[kinds == RIGHT], minlength=int(sizes.max(initial=0)) + 1),
        longest=int(sizes.max(initial=0)),
        broken_sizes=tuple(np.unique(sizes[np.add.reduceat(codes == 0, starts[:-1]) > 1]).tolist())
        if len(texts)
        else (),
        **collected.keys(),
    )


def _weights(columns: Mapping[str, Column]) -> NDArray[np.float32]:
    weights = np.zeros(len(columns["term"]), dtype=np.float32)
    for row, text in columns["weight"].pairs() if "weight" in columns else ():
        weights[row] = np.log(float(text))
    return weights


_Reading = tuple[Codes, Numbers, Numbers, Numbers]  # codes; begin, size and number of each form


def _readings(
    points: NDArray[np.uint32], codes: Codes, begins: Numbers, sizes: Numbers, numbers: Numbers
) -> Iterator[_Reading]:
    """The forms as they are usually read; then, for each character with another reading, a copy of its form with that reading."""
    yield codes, begins, sizes, numbers
    for others in second_codes():
        # forms may have gaps between them: what belongs to none is not copied
        other = np.where(points < len(others), others[np.minimum(points, len(others) - 1)], 0)
        places = np.flatnonzero((other > 0) & (other >> 3 != codes >> 3))
        owners = np.searchsorted(begins, places, side="right") - 1
        inside = (
            (owners >= 0) & (places < begins[owners] + sizes[owners])
            if len(begins)
            else np.zeros(len(places), dtype=bool)
        )
        places, owners = places[inside], owners[inside]
        copies = np.concatenate(([0], np.cumsum(sizes[owners])))
        total = int(copies[-1])
        within = np.arange(total) - np.repeat(copies[:-1], sizes[owners])
        copied = codes[np.repeat(begins[owners], sizes[owners]) + within]
        copied[copies[:-1] + places - begins[owners]] = other[places]
        yield copied, copies[:-1], sizes[owners], numbers[owners]


class _Collected:
    """Hashes and forms being collected for each table."""

    def __init__(self) -> None:
        self._hashes: dict[str, list[Hashes]] = {name: [] for name in TABLES}
        self._forms: dict[str, list[Forms]] = {name: [] for name in TABLES}

    def _add(self, table: str, hashes: Hashes, forms: Numbers) -> None:
        self._hashes[table].append(hashes)
        self._forms[table].append(forms.astype(np.int32))

    def add_spelled(self, points: NDArray[np.uint32], begins: Numbers, sizes: Numbers, numbers: Numbers) -> None:
        self._add("spelled", Prefixes(points).whole(begins, begins + sizes), numbers)

    def add_sounding(self, codes: Codes, begins: Numbers, sizes: Numbers, numbers: Numbers) -> None:
        silent = np.concatenate(([0], np.cumsum(codes == 0)))
        audible = (silent[begins + sizes] == silent[begins]) & (sizes > 1)
        begins, sizes, numbers = begins[audible], sizes[audible], numbers[audible]
        pair = sizes == 2
        self._add("sounding", Prefixes(exact_values(codes)).whole(begins[pair], begins[pair] + 2), numbers[pair])
        loose = Prefixes(loose_values(codes))
        self._add("sounding", loose.whole(begins[~pair], begins[~pair] + sizes[~pair]), numbers[~pair])
        for size in range(SHORTEST_NEAR, LONGEST_NEAR + 1):
            self._add_near(loose, begins[sizes == size], size, numbers[sizes == size])
        self._add_anchors(loose, begins, sizes, numbers)

    def _add_near(self, loose: Prefixes, begins: Numbers, size: int, numbers: Numbers) -> None:
        for gap in range(size if len(begins) else 0):
            self._add("near", loose.without(begins, begins + size, begins + gap), numbers)

    def _add_anchors(self, loose: Prefixes, begins: Numbers, sizes: Numbers, numbers: Numbers) -> None:
        longest = int(sizes.max(initial=0))
        for offset in range(longest - ANCHOR + 1):
            has = (sizes >= SHORTEST_ANCHORED) & (sizes >= offset + ANCHOR)
            self._add("anchors", loose.whole(begins[has] + offset, begins[has] + offset + ANCHOR), numbers[has])

    def keys(self) -> dict[str, Keys]:
        """The tables."""
        return {
            name: Keys.of(
                np.concatenate([np.zeros(0, dtype=np.uint64), *self._hashes[name]]),
                np.concatenate([np.zeros(0, dtype=np.int32), *self._forms[name]]),
                most=MOST_SHARED if name in SHARED_TABLES else None,
            )
            for name in TABLES
        }
