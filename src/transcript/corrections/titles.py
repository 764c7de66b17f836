"""Where a text has titles (处长, 副行长, 同志): what stands beside one is likely to be a name."""

from __future__ import annotations

from functools import lru_cache

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from transcript.people.tables import TITLE_PREFIXES, TITLES
from transcript.phonetics.readings import without_surrogates


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
