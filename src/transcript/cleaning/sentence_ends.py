"""Ends of sentences in speech without punctuation, as suggestions.

Some recognisers write no punctuation at all, others leave it out for a while. In goes a source, out come suggested full stops where a sentence probably ends, so that the
readable views can show the text in sentences; the clean text has them only when somebody accepts them. A small convolutional network reads the characters, blanks and line
ends and gives the chance of a stop after each character. No stop is suggested inside a word of the dictionary or inside a number.

`sentence_ends.npz` holds the weights in eight bits; `scripts/fit_sentence_ends.py` fits them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from transcript.model import Edit
from transcript.phonetics.readings import code_points
from transcript.text import SourceText, Span
from transcript.words import cut

REASON = "原文没有标点，建议在此断句"
THRESHOLD = 0.4
"""Chance of a full stop from which one is suggested. Chosen on left-out folds of the invented meetings (`fit_sentence_ends.py --fold`): at 0.3 more stops in a text without
blanks and lines are wrong than right."""
ANY_MARK = 0.85
"""Chance that any mark stands there, comma or stop, that a suggestion must have. Chosen as `THRESHOLD`: nine of ten suggestions then stand where the edited text has a mark."""
LONGEST = 80
"""Characters without a mark after which speech is taken to lack punctuation, and a sentence is cut where a stop is likeliest. By hand: three lines on paper."""
LEAST = 0.15
"""Chance of a full stop from which such a long sentence is cut. Chosen as `THRESHOLD`."""
_MOST_BLANKS = 8  # spaces behind a place that are looked past
_SHORTEST = 3  # characters between two stops; by hand: 散会吧
_UNMARKED = 50  # characters a mark in a document that has no punctuation as a whole; edited text has six or seven
_LEAST_LINE = 20  # characters of a line, on the mean, in a text that no recorder has stamped or labelled; by hand
_PAUSE, _STOP = 1, 2  # columns of the network's output; 0 is no mark
_DILATIONS = (1, 2, 4, 8)  # of the convolutions, as scripts/fit_sentence_ends.py trains them
_EDGE, _UNKNOWN = 0, 1  # rows beyond the ends, and of characters without a row
_HASH = 7919  # as in `fit_sentence_ends.py`: which row of their table two characters share
_AT_ONCE = 1 << 12  # characters: as many as a processor has at hand
_REACH = sum(_DILATIONS)  # characters on either side that a chance depends on
_ALONE = 1 << 18  # multiplications that OpenBLAS gives to one thread, so that the sums are the same on any machine
_MARK = regex.compile(r"[。！？!?；;，、,：:…]")
_UNMARKED_RUN = regex.compile(r"[^。！？!?；;，、,：:…]+")
_BLANKS = dict.fromkeys(map(ord, "\t\r\x0b\x0c\xa0\u2002\u2003\u2009\u3000"), " ")
_WORD = regex.compile(r"[\p{Han}\p{L}\p{N}%％]")
_TOGETHER = regex.compile(r"[\p{Latin}\p{N}.%％]{2}|[^\s]?[.%％]")

Table = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


class _Stream(NamedTuple):
    """The speech as one text, lines parted by line ends, and the place of each of its characters in the source."""

    text: str
    offsets: Numbers


def sentence_end_edits(source: SourceText, *, breaks: Collection[int] = ()) -> tuple[Edit, ...]:
    """Suggest full stops where speech has no punctuation.

    Args:
        source: What is read.
        breaks: Offsets at which another speaker begins.

    Returns:
        Edits of kind "punctuation" that are not applied, each of an empty span or of the blanks that it replaces.
    """
    stream = _stream(source)
    visible = len(stream.text) - stream.text.count(" ") - stream.text.count("\n")
    bare = visible > _UNMARKED * len(_MARK.findall(stream.text)) and _is_running(source, visible / len(source.speech))
    begun = frozenset(breaks)
    return tuple(
        edit
        for run in _UNMARKED_RUN.finditer(stream.text)
        if bare or run.end() - run.start() > LONGEST
        for edit in _suggested(source.text, stream, run.start(), run.end(), begun)
    )


def _is_running(source: SourceText, length: float) -> bool:
    """Whether lines of such a mean length are speech, and not verses, the head of a record or a list of names."""
    recorded = bool(source.clock) or any(segment.label for segment in source.speech)
    return recorded or length >= _LEAST_LINE


def _stream(source: SourceText) -> _Stream:
    parts: list[str] = []
    offsets: list[Numbers] = []
    for number, segment in enumerate(source.speech):
        span = segment.span
        if number and source.breaks_at(span.start):
            parts.append("\n")
            offsets.append(np.array([source.speech[number - 1].span.end]))
        parts.append(span.slice(source.folded))
        offsets.append(np.arange(span.start, span.end))
    text = "".join(parts).translate(_BLANKS)
    lower = text.lower()  # İ becomes two characters
    places = np.concatenate(offsets) if offsets else np.zeros(0, dtype=np.int64)
    return _Stream(lower if len(lower) == len(text) else text, places)


def _suggested(text: str, stream: _Stream, start: int, end: int, begun: Collection[int]) -> Iterator[Edit]:
    """The stops in a run of the stream without a mark."""
    run = stream.text[start:end]
    stops, marks = mark_chances(run)
    closed = end == len(stream.text)  # else a mark follows the last character
    for at in choose_stops(run if closed else run[:-1], stops, marks):
        place = int(stream.offsets[start + at]) + 1
        blanks = len(run[at + 1 : at + 1 + _MOST_BLANKS]) - len(run[at + 1 : at + 1 + _MOST_BLANKS].lstrip(" "))
        follows = start + at + 1 + blanks
        if follows < len(stream.text) and int(stream.offsets[follows]) in begun:
            if not blanks:
                continue  # the next speaker begins in the same line
            blanks = 0  # an edit must not reach to the next turn
        span = Span(place, place + blanks)
        yield Edit(
            span=span,
            before=span.slice(text),
            after="？" if run[at] == "吗" else "。",
            kind="punctuation",
            applied=False,
            confidence=round(float(stops[at]), 2),
            reason=REASON,
        )


def choose_stops(text: str, stops: Table, marks: Table) -> list[int]:
    """Choose where stops are suggested: the likely places, and in sentences that remain too long the likeliest.

    Args:
        text: Speech in simplified script and lower case, without marks.
        stops: The chance of a full stop behind each character.
        marks: That of any mark.

    Returns:
        The characters behind which a stop is suggested, in order; a word ends with each.
    """
    likely = np.flatnonzero((marks[: len(text)] >= ANY_MARK) & (stops[: len(text)] >= LEAST)).tolist()
    places = list(_word_ends(text, likely))
    found: list[int] = []
    for at in (at for at in places if stops[at] >= THRESHOLD):
        if found and at - found[-1] < _SHORTEST:
            found[-1] = max(found[-1], at, key=lambda one: float(stops[one]))
        else:
            found.append(at)
    more = [at for at in places if stops[at] < THRESHOLD]
    edges = [-1, *found, len(text) - 1]
    found += [at for left, right in pairwise(edges) for at in _cut_long(stops, more, left, right)]
    return sorted(found)


def _word_ends(text: str, places: list[int]) -> Iterator[int]:
    """Those of the places at which a word ends."""
    words = cut(text) if places else None
    for at in places:
        if words and _WORD.match(text[at]) and words.begins(at + 1) and not _TOGETHER.match(text[at : at + 2]):
            yield at


def _cut_long(chances: Table, places: list[int], left: int, right: int) -> Iterator[int]:
    """The likeliest of the places in a sentence that is too long, until none of its parts is."""
    parts = [(left, right)]
    while parts:
        start, end = parts.pop()
        first, last = bisect_right(places, start + _SHORTEST), bisect_left(places, end - _SHORTEST)
        if end - start > LONGEST and first < last:
            best = max(places[first:last], key=lambda at: float(chances[at]))
            yield best
            parts += [(start, best), (best, end)]


def mark_chances(text: str) -> tuple[Table, Table]:
    """Read speech and give the chances of marks after its characters.

    Args:
        text: Speech in simplified script and lower case, without marks.

    Returns:
        For each character the chance of a full stop behind it, and that of any mark.
    """
    weights = _weights()
    codes = _rows()[np.minimum(code_points(text), len(_rows()) - 1)]
    parts = []
    for first in range(0, len(codes), _AT_ONCE):
        low, high = max(0, first - _REACH), min(len(codes), first + _AT_ONCE + _REACH)
        seen = np.maximum(_first_layer(codes[low:high]), 0)
        for number, dilation in enumerate(_DILATIONS[1:], 1):
            more = _convolved(seen, weights[f"c.{number}"], weights[f"c.{number}.bias"], dilation=dilation)
            seen += np.maximum(more, 0, out=more)
        scores = _product(seen[first - low : first - low + _AT_ONCE], weights["out"]) + weights["out.bias"]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        parts.append(scores / scores.sum(axis=1, keepdims=True))
    chances = np.concatenate(parts) if parts else np.zeros((0, 3), dtype=np.float32)
    return chances[:, _STOP], chances[:, _PAUSE] + chances[:, _STOP]


@lru_cache(maxsize=1)
def _weights() -> dict[str, Table]:
    with files(__package__).joinpath("sentence_ends.npz").open("rb") as file, np.load(file) as stored:
        tables = {name: stored[name] for name in stored.files}
    scales = {name: tables.pop(f"{name}.scale") for name in list(tables) if f"{name}.scale" in tables}
    return {name: table * scales[name] if name in scales else table for name, table in tables.items()}


@lru_cache(maxsize=1)
def _rows() -> Numbers:
    """The row of each code point in the table, and last that of all further ones."""
    letters = _weights()["letters"]
    rows = np.full(int(letters.max()) + 2, _UNKNOWN, dtype=np.int64)
    rows[letters] = np.arange(len(letters)) + _UNKNOWN + 1
    return rows


def _first_layer(codes: Numbers) -> Table:
    """The first convolution, three characters wide, of which each part is looked up, and what pairs of characters add."""
    before, here, behind = _looked_up()
    pairs = _weights()["pairs"]
    out: Table = here[codes]
    out[1:] += before[codes[:-1]]
    out[:-1] += behind[codes[1:]]
    out += pairs[(codes * _HASH + np.append(codes[1:], _EDGE)) % len(pairs)]
    return out


@lru_cache(maxsize=1)
def _looked_up() -> tuple[Table, Table, Table]:
    """What a character adds to the one behind it, to itself and to the one before it: a row a character."""
    weights = _weights()
    before, here, behind = (_product(weights["emb"], part) for part in np.split(weights["c.0"], 3))
    return before, here + weights["c.0.bias"], behind


def _convolved(rows: Table, table: Table, bias: Table, *, dilation: int) -> Table:
    """A convolution three rows wide; beyond the ends stand zeros."""
    before, here, behind = np.split(table, 3)
    out: Table = _product(rows, here) + bias
    out[dilation:] += _product(rows[:-dilation], before)
    out[:-dilation] += _product(rows[dilation:], behind)
    return out


def _product(rows: Table, table: Table) -> Table:
    """The product of two tables, so few rows at a time that no BLAS shares them out among threads."""
    out: Table = np.empty((len(rows), table.shape[1]), dtype=np.float32)
    step = max(1, _ALONE // table.size)
    for first in range(0, len(rows), step):
        np.matmul(rows[first : first + step], table, out=out[first : first + step])
    return out
