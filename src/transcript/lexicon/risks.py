"""Entries that ordinary words sound like: what a user should know before the lexicon is used.

A misheard form that is an ordinary word (服务) would rewrite it wherever it is meant; a term of two characters that is read exactly
as an ordinary word needs more evidence than its sound. Neither is an error: both are kept, and reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

import numpy as np

from transcript.lexicon.columns import Column
from transcript.model import Problem
from transcript.phonetics.readings import character_codes
from transcript.text import fold
from transcript.words import frequency, in_dictionary, is_word

COMMON = 300  # counts of the dictionary from which a word is in everyday use
_MOST = 1_000  # terms of two characters that are looked at
_SHOWN = 5
_HAN = range(0x4E00, 0x9FA6)


def risks(columns: Mapping[str, Column]) -> Iterator[Problem]:
    """What ordinary words the entries of a lexicon might rewrite.

    Args:
        columns: The lexicon's; `Lexicon.columns`.
    """
    heard = list(dict.fromkeys(form for form in columns.get("heard_as", ()) if is_word(fold(form))))
    if heard:
        yield _problem("误听形式本身是常用词，本义使用时也会被改，建议写长一些，或用“不改”列出例外", heard)
    short = [term for term in columns["term"] if len(term) == 2 and not in_dictionary(fold(term))][:_MOST]
    alike = [f"{term}（{word}）" for term in dict.fromkeys(short) if (word := _ordinary_homophone(fold(term)))]
    if alike:
        yield _problem("两字词条与常用词同音，没有旁证时不会自动改", alike)


def _ordinary_homophone(term: str) -> str | None:
    """The most common ordinary word that is read exactly like a term."""
    alike = _characters_by_code()
    if not all(ord(c) in _HAN for c in term):
        return None
    codes = character_codes(np.array([ord(c) for c in term], dtype=np.uint32)).tolist()
    words = ("".join(pair) for pair in product(*(alike.get(code, "") for code in codes)))
    known = [word for word in words if word != term and in_dictionary(word) and is_word(word)]
    best = max(known, key=frequency, default=None)
    return best if best and frequency(best) >= COMMON else None


@lru_cache(maxsize=1)
def _characters_by_code() -> dict[int, str]:
    alike: dict[int, list[str]] = defaultdict(list)
    for point, code in zip(_HAN, character_codes(np.array(_HAN, dtype=np.uint32)).tolist(), strict=True):
        if code:
            alike[code].append(chr(point))
    return {code: "".join(characters) for code, characters in alike.items()}


def _problem(rule: str, forms: list[str]) -> Problem:
    more = f"等 {len(forms)} 个" if len(forms) > _SHOWN else ""
    return Problem(kind="ordinary", message=f"{rule}：{'、'.join(forms[:_SHOWN])}{more}。")
