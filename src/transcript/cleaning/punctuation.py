"""Punctuation: half-width marks between han, spaces between han, marks set twice, missing final stops.

In goes a source and the joins that are made in it, out come edits of single marks, so that each can be refused alone. Marks
inside numbers and Latin words stay, and so do spaces that set the items of a list apart. A final stop is added only where the
other segments end in one.

What the document as a whole tells about its segments stands here too: whether they end in stops, how a numbered point begins, and which
strings stand elsewhere in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transcript.han_numerals import SMALL_NUMERALS
from transcript.model import Edit
from transcript.phonetics.readings import code_points
from transcript.text import SourceText, Span


class Change(NamedTuple):
    """The text from *start* to *end* becomes *after*."""

    start: int
    end: int
    after: str
    reason: str
    confidence: float


_H = r"[\u4e00-\u9fff]"
_HAN = re.compile(_H)
_AFTER_HAN = re.compile(r"[\u4e00-\u9fff“”《》（）]")
_WIDE = {",": "，", ".": "。", "?": "？", "!": "！", ";": "；", ":": "：", "(": "（", ")": "）"}
_HALF = re.compile(rf"(?:[,?!;:](?![,.?!;:()/\\])|\.(?=[ ]|{_H}|$)) *")
_PAIR = re.compile(r'\(([^()\r\n]{1,80})\)|"([^"\r\n]{1,80})"')
_FULL = "，。！？；：、（）“”《》…"
_GAP = re.compile(rf"(?<! ) +(?=[{_FULL}])|(?<=[{_FULL}]) +(?=\S)")
_SPACE = re.compile(rf"(?<={_H}) +(?={_H})")
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]")
_DOUBLED = re.compile(r"[，、；：](?=[，、；：。！？])|(?<!。)。(?=。(?!。))")
_WORD_END = re.compile(r"[\w”》）%％]")
_QUESTION = re.compile(r"[吗么]$")
_ANNOUNCES = re.compile(r"(?:如下|以下|方面|几点|意见|措施|包括|问题|工作|要求|特点)$")
_LONG = 5  # characters; a run at least so long beside a space is no piece of a word
_STOPS = frozenset("。！？")


def punctuation_edits(source: SourceText, *, joins: Iterable[Edit] = ()) -> tuple[Edit, ...]:
    """Correct half-width marks, spaces, doubled marks and missing final stops.

    Args:
        source: What is read.
        joins: Edits that join segments: no final stop is set where one is applied.

    Returns:
        Edits of kind "punctuation", none of which overlap.
    """
    changes = [
        change
        for segment in source.speech
        for find in (_half_width, _pairs, _gaps, _spaces, _doubled)
        for change in find(source.folded, segment.span)
    ]
    changes += _final_stops(source, {join.span.start for join in joins if join.applied})
    return tuple(_edit(source.text, change) for change in _apart(changes))


def _half_width(folded: str, span: Span) -> Iterator[Change]:
    """大家好,我们: between han a mark is full-width, and no space follows it."""
    for match in _HALF.finditer(folded, span.start + 1, span.end):
        if _AFTER_HAN.match(folded, match.start() - 1):
            yield Change(match.start(), match.end(), _WIDE[match[0][0]], "中文里用全角标点", 0.95)


def _pairs(folded: str, span: Span) -> Iterator[Change]:
    """(试行) and "一带一路"."""
    for match in _PAIR.finditer(folded, span.start, span.end):
        signs = "（）" if match[0][0] == "(" else "“”"
        if _HAN.search(match[0]):
            yield Change(match.start(), match.start() + 1, signs[0], "中文里用全角标点", 0.93)
            yield Change(match.end() - 1, match.end(), signs[1], "中文里用全角标点", 0.93)


def _gaps(folded: str, span: Span) -> Iterator[Change]:
    """Delete spaces beside full-width marks."""
    for match in _GAP.finditer(folded, span.start, span.end):
        yield Change(match.start(), match.end(), "", "标点旁不空格", 0.97)


def _spaces(folded: str, span: Span) -> Iterator[Change]:
    """Spaces inside a clause, but not those between the items of a list."""
    if folded[span.end - 1 : span.end] not in _STOPS:
        return
    row: list[Span] = []
    for match in _SPACE.finditer(folded, span.start, span.end):
        gap = Span(match.start(), match.end())
        if row and _NOT_HAN.search(folded, row[-1].end, gap.start):
            yield from _closed(folded, row, span)
            row = []
        row.append(gap)
    yield from _closed(folded, row, span)


def _closed(folded: str, row: list[Span], segment: Span) -> Iterator[Change]:
    """The spaces of one clause taken out, if they break words off.

    They do where all words are set apart, or where a few characters are at one place of a clause.
    """
    if not row:
        return
    first = _NOT_HAN.search(folded[max(segment.start, row[0].start - _LONG) : row[0].start][::-1])
    last = _NOT_HAN.search(folded, row[-1].end, min(segment.end, row[-1].end + _LONG))
    lengths = [
        first.start() if first else _LONG,
        *(right.start - left.end for left, right in pairwise(row)),
        last.start() - row[-1].end if last else _LONG,
    ]
    all_apart = len(row) > 2 and lengths.count(1) * 5 >= len(lengths)
    one_place = len(row) == 1 and min(lengths) < _LONG == max(lengths)
    if all_apart or one_place:
        for gap in row:
            yield Change(gap.start, gap.end, "", "汉字之间不空格", 0.9)


def _doubled(folded: str, span: Span) -> Iterator[Change]:
    """，， and ，。: the last mark stays."""
    for match in _DOUBLED.finditer(folded, span.start, span.end):
        yield Change(match.start(), match.end(), "", "标点重复", 0.93)


def _final_stops(source: SourceText, joined: Container[int]) -> Iterator[Change]:
    """Final marks where a recording's other segments have one and this one has none."""
    if not (source.clock and is_punctuated(source)):
        return
    speech = [segment.span for segment in source.speech]
    for span, following in pairwise([*speech, Span(len(source.text), len(source.text))]):
        if span.end not in joined and _WORD_END.match(source.text, span.end - 1):
            mark = _final_mark(source.folded, span, following)
            yield Change(span.end, span.end, mark, "段末缺少标点", 0.9)


def _final_mark(folded: str, span: Span, following: Span) -> str:
    tail = folded[max(span.start, span.end - 4) : span.end]
    if _QUESTION.search(tail):
        return "？"
    announces = _ANNOUNCES.search(tail) and POINT.match(folded, following.start)
    return "：" if announces else "。"


def _apart(changes: list[Change]) -> Iterator[Change]:
    """In order of place, of those that meet the first."""
    last: Change | None = None
    for change in sorted(changes):
        if last is None or (change.start >= last.end and change[:2] != last[:2]):
            yield change
            last = change


def _edit(text: str, change: Change) -> Edit:
    span = Span(change.start, change.end)
    return Edit(
        span=span,
        before=span.slice(text),
        after=change.after,
        kind="punctuation",
        confidence=change.confidence,
        reason=change.reason,
    )


GRAM = 6
"""Length of the key that a string is found by; shorter strings are no evidence."""


POINT = re.compile(rf"[（(]?第?[{SMALL_NUMERALS}]+(?:[、是要，.）)]|个|点|方面)|[其首再最]次|首先|最后|另外|此外")
"""How a numbered point begins: 一、, 二是, 第三，, （四）, 5."""

_ANY_STOPS = frozenset("。！？.!?")
_AT_ONCE = 1 << 16  # characters that are hashed at a time
_FEWEST_BITS, _MOST_BITS = 12, 26  # bits of a hash: a table of 4 KB to 64 MB
_SPREAD = np.uint32(0x9E3779B1)


def is_punctuated(source: SourceText) -> bool:
    """Tell whether segments end in full stops as a rule, so that a missing one means something.

    Args:
        source: The source text.

    Returns:
        True if so.
    """
    closed = sum(source.text[segment.span.end - 1] in _ANY_STOPS for segment in source.speech if len(segment.span))
    return 2 * closed > len(source.speech)


def found_elsewhere(folded: str, wanted: Iterable[str]) -> frozenset[str]:
    """Find which of some strings the text contains.

    Args:
        folded: The document in simplified script.
        wanted: Strings of at least `GRAM` characters; shorter ones are never found.

    Returns:
        The strings that were found.

    >>> sorted(found_elsewhere("山区河道治理工程，山区河道", ["山区河道治理", "河道治理工程好"]))
    ['山区河道治理']
    """
    by_key: defaultdict[str, set[str]] = defaultdict(set)
    for string in wanted:
        if len(string) >= GRAM:
            by_key[string[:GRAM]].add(string)
    if not by_key:
        return frozenset()
    found: set[str] = set()
    for at in _likely(folded, "".join(by_key)):
        strings = by_key.get(folded[at : at + GRAM])
        if strings:
            said = {string for string in strings if folded.startswith(string, at)}
            found |= said
            strings -= said
    return frozenset(found)


def _likely(text: str, keys: str) -> Iterator[int]:
    """Where one of the keys may begin, by a table of their hashes; *keys* are joined, each of `GRAM` characters."""
    asked = _hashes(keys)[::GRAM]
    bits = min(max(_FEWEST_BITS, len(asked).bit_length() + 4), _MOST_BITS)
    table = np.zeros(1 << bits, dtype=np.bool_)
    table[asked >> np.uint32(32 - bits)] = True
    for first in range(0, len(text), _AT_ONCE):
        hashes = _hashes(text[first : first + _AT_ONCE + GRAM - 1])
        yield from (first + np.flatnonzero(table[hashes >> np.uint32(32 - bits)])).tolist()


def _hashes(text: str) -> NDArray[np.uint32]:
    """A hash of each window of `GRAM` characters, by its beginning."""
    points = code_points(text)
    hashes = np.zeros(max(0, len(points) - GRAM + 1), dtype=np.uint32)
    for step in range(GRAM):
        hashes = (hashes + points[step : step + len(hashes)]) * _SPREAD
    return hashes
