"""Find pairs of a frequent term of a text and a rare one that sounds almost alike, and unify the spellings of one person's name.

Windows of two to ten characters are counted by hash, all of one length at once. Windows that sound almost alike (z and zh, in and
ing count as one) fall into one bucket; where a bucket holds a frequent window and a far rarer one, the two are a `Double`. One sort
a length: the work grows with the text, not with its square.

Two full names of a text mean one person (方志明校长 five times, 方智明校长 once) where they sound alike throughout, or share surname and title and
nearly sound alike. The spelling that stands oftener is taken for right, of equals the one introduced with more words; only a name of three
characters that is heard alike and stands far oftener is applied, for two people may well have like names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from transcript.model import Edit
from transcript.people import Mention
from transcript.phonetics import distance
from transcript.phonetics.phonetic_distance import alike
from transcript.phonetics.readings import code_points, toned_codes
from transcript.text import SourceText
from transcript.words import Words

SHORTEST, LONGEST = 2, 10  # characters of a window
OFTEN = 4  # a window that recurs less is no model for others
RATIO = 2  # how much oftener than its double it must stand
_BASE = 0x9E3779B97F4A7C15  # of the rolling hash, modulo 2^64
_MASK = (1 << 64) - 1  # 64 bits
_HAN = (0x4E00, 0x9FFF)  # code points
_NUMERALS = "零一二三四五六七八九十百千万亿两"

Hashes = NDArray[np.uint64]
Places = NDArray[np.intp]
Counts = NDArray[np.intp]


@attrs.frozen(kw_only=True)
class Double:
    """A rare window beside a frequent one that sounds almost alike.

    Attributes:
        start: Where the rare one stands.
        model: Where the usual one stands first.
        rare, usual: The two texts, of one length.
        rare_count, usual_count: How often each stands in the text.
        rival_count: How often the second most frequent window of the bucket stands there, if it is not the rare one itself.
    """

    start: int
    model: int
    rare: str
    usual: str
    rare_count: int
    usual_count: int
    rival_count: int


@attrs.frozen
class _Grid:
    """A text as arrays.

    Attributes:
        text: In simplified script.
        points: Code points.
        sounds: A number for each character that stands for all that sound almost like it.
        gaps: How many characters before each offset no window may hold.
        begins: Whether a word begins at an offset: no window cuts a word in two.
        numerals: Which characters are numerals.
    """

    text: str
    points: Hashes
    sounds: Hashes
    gaps: Counts
    begins: NDArray[np.bool_]
    numerals: NDArray[np.bool_]

    def renumbers(self, rare: Places, usual: Places, length: int) -> NDArray[np.bool_]:
        """Return where a numeral of the rare window is another in the usual one: a number is heard once, and no other number corrects it."""
        other = np.zeros(len(rare), dtype=np.bool_)
        for at in range(length if self.numerals.any() else 0):
            a, b = rare + at, usual + at
            other |= self.numerals[a] & self.numerals[b] & (self.points[a] != self.points[b])
        return other


def find_doubles(words: Words, *, speech: NDArray[np.bool_]) -> Iterator[Double]:
    """Find all doubles of a text.

    Args:
        words: The text in simplified script, cut into words.
        speech: For each offset, whether it is speech.

    Yields:
        The doubles.
    """
    grid = _grid(words, speech)
    characters = np.zeros(len(words.text), dtype=np.uint64)
    sounds = characters.copy()
    for length in range(1, min(LONGEST, len(words.text)) + 1):
        factor = np.uint64(pow(_BASE, length, _MASK + 1))
        size = len(grid.points) - length + 1
        characters = characters[:size] + grid.points[length - 1 :] * factor
        sounds = sounds[:size] + grid.sounds[length - 1 :] * factor
        if length >= SHORTEST:
            yield from _doubles(grid, length, characters, sounds)


def _grid(words: Words, speech: NDArray[np.bool_]) -> _Grid:
    points = code_points(words.text).astype(np.uint64)
    usable = (points >= _HAN[0]) & (points <= _HAN[1]) & speech
    begins = np.array([end > 0 for end in words.ends] + [True], dtype=np.bool_)
    return _Grid(
        text=words.text,
        points=points,
        sounds=alike()[toned_codes(words.text) // 8].astype(np.uint64),
        gaps=np.concatenate([[0], np.cumsum(~usable)]),
        begins=begins,
        numerals=np.isin(points, code_points(_NUMERALS)),
    )


def _doubles(grid: _Grid, length: int, characters: Hashes, sounds: Hashes) -> Iterator[Double]:
    """The doubles among the windows of one length."""
    size = len(characters)
    whole = (grid.gaps[length:] == grid.gaps[:-length]) & grid.begins[:size] & grid.begins[length:]
    places = np.flatnonzero(whole)
    if not len(places):
        return
    kinds = _Kinds.of(characters[places], sounds[places], places)
    rare, models, rivals = kinds.doubles()
    sizes = kinds.count[rare]
    rows = np.repeat(np.arange(len(rare)), sizes)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    starts = kinds.sorted_places[kinds.starts[rare][rows] + within]
    firsts = kinds.sorted_places[kinds.starts[models]][rows]
    for row in np.flatnonzero(~grid.renumbers(starts, firsts, length)).tolist():
        kind, start, first = rows[row], int(starts[row]), int(firsts[row])
        yield Double(
            start=start,
            model=first,
            rare=grid.text[start : start + length],
            usual=grid.text[first : first + length],
            rare_count=int(sizes[kind]),
            usual_count=int(kinds.count[models[kind]]),
            rival_count=int(kinds.count[rivals[kind]]) if rivals[kind] != rare[kind] else 0,
        )


@attrs.frozen
class _Kinds:
    """The different windows of one length.

    Attributes:
        count: How often each stands in the text.
        sounds: The hash of its sounds.
        starts: Where the places of each begin in `sorted_places`.
        sorted_places: The places of all, kind by kind.
    """

    count: Counts
    sounds: Hashes
    starts: Counts
    sorted_places: Places

    @classmethod
    def of(cls, characters: Hashes, sounds: Hashes, places: Places) -> _Kinds:
        order = np.argsort(characters, kind="stable")
        ranked = characters[order]
        starts = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
        count = np.diff(np.append(starts, len(order)))
        return cls(count, sounds[order[starts]], starts, places[order])

    def doubles(self) -> tuple[Counts, Counts, Counts]:
        """Rare kinds, of each the most frequent kind of its bucket, and the second (which may be the rare one itself)."""
        order = np.lexsort((-self.count, self.sounds))
        heads = np.concatenate([[True], self.sounds[order][1:] != self.sounds[order][:-1]])
        head = np.maximum.accumulate(np.where(heads, np.arange(len(order)), 0))
        most = self.count[order[head]]
        fit = np.flatnonzero((most >= OFTEN) & (self.count[order] * RATIO <= most))
        return order[fit], order[head[fit]], order[head[fit] + 1]


ALIKE = 0.06  # apart at most, for each character: tones, and one pair of easily confused sounds in three characters; by hand
NEAR = 0.25  # the same for names under one surname and title; by hand
_NAME_OFTEN, _NAME_RATIO = 6, 4  # the least count of the usual spelling, and how many times the rare one's it must be
_MOST = 100  # names that are compared under one surname or title


@attrs.frozen(kw_only=True)
class _Name:
    """A full name and its mentions, in order."""

    text: str
    mentions: tuple[Mention, ...]

    @property
    def titles(self) -> frozenset[str]:
        return frozenset(m.title for m in self.mentions if m.title)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Names that are likelier to be spelled right come first."""
        introduction = max(len((m.organization or "") + (m.title or "")) for m in self.mentions)
        return -len(self.mentions), -introduction, self.mentions[0].span.start


def find_name_spellings(source: SourceText, mentions: Iterable[Mention]) -> Iterator[Edit]:
    """Find the edits that give a person one spelling.

    Args:
        source: The text that the mentions speak of.
        mentions: All of it; only full names that stand in one piece are looked at.

    Yields:
        The edits.
    """
    for bucket in _buckets(_names(mentions)):
        ranked = sorted(bucket, key=lambda name: name.rank)[:_MOST]
        models: list[_Name] = []
        for name in ranked:
            model = next((other for other in models if _same_person(name, other)), None)
            if model is None:
                models.append(name)
            else:
                yield from _edits(source, name, model)


def _names(mentions: Iterable[Mention]) -> list[_Name]:
    found: dict[str, list[Mention]] = {}
    for mention in mentions:
        if (
            mention.form == "full"
            and mention.name
            and len(mention.pieces) == 1
            and len(mention.pieces[0]) == len(mention.name)
        ):
            found.setdefault(mention.name, []).append(mention)
    return [_Name(text=text, mentions=tuple(group)) for text, group in found.items()]


def _buckets(names: Iterable[_Name]) -> Iterable[list[_Name]]:
    """Names that may be compared: those of one length under one surname."""
    buckets: dict[tuple[int, str], list[_Name]] = {}
    for name in names:
        buckets.setdefault((len(name.text), name.text[0]), []).append(name)
    return buckets.values()


def _same_person(a: _Name, b: _Name) -> bool:
    apart = distance(a.text, b.text, most=NEAR)
    return apart <= ALIKE or (apart <= NEAR and bool(a.titles & b.titles))


def _edits(source: SourceText, name: _Name, model: _Name) -> Iterator[Edit]:
    alike = distance(name.text, model.text) <= ALIKE
    often = len(model.mentions) >= max(_NAME_OFTEN, _NAME_RATIO * len(name.mentions))
    applied = alike and often and len(name.text) > 2
    usual = model.mentions[0].pieces[0].slice(source.text)
    for mention in name.mentions:
        span = mention.pieces[0]
        before = span.slice(source.text)
        counts = f"全文“{usual}”出现{len(model.mentions)}次，“{before}”{len(name.mentions)}次"
        yield Edit(
            span=span,
            before=before,
            after=usual,
            kind="name",
            applied=applied,
            confidence=0.93 if applied else 0.6 if often else 0.5,
            reason=f"{counts}，姓氏相同，读音相{'同' if alike else '近'}，{'应是' if applied else '疑是'}同一人。",
        )
