"""What the document as a whole tells a stage: what it says elsewhere, how its segments end, how its points begin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import rjieba

from transcript.text import SourceText

GRAM = 6
"""Length of the key that a string is found by; shorter strings are no evidence."""


_DIGIT = "0-9零一二两三四五六七八九十"
POINT = re.compile(rf"[（(]?第?[{_DIGIT}]+(?:[、是要，.）)]|个|点|方面)|[其首再最]次|首先|最后|另外|此外")
"""How a numbered point begins: 一、, 二是, 第三，, （四）, 5."""

_STOPS = frozenset("。！？.!?")


def words_of(text: str) -> list[str]:
    """The words of a few characters of text; a lone surrogate, which the segmenter cannot take, is passed as a question mark.

    >>> words_of("并按按照要求")
    ['并', '按', '按照', '要求']
    """
    words: list[str] = rjieba.cut(text.encode("utf-8", "replace").decode("utf-8"))
    return words


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
    for at in range(len(folded) - GRAM + 1):
        strings = by_key.get(folded[at : at + GRAM])
        if strings:
            said = {string for string in strings if folded.startswith(string, at)}
            found |= said
            strings -= said
    return frozenset(found)
