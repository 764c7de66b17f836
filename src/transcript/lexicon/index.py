"""The index over the sounds of a lexicon: which forms a stretch of text may be, found by hash and never by a scan.

A form is a term or an alias (right), another way in which a person of the lexicon is called (right, too), a `heard_as` (known to be
wrong), or a `not` (to be left alone). All are found by their spelling, the right ones also by their sound (see `tables`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
import numpy as np
import regex
from numpy.typing import NDArray

from transcript.lexicon.form_keys import Reading, hashed, latin_keys
from transcript.lexicon.form_keys import joined as hashes_of
from transcript.lexicon.hash_table import Column, Forms, Keys, Numbers, Prefixes, pack, ranges
from transcript.people.gazetteer import SHORT_FORMS, TITLES, surname_at
from transcript.phonetics.readings import Codes, character_codes, code_points, second_codes, toned_codes
from transcript.text import fold
from transcript.words import is_word

PERSON = frozenset({"person", "name", "人名", "人物", "人员", "姓名"})
_SCHOLARS = frozenset({"academic", "press", "role", "address"})  # kinds of titles whose bearers are called 老师
_LONGEST_NAME = 4  # characters of a Chinese full name
_LONGEST_UNLISTED = 3  # characters of a name whose surname is in no table (亓, 钭): the first character is taken for it
_HEADS = ("总", "董事长", "经理", "创始人", "合伙人", "CEO")  # whose bearers are called 总
ALSO_CALLED = {"医师": "医生"}  # how people say the end of a title
_PART = regex.compile(r"[、，,/;；兼和及]+")  # between several titles of one person


def called_forms(columns: Mapping[str, Column]) -> Iterator[tuple[int, str]]:
    """List surname and title of every person with a title; a form that several people share comes once.

    Args:
        columns: The columns of the lexicon by key.

    Yields:
        Row and form.

    >>> from transcript.lexicon.hash_table import pack
    >>> columns = {"term": pack([(0, "乔若川")]), "type": pack([(0, "person")]), "title": pack([(0, "副处长")])}
    >>> [form for _, form in called_forms(columns)]
    ['乔若川副处长', '乔副处长', '若川副处长', '乔若川处长', '乔处长', '若川处长', '乔处']
    """
    if "title" not in columns:
        return
    terms, types = columns["term"], columns.get("type")
    seen: set[str] = set(terms)
    for row, title in columns["title"].pairs():
        name = terms.at(row)[0]
        if types is not None and set(types.at(row)) - PERSON:
            continue
        for form in _forms(name, title, typed=types is not None and bool(types.at(row))):
            if form not in seen:
                seen.add(form)
                yield row, form


def short_forms(columns: Mapping[str, Column]) -> Iterator[tuple[int, str]]:
    """List every way to call a person without a title that names one entry only: 若川, 老乔, 小乔.

    They show that a text speaks of the person; they are too short to be looked for by their sound.

    Args:
        columns: The columns of the lexicon by key.

    Yields:
        Row and form.

    >>> from transcript.lexicon.hash_table import pack
    >>> columns = {"term": pack([(0, "乔若川"), (1, "乔明")]), "type": pack([(0, "person"), (1, "person")])}
    >>> [form for _, form in short_forms(columns)]
    ['若川']
    """
    owners: dict[str, int] = {}
    terms = set(columns["term"])
    for row, kind in columns["type"].pairs() if "type" in columns else ():
        name = columns["term"].at(row)[0]
        surname = _surname(name, typed=True) if kind in PERSON else None
        if surname is None:
            continue
        given = name[len(surname) :]
        for form in (f"老{surname}", f"小{surname}", *((given,) if len(given) > 1 else ())):
            owners[form] = row if owners.setdefault(form, row) == row else -1
    yield from ((row, form) for form, row in owners.items() if row >= 0 and form not in terms and not is_word(form))


def _surname(name: str, *, typed: bool) -> str | None:
    """The surname of a person of the lexicon; of somebody who is said to be a person, the first character if no table has it."""
    surname = surname_at(name, 0)
    if surname is None and typed and len(name) <= _LONGEST_UNLISTED and name.isalpha() and not name.isascii():
        surname = name[:1]
    return surname if surname and len(surname) < len(name) <= _LONGEST_NAME else None


def _forms(name: str, title: str, *, typed: bool) -> Iterator[str]:
    surname = _surname(name, typed=typed)
    if surname is None:
        return
    given = name[len(surname) :]
    bases = [base for part in _PART.split(title) for base in _bases(part)]
    for called in dict.fromkeys((title, *bases)):
        yield name + called
        yield surname + called
        if len(given) > 1:
            yield given + called
    if any(word in title for word in _HEADS):
        yield f"{surname}总"
    for base in bases:
        if base in SHORT_FORMS:
            yield surname + SHORT_FORMS[base]
        if TITLES.get(base) in _SCHOLARS and base != "老师":
            yield f"{name}老师"
            yield f"{surname}老师"
            if len(given) > 1:
                yield f"{given}老师"


def _bases(title: str) -> Iterator[str]:
    """A title, and what people say for it: 副处长 is 处长, 二级巡视员 is 巡视员, 市场部经理 is 经理, 主任医师 is 医生."""
    yield title
    yield from (said for end, said in ALSO_CALLED.items() if title.endswith(end))
    for start in range(1, len(title)):
        if title[start:] in TITLES:
            yield title[start:]
            return


RIGHT, HEARD, KEPT, CALLED, SHORT = range(5)
KINDS = {"term": RIGHT, "aliases": RIGHT, "heard_as": HEARD, "not": KEPT}

MOST_SHARED = 4  # forms that may share a key (see `distinctive`)
MOST_CALLED = 32  # many are called 老师
MOST_ATTESTED = 8  # the same for what a document may have word for word

_CHUNK = 20_000  # forms that are hashed at a time, to bound the memory


@attrs.frozen(eq=False, kw_only=True)
class Index:
    """Forms of a lexicon and the tables that find them.

    Attributes:
        rows: Row of the entry of each form.
        kinds: `RIGHT`, `HEARD`, `KEPT`, `CALLED` or `SHORT`.
        people: Whether the form names a person.
        weights: Logarithm of the weight of each form's entry.
        starts: Where each form begins in `text` and `codes`; one more at the end.
        text: All forms as they are written, each followed by a line feed.
        folded: The same in simplified script.
        points: The code point of each character of `folded`, for comparing spellings.
        codes: The toned code of each character of `text`.
        spelled: Leads from the hash of its characters to a form.
        sounds: Leads from the hashes of its syllables to a right form.
        latin: Leads from the hashes of its letters to a form in Latin letters that is right or to be left alone.
        crowd: How many forms have each length.
        longest: Characters of the longest form.
        broken_sizes: The lengths of forms with something silent in them (a space, a dot).
    """

    rows: Forms
    kinds: NDArray[np.uint8]
    people: NDArray[np.bool_]
    weights: NDArray[np.float32]
    starts: Numbers
    text: str
    folded: str
    points: NDArray[np.uint32]
    codes: Codes
    spelled: Keys
    sounds: Keys
    latin: Keys
    crowd: Numbers
    longest: int
    broken_sizes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def form(self, number: int) -> str:
        """Return a form as it is written.

        Args:
            number: Number of the form.

        Returns:
            The form.
        """
        return self.text[self.starts[number] : self.starts[number + 1] - 1]

    def simplified(self, number: int) -> str:
        """Return a form in simplified script.

        Args:
            number: Number of the form.

        Returns:
            The form.
        """
        return self.folded[self.starts[number] : self.starts[number + 1] - 1]

    def sizes(self, forms: Forms) -> Numbers:
        """Return the lengths of forms.

        Args:
            forms: Numbers of the forms.

        Returns:
            Counts of characters.
        """
        sizes: Numbers = self.starts.take(forms + 1)
        sizes -= self.starts.take(forms)
        sizes -= 1
        return sizes


def spelling(text: str) -> NDArray[np.uint32]:
    """Convert a text to code points that compare spellings: letters and digits in any case and width are equal.

    Args:
        text: Any text.

    Returns:
        The code points.
    """
    points = code_points(text)
    wide = (points >= 0xFF01) & (points <= 0xFF5E)
    if wide.any():
        points = np.where(wide, points - 0xFEE0, points)
    capital = (points >= 0x41) & (points <= 0x5A)
    return np.where(capital, points + 0x20, points) if capital.any() else points


def read_codes(text: str, *, folded: str) -> Codes:
    """Look up the codes of a text: phrases are read in simplified script, characters as they stand (乾 is not 干).

    Args:
        text: The text as it stands.
        folded: The text in simplified script.

    Returns:
        A code for each character.
    """
    codes = toned_codes(folded)
    if text == folded:
        return codes
    own, simplified = character_codes(code_points(text)), character_codes(code_points(folded))
    return np.where(own != simplified, own, codes)


def build(columns: Mapping[str, Column]) -> Index:
    """Index the forms in the columns of a lexicon.

    Args:
        columns: The columns of the lexicon by key.

    Returns:
        The index.
    """
    parts = [
        *((kind, columns[key]) for key, kind in KINDS.items() if key in columns),
        (CALLED, pack(called_forms(columns))),
        (SHORT, pack(sorted(short_forms(columns)))),
    ]
    texts = [text for _, part in parts for text in part]
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate(([0], np.cumsum(sizes + 1)))
    joined = "".join(f"{text}\n" for text in texts)
    folded = fold(joined)
    codes = read_codes(joined, folded=folded)
    points = spelling(folded)
    rows = np.concatenate([part.rows for _, part in parts]).astype(np.int32)
    kinds = np.repeat([kind for kind, _ in parts], [len(part) for _, part in parts]).astype(np.uint8)
    lie = _Lie(points, codes, starts)
    longest = int(sizes.max(initial=0))
    silent = np.add.reduceat(codes == 0, starts[:-1]) > 1 if len(texts) else np.zeros(0, dtype=np.bool_)
    return Index(
        rows=rows,
        kinds=kinds,
        people=_people(columns)[rows],
        weights=_weights(columns)[rows],
        starts=starts,
        text=joined,
        folded=folded,
        points=points,
        codes=codes,
        crowd=np.bincount(sizes[kinds == RIGHT], minlength=longest + 1),
        longest=longest,
        broken_sizes=tuple(np.unique(sizes[silent]).tolist()),
        spelled=_spelled(lie),
        latin=latin_keys(points, starts, near=kinds == RIGHT, same=(kinds == RIGHT) | (kinds == KEPT)),
        sounds=Keys.of(
            *hashes_of(
                [
                    hashed(lie.readings(np.flatnonzero(kinds == RIGHT)), most=MOST_SHARED),
                    hashed(lie.readings(np.flatnonzero(kinds == CALLED)), most=MOST_CALLED),
                ]
            )
        ),
    )


def sounds_of(index: Index, forms: Forms) -> Keys:
    """Build a table of the sounds of some forms alone, so that they are found however many others there are.

    Args:
        index: The index of the lexicon.
        forms: Numbers of the forms.

    Returns:
        The table.
    """
    lie = _Lie(index.points, index.codes, index.starts)
    return Keys.of(*hashed(lie.readings(forms.astype(np.int64)), most=MOST_ATTESTED))


def _people(columns: Mapping[str, Column]) -> NDArray[np.bool_]:
    people = np.zeros(len(columns["term"]), dtype=np.bool_)
    for row, kind in columns["type"].pairs() if "type" in columns else ():
        people[row] = kind in PERSON
    return people


def _weights(columns: Mapping[str, Column]) -> NDArray[np.float32]:
    weights = np.zeros(len(columns["term"]), dtype=np.float32)
    for row, text in columns["weight"].pairs() if "weight" in columns else ():
        weights[row] = np.log(float(text))
    return weights


@attrs.frozen(eq=False)
class _Lie:
    """The layout of all forms in one text: its points and codes, and where each form begins."""

    points: NDArray[np.uint32]
    codes: Codes
    starts: Numbers

    def chunks(self, forms: Numbers) -> Iterator[tuple[NDArray[np.uint32], Reading]]:
        """Some forms, copied next to each other, some tens of thousands at a time."""
        for first in range(0, len(forms), _CHUNK):
            numbers = forms[first : first + _CHUNK]
            sizes = self.starts[numbers + 1] - self.starts[numbers] - 1
            begins = np.cumsum(sizes) - sizes
            _, places = ranges(self.starts[numbers], sizes)
            yield self.points[places], Reading(codes=self.codes[places], begins=begins, sizes=sizes, numbers=numbers)

    def readings(self, forms: Numbers) -> Iterator[Reading]:
        """The forms as they are usually read and, for each character with another reading, its form with that reading."""
        for points, reading in self.chunks(forms):
            yield Reading.all_of([reading, _read_otherwise(points, reading)])


def _read_otherwise(points: NDArray[np.uint32], reading: Reading) -> Reading:
    others = second_codes().take(points, axis=1, mode="clip")  # the last of the plane is no character
    ways, places = np.nonzero((others > 0) & (others >> 3 != reading.codes >> 3))
    owners = np.searchsorted(reading.begins, places, side="right") - 1
    sizes = reading.sizes[owners]
    begins = np.cumsum(sizes) - sizes
    copied = reading.codes[ranges(reading.begins[owners], sizes)[1]]
    copied[begins + places - reading.begins[owners]] = others[ways, places]
    return Reading(codes=copied, begins=begins, sizes=sizes, numbers=reading.numbers[owners])


def _spelled(lie: _Lie) -> Keys:
    every = np.arange(len(lie.starts) - 1)
    hashes = [Prefixes(points).whole(r.begins, r.begins + r.sizes) for points, r in lie.chunks(every)]
    return Keys.of(np.concatenate([np.zeros(0, dtype=np.uint64), *hashes]), every.astype(np.int32))
