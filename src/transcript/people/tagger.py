"""Mark the pieces of names, titles and organisations in folded text with a small convolutional network over characters.

Each character gets an embedding, that of the pair it forms with the character before it, and features from gazetteers and the dictionary
(`gazetteer.py`, `words.py`). Convolutions over its surroundings score 21 tags: outside, and for each kind of piece its beginning, inside, end,
or a piece of one character. The best sequence of tags that fit each other (Viterbi) gives the pieces. `tagger.npz` holds the weights;
`scripts/fit_tagger.py` fits them.

All weights and activations are integers of at most seven bits and a sign, held in float32, so that every sum of a product is exact: the result is
the same on every machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from transcript.people.gazetteer import (
    ORDINARY_SURNAMES,
    SURNAMES,
    TRANSLITERATING,
    body_words,
    given_weights,
    office_words,
)
from transcript.people.pieces import KINDS, Piece, settle_borders
from transcript.phonetics.readings import code_points
from transcript.text import Span
from transcript.words import Words, cut, frequency, in_dictionary, is_word, word_class

TAGS = 1 + 4 * len(KINDS)  # outside; then beginning, inside, end, single for each kind
OUTSIDE = 0  # the tag of a character of no piece
PAIRS = 1 << 14  # rows of the table of pairs
UNKNOWN = 1  # the row of a character without a row of its own; row 0 stands beyond the ends of the text
UNIT = 32  # what stands for 1 in the input
STEP = 16  # what stands for 1 in a layer
TOP = 127  # the greatest activation
REACH = 17  # characters beside one that may change its scores, at most
_AT_ONCE = 1024  # characters a batch
_ALONE = 1 << 18  # multiplications that OpenBLAS gives to one thread
_SURE = 5.0  # so far must "outside" lead at a character for the sequences beside it to be decoded apart; by hand
_LONGEST_RUN = 256  # characters that are decoded together, at most: no mention is so long
_NEGLIGIBLE = 6.0  # log odds against being part of a piece from which on the probability counts as 0; by hand
_IMPOSSIBLE = np.float32(-1e6)

Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
FEATURES = 40  # columns of `features`


def find_pieces(text: str, *, words: Words | None = None) -> tuple[Piece, ...]:
    """Find pieces of names, titles and organisations.

    Args:
        text: Text in simplified script.
        words: The same text, already segmented.

    Returns:
        The pieces, in order; they do not overlap.

    >>> text = "请省水利厅副厅长方志明同志发言。"
    >>> [(piece.kind, piece.span.slice(text)) for piece in find_pieces(text)]
    [('o', '省水利厅'), ('t', '副厅长'), ('n', '方志明')]
    """
    if not text:
        return ()
    return read_pieces(words or cut(text)).pieces


@attrs.frozen(eq=False)
class Reading:
    """What the tagger says of a text.

    Attributes:
        pieces: In order.
        chances: For each character and each kind, the probability of being part of such a piece.
    """

    pieces: tuple[Piece, ...]
    chances: Table


def read_pieces(words: Words) -> Reading:
    """Find the pieces of a segmented text, and the probability of each kind of piece at each character.

    Args:
        words: The segmented text, in simplified script.

    Returns:
        The pieces, and an array of shape (characters, kinds).
    """
    if not words.text:
        return Reading((), np.zeros((0, len(KINDS)), dtype=np.float32))
    scores = score_tags(words)
    by_kind: Table = np.zeros((len(scores), len(KINDS)), dtype=np.float32)
    likely = np.flatnonzero(scores[:, 1:].max(axis=1) > scores[:, OUTSIDE] - _NEGLIGIBLE)
    chances = np.exp(scores[likely] - scores[likely].max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    by_kind[likely] = chances[:, 1:].reshape(len(likely), len(KINDS), 4).sum(axis=2)
    pieces = (
        Piece(Span(start, end), KINDS[kind], round(float(by_kind[start:end, kind].astype(np.float64).mean()), 3))
        for start, end, kind in sorted(_decoded(scores))
    )
    return Reading(settle_borders(words.text, pieces), by_kind)


# Features


def character_rows(text: str, letters: Numbers) -> Numbers:
    """Look up the row of the embedding table for each character.

    Args:
        text: The text.
        letters: Sorted code points that have a row.

    Returns:
        One row number a character; `UNKNOWN` for a character that is not listed.
    """
    points = code_points(text).astype(np.int64)
    at = np.minimum(np.searchsorted(letters, points), len(letters) - 1)
    return np.where(letters[at] == points, at + UNKNOWN + 1, UNKNOWN)


def pair_rows(text: str) -> Numbers:
    """Hash each character with the one before it to a row of the embedding table of pairs.

    Args:
        text: The text.

    Returns:
        One row number a character, from 0 to `PAIRS` - 1.
    """
    points = code_points(text).astype(np.int64)
    before = np.concatenate(([0], points[:-1]))
    mixed = (before * 0x9E3779B1 + points * 0x85EBCA6B) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    return (mixed * 0x2C1B3C6D & 0xFFFFFFFF) >> 18


def features(words: Words) -> npt.NDArray[np.bool_]:
    """Compute what the gazetteers and the dictionary know about each character.

    Args:
        words: The segmented text.

    Returns:
        A boolean array of shape (characters, `FEATURES`).
    """
    text = words.text
    out = np.zeros((len(text), FEATURES), dtype=np.bool_)
    points = code_points(text)
    known = _character_features()
    out[:, : known.shape[1]] = known[np.minimum(points, len(known) - 1)]
    at = known.shape[1]
    _mark_matches(out[:, at : at + 5], text, _finder("office"))
    _mark_matches(out[:, at + 5 : at + 10], text, _finder("body"))
    _mark_matches(out[:, at + 10 : at + 12], text, _finder("surname"))
    _mark_words(out[:, at + 12 : at + 26], words)
    return out


@lru_cache(maxsize=1)
def _character_features() -> npt.NDArray[np.bool_]:
    """What is known of a character by itself, by code point; the last row is that of all further ones."""
    out = np.zeros((0x10000, 14), dtype=np.bool_)
    for name, rarity in SURNAMES.items():
        if len(name) == 1:
            out[ord(name), 0 if rarity == "common" else 1] = True
            out[ord(name), 2] = name in ORDINARY_SURNAMES
    for letter, weight in given_weights().items():
        out[ord(letter), 3:7] = (weight > 0.5, weight > 1.5, weight > 2.5, weight < -1)
    for letter in TRANSLITERATING:
        out[ord(letter), 7] = True
    for code in range(0x10000):
        if 0x4E00 <= code < 0xA000:
            continue
        letter = chr(code)
        out[code, 8:13] = (
            letter.isascii() and letter.islower(),
            letter.isascii() and letter.isupper(),
            letter.isdigit(),
            letter.isspace(),
            not letter.isalnum() and not letter.isspace(),
        )
    out[[ord(letter) for letter in "·•‧・"], 13] = True
    return out


@cache
def _finder(kind: str) -> tuple[AhoCorasick, Numbers]:
    if kind == "surname":
        listed = sorted(name for name in SURNAMES if len(name) == 2)
    else:
        listed = sorted(
            word for word in (office_words() if kind == "office" else body_words()) if len(word) > 1 or kind == "body"
        )
    return AhoCorasick(listed, matchkind=MatchKind.LeftmostLongest), np.array([len(word) for word in listed])


def _mark_matches(out: npt.NDArray[np.bool_], text: str, finder: tuple[AhoCorasick, Numbers]) -> None:
    """Mark where listed words begin and end, and, if there is room, what is inside, how long they are."""
    matches = finder[0].find_matches_as_indexes(text)
    if not matches:
        return
    _, starts, ends = np.array(matches, dtype=np.int64).T
    out[starts, 0] = True
    out[ends - 1, 1] = True
    if out.shape[1] > 2:
        depth = np.zeros(len(text) + 1, dtype=np.int64)
        np.add.at(depth, starts, 1)
        np.add.at(depth, ends, -1)
        out[:, 2] = depth.cumsum()[:-1] > 0
        out[ends[ends - starts > 2] - 1, 3] = True
        out[starts[ends - starts == 1], 4] = True


def _mark_words(out: npt.NDArray[np.bool_], words: Words) -> None:
    """Mark the place in its word, how common the word is, whether it is a name, and its part of speech."""
    ends = np.array(words.ends, dtype=np.int64)
    starts = np.flatnonzero(ends)
    stops = ends[starts]
    sizes = stops - starts
    text = words.text
    found = np.array(
        [_word_features(text[a:b]) for a, b in zip(starts.tolist(), stops.tolist(), strict=True)], dtype=np.int64
    )
    out[starts[sizes > 1], 0] = True
    out[stops[sizes > 1] - 1, 1] = True
    out[starts[sizes == 1], 2] = True
    out[starts[sizes > 2], 3] = True
    out[:, 4:14] = _WORD_COLUMNS[np.repeat(found, sizes)]


_WORD_COLUMNS = np.array(
    [
        [*(kind == column for column in range(1, 6)), *(number == column for column in range(1, 6))]
        for kind in range(6)
        for number in range(6)
    ]
)


@lru_cache(maxsize=65536)
def _word_features(word: str) -> int:
    """The row of `_WORD_COLUMNS` of a word."""
    return 6 * _word_kind(word) + _class_number(word)


def _word_kind(word: str) -> int:
    """0 for a character that is no word of the dictionary, 1 to 4 by how common a longer word is, 5 for a name in it."""
    if len(word) == 1:
        return 0
    if not in_dictionary(word):
        return 1
    if not is_word(word):
        return 5
    count = frequency(word)
    return 1 if count < 30 else 2 if count < 300 else 3 if count < 3000 else 4


# Parts of speech in the tag set of jieba, in five groups.
_CLASSES = {"ns": 1, "n": 2, "v": 3, "a": 4, "p": 5, "c": 5, "u": 5, "d": 5, "r": 5, "m": 5, "q": 5, "f": 5, "y": 5}


def _class_number(word: str) -> int:
    """The part of speech: 1 for a place, 2 for another noun, 3 for a verb, 4 for an adjective, 5 for a function word, 0 for others."""
    found = word_class(word)
    return _CLASSES.get(found[:2]) or _CLASSES.get(found[:1], 0)


# The network


def load_weights(stored: bytes) -> None:
    """Replace the weights in this process; `scripts/fit_tagger.py` uses it to judge weights that are not shipped.

    Args:
        stored: The content of a file in the form of `tagger.npz`.
    """
    _STORED[:] = [stored]
    _weights.cache_clear()


_STORED: list[bytes] = []


@lru_cache(maxsize=1)
def _weights() -> dict[str, Table]:
    packed = _STORED[0] if _STORED else files(__package__).joinpath("tagger.npz").read_bytes()
    with np.load(io.BytesIO(packed)) as stored:
        return _unpacked(stored)


def _unpacked(stored: Mapping[str, npt.NDArray[Any]]) -> dict[str, Table]:
    """The weights as they are used: those of a convolution apart for the row before, the row itself and the row behind."""
    weights = {name: stored[name].astype(np.float32) for name in stored}
    for name in [name for name in weights if name.startswith("layer") and "." not in name]:
        parts = np.split(weights.pop(name), 3)
        weights |= {f"{name}.{place}": part for place, part in zip(("before", "here", "behind"), parts, strict=True)}
    return weights


def score_tags(words: Words) -> Table:
    """Score each tag at each character with the network.

    Args:
        words: The segmented text.

    Returns:
        An array of shape (characters, `TAGS`), in log odds.
    """
    weights = _weights()
    text = words.text
    rows, pairs, known = character_rows(text, weights["letters"].astype(np.int64)), pair_rows(text), features(words)
    out: Table = np.empty((len(text), TAGS), dtype=np.float32)
    for first in range(0, len(text), _AT_ONCE):
        last = min(first + _AT_ONCE, len(text))
        low, high = max(0, first - REACH), min(last + REACH, len(text))
        out[first:last] = _network(rows[low:high], pairs[low:high], known[low:high], weights)[first - low : last - low]
    return out


def _network(rows: Numbers, pairs: Numbers, known: npt.NDArray[np.bool_], weights: dict[str, Table]) -> Table:
    seen = np.hstack([weights["letter"][rows], weights["pair"][pairs], known * np.float32(UNIT)])
    seen = np.minimum(_convolved(seen, weights, "layer0", dilation=1), TOP)
    for number, dilation in enumerate(weights["dilations"].astype(np.int64).tolist(), 1):
        more = _convolved(seen, weights, f"layer{number}", dilation=dilation)
        more += seen
        seen = np.minimum(more, TOP, out=more)
    return _product(seen, weights["tags"]) * weights["tags.scale"] + weights["tags.bias"]


def _convolved(seen: Table, weights: dict[str, Table], name: str, *, dilation: int) -> Table:
    """A convolution three rows wide, in whole numbers from 0 on; beyond the ends stand zeros."""
    out = _product(seen, weights[f"{name}.here"])
    out[dilation:] += _product(seen[:-dilation], weights[f"{name}.before"])
    out[:-dilation] += _product(seen[dilation:], weights[f"{name}.behind"])
    out *= weights[f"{name}.scale"]
    out += weights[f"{name}.bias"]
    np.rint(out, out=out)
    return np.maximum(out, 0, out=out)


def _product(rows: Table, table: Table) -> Table:
    """The product of two tables, in stacks of so few rows that no BLAS shares one out among threads."""
    out: Table = np.empty((len(rows), table.shape[1]), dtype=np.float32)
    size = max(1, _ALONE // table.size)
    whole = len(rows) - len(rows) % size
    np.matmul(rows[:whole].reshape(-1, size, rows.shape[1]), table, out=out[:whole].reshape(-1, size, table.shape[1]))
    np.matmul(rows[whole:], table, out=out[whole:])
    return out


# Decoding


def _decoded(scores: Table) -> Iterator[tuple[int, int, int]]:
    """The pieces (start, end, kind), in no order."""
    lead = scores[:, OUTSIDE] - scores[:, 1:].max(axis=1)
    open_ = np.flatnonzero(lead < _SURE)
    if not len(open_):
        return
    cuts = np.flatnonzero(np.diff(open_) > 1)
    starts = open_[np.concatenate(([0], cuts + 1))]
    ends = open_[np.concatenate((cuts, [len(open_) - 1]))] + 1
    parts = [
        (at, min(at + _LONGEST_RUN, end))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        for at in range(start, end, _LONGEST_RUN)
    ]
    starts, ends = np.array(parts, dtype=np.int64).T
    order = np.argsort(ends - starts, kind="stable")
    sizes = (ends - starts)[order]
    first = 0
    while first < len(order):  # runs of like lengths are decoded together
        last = max(first + 1, int(np.searchsorted(sizes, sizes[first] * 2, side="right")))
        batch = order[first:last]
        tags = _viterbi(scores, starts[batch], ends[batch])
        for start, row in zip(starts[batch].tolist(), tags, strict=True):
            yield from _pieces(row, start)
        first = last


def _viterbi(scores: Table, starts: Numbers, ends: Numbers) -> list[list[int]]:
    """The best tags of runs of characters, decoded side by side.

    A tag is outside (0), or 1 + 4 k + p for kind k: begin (p = 0), inside (1), end (2), single (3). A run begins and ends between pieces.
    """
    sizes = ends - starts
    count, longest, kinds = len(starts), int(sizes.max()), len(KINDS)
    closed = np.zeros(count, dtype=np.float32)  # the best way so far that ends between pieces
    begun = np.full((count, kinds), _IMPOSSIBLE, dtype=np.float32)  # the best ways that end inside a piece
    inner = np.full((count, kinds), _IMPOSSIBLE, dtype=np.float32)
    from_closed = np.zeros((longest, count), dtype=np.int64)  # the tag of the best way that ends between pieces
    from_begun = np.zeros((longest, count, kinds), dtype=np.bool_)  # whether the way inside a piece began just before
    for step in range(longest):
        emitted = scores[np.minimum(starts + step, ends - 1)]
        of_kind = emitted[:, 1:].reshape(count, kinds, 4)
        from_begun[step] = begun > inner
        within = np.maximum(begun, inner)
        closing = np.concatenate(
            (closed[:, None] + emitted[:, :1], within + of_kind[:, :, 2], closed[:, None] + of_kind[:, :, 3]), axis=1
        )
        choice = closing.argmax(axis=1)
        from_closed[step] = _CLOSING[choice]
        begun = closed[:, None] + of_kind[:, :, 0]
        inner = within + of_kind[:, :, 1]
        running = step < sizes
        closed = np.where(running, closing[np.arange(count), choice], closed)
    return [
        _traced(from_closed[:size, row].tolist(), from_begun[:size, row]) for row, size in enumerate(sizes.tolist())
    ]


_CLOSING = np.array([OUTSIDE, *(3 + 4 * k for k in range(len(KINDS))), *(4 + 4 * k for k in range(len(KINDS)))])


def _traced(closing: list[int], began: npt.NDArray[np.bool_]) -> list[int]:
    """The tags of a run, followed back from its end."""
    tags = [OUTSIDE] * len(closing)
    at = len(closing) - 1
    while at >= 0:
        tag = tags[at] = closing[at]
        kind, place = divmod(tag - 1, 4)
        if tag != OUTSIDE and place == 2:
            while not began[at, kind]:
                at -= 1
                tags[at] = 2 + 4 * kind
            at -= 1
            tags[at] = 1 + 4 * kind
        at -= 1
    return tags


def _pieces(tags: list[int], offset: int) -> Iterator[tuple[int, int, int]]:
    begun = 0
    for at, tag in enumerate(tags):
        kind, place = divmod(tag - 1, 4)
        if tag == OUTSIDE:
            continue
        if place in (0, 3):
            begun = at
        if place in (2, 3):
            yield offset + begun, offset + at + 1, kind
