"""Features of a candidate that come from what the lexicon knows of its entry: the title and the organisation of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import ahocorasick_rs
import numpy as np
import regex
from numpy.typing import NDArray

from transcript.corrections.candidates import Hits
from transcript.corrections.phonetic_text import PhoneticText
from transcript.lexicon.columns import Column
from transcript.lexicon.index import CALLED, Index
from transcript.people.gazetteer import TITLE_PREFIXES, TITLES
from transcript.phonetics.readings import without_surrogates
from transcript.text import fold

Scores = NDArray[np.float64]
Columns = Mapping[str, Column]

_NEAR = 12  # characters on either side in which a title stands
_ORGANIZATION = 30  # characters before a name in which its organisation is said
_NEUTRAL = ("同志", "老师", "先生", "女士", "朋友", "同学")  # titles that anybody may have
_PARTS = regex.compile(r"[、，,/;；兼和及]+")


@lru_cache(maxsize=1)
def _finder() -> ahocorasick_rs.AhoCorasick:
    words = sorted({*TITLES, *(prefix + title for prefix in TITLE_PREFIXES for title in TITLES)})
    return ahocorasick_rs.AhoCorasick(words, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def beside_title(text: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which stretches of a text have a title right before or behind them.

    Args:
        text: In simplified script.
        starts: Where each stretch begins.
        ends: Where it ends.

    >>> beside_title("请处长乔若川同志讲", np.array([3, 0]), np.array([6, 1])).tolist()
    [True, True]
    """
    begins, closes = np.zeros(len(text) + 1, dtype=np.bool_), np.zeros(len(text) + 1, dtype=np.bool_)
    for _, start, end in _finder().find_matches_as_indexes(without_surrogates(text)):
        begins[start] = closes[end] = True
    beside: NDArray[np.bool_] = begins[ends] | closes[starts]
    return beside


def is_title(text: str) -> bool:
    """Whether a text is a title and nothing else.

    >>> is_title("副行长"), is_title("付行长")
    (True, False)
    """
    return [(start, end) for _, start, end in _finder().find_matches_as_indexes(without_surrogates(text))] == [
        (0, len(text))
    ]


def entry_features(phonetic: PhoneticText, index: Index, hits: Hits, columns: Columns) -> dict[str, Scores]:
    """For each candidate that is a person whether the title beside it is the entry's or another, and how much of the organisation is said before it.

    Args:
        phonetic: The text.
        index: The lexicon.
        hits: The candidates.
        columns: Those of the lexicon.
    """
    title, other, organization = np.zeros(len(hits)), np.zeros(len(hits)), np.zeros(len(hits))
    known = columns.get("title")
    people = np.flatnonzero(index.people[hits.forms] | (index.kinds[hits.forms] == CALLED))
    if known is None or not len(people):
        return {"title": title, "other_title": other, "organization": organization}
    beside = beside_title(phonetic.folded, hits.starts, hits.ends)
    described: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}
    for i in people.tolist():
        start, end, form = int(hits.starts[i]), int(hits.ends[i]), int(hits.forms[i])
        row = int(index.rows[form])
        if row not in described:
            described[row] = tuple(_titles(known.at(row))), _bigrams(columns, row)
        titles, bigrams = described[row]
        before, after = phonetic.folded[max(0, start - _NEAR) : start], phonetic.folded[end : end + _NEAR]
        agrees = index.kinds[form] == CALLED or any(before.endswith(t) or after.startswith(t) for t in titles)
        title[i] = agrees
        other[i] = bool(titles) and not agrees and beside[i] and not after.startswith(_NEUTRAL)
        if bigrams:
            said = phonetic.folded[max(0, start - _ORGANIZATION) : start]
            organization[i] = sum(bigram in said for bigram in bigrams) / len(bigrams)
    return {"title": title, "other_title": other, "organization": organization}


def _titles(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        for part in _PARTS.split(fold(text)):
            if len(part) > 1:
                yield part
                yield from (part[at:] for at in range(1, len(part) - 1) if part[at:] in TITLES)


def _bigrams(columns: Columns, row: int) -> frozenset[str]:
    texts = columns["organization"].at(row) if "organization" in columns else ()
    return frozenset(fold(text)[at : at + 2] for text in texts for at in range(len(text) - 1))
