"""What the document as a whole tells a stage: what it says elsewhere, how its segments end, how its points begin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from transcript.phonetics.readings import code_points
from transcript.text import SourceText

GRAM = 6
"""Length of the key that a string is found by; shorter strings are no evidence."""


_DIGIT = "0-9零一二两三四五六七八九十"
POINT = re.compile(rf"[（(]?第?[{_DIGIT}]+(?:[、是要，.）)]|个|点|方面)|[其首再最]次|首先|最后|另外|此外")
"""How a numbered point begins: 一、, 二是, 第三，, （四）, 5."""

_STOPS = frozenset("。！？.!?")
_AT_ONCE = 1 << 16  # characters that are hashed at a time
_FEWEST_BITS, _MOST_BITS = 12, 26
_SPREAD = np.uint32(0x9E3779B1)


def is_punctuated(source: SourceText) -> bool:
    """Whether segments end in full stops as a rule: only then does a missing one say something."""
    closed = sum(source.text[segment.span.end - 1] in _STOPS for segment in source.speech if len(segment.span))
    return 2 * closed > len(source.speech)


def said_elsewhere(folded: str, wanted: Iterable[str]) -> frozenset[str]:
    """Those of the strings that stand in the text.

    Args:
        folded: The document in simplified script.
        wanted: Strings of at least `GRAM` characters; shorter ones are never found.

    >>> sorted(said_elsewhere("山区河道治理工程，山区河道", ["山区河道治理", "河道治理工程好"]))
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
